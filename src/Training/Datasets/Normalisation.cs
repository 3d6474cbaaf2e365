namespace Sweeper.Training.Datasets;

/// <summary>With which constants pixels become numbers: (b/255 - mean) / sd, a channel.</summary>
public enum Normalisation
{
    /// <summary>Those of the base dataset: over its training images, or as its publisher gives them (ImageNet, Places365).</summary>
    Dataset,

    /// <summary>Mean 0.485, 0.456, 0.406 and sd 0.229, 0.224, 0.225, as the models of torchvision expect; for three channels.</summary>
    Imagenet,

    /// <summary>Mean and sd 0.5, as in the replication by Gohil et al. 2020: numbers from -1 to 1.</summary>
    Half,

    /// <summary>Mean 0 and sd 1: numbers from 0 to 1.</summary>
    None,
}
