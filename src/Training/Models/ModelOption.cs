namespace Sweeper.Training.Models;

/// <summary>The options that some models take and others do not.</summary>
public enum ModelOption
{
    /// <summary><c>batch_norm</c>: whether batch normalisation follows each convolution.</summary>
    BatchNorm,

    /// <summary><c>stem</c>: how a ResNet starts.</summary>
    Stem,

    /// <summary><c>width</c>: channels of a CIFAR ResNet's first stage.</summary>
    Width,
}
