namespace Sweeper.Training.Pruning;

/// <summary>Over which weights magnitudes are ranked.</summary>
public enum PruningScope
{
    /// <summary>Over all prunable weights of the network together.</summary>
    Global,

    /// <summary>Over each prunable tensor by itself.</summary>
    Layerwise,
}
