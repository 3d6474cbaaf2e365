namespace Sweeper.Training.Models;

/// <summary>How a ResNet starts. The paper does not say which it used on small images.</summary>
public enum Stem
{
    /// <summary>A 7x7 convolution of stride 2 and padding 3, and a 3x3 max pool of stride 2 and padding 1 (He et al. 2016, table 1).</summary>
    Imagenet,

    /// <summary>A 3x3 convolution of stride 1 and padding 1, without a pool: for images of about 32 pixels.</summary>
    Small,
}
