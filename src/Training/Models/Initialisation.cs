namespace Sweeper.Training.Models;

/// <summary>The named distributions from which weights are first drawn. Biases start at 0.</summary>
public enum Initialisation
{
    /// <summary>Normal, variance 2 / (fan in + fan out) (Glorot and Bengio 2010).</summary>
    XavierNormal,

    /// <summary>Normal, variance 2 / fan in (He et al. 2015).</summary>
    KaimingNormal,

    /// <summary>Uniform in +- sqrt(6 / fan in) (He et al. 2015).</summary>
    KaimingUniform,
}
