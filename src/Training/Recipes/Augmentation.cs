namespace Sweeper.Training.Recipes;

/// <summary>What is done to training images at random.</summary>
public enum Augmentation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// A horizontal flip with probability 1/2 and a crop of the image's own size at a random place after padding every side by an eighth
    /// of it with zeros: 4 pixels at 32 (He et al. 2016, section 4.2).
    /// </summary>
    FlipCrop,

    /// <summary>
    /// A crop of 8% to 100% of the area and 3/4 to 4/3 in aspect ratio, resized, and a horizontal flip with probability 1/2; test images
    /// are resized and their centre is cropped (Szegedy et al. 2015; torchvision's ImageNet training).
    /// </summary>
    Imagenet,
}
