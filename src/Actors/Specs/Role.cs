namespace Sweeper.Actors.Specs;

/// <summary>In which role a dataset and optimizer are trained.</summary>
public enum Role
{
    /// <summary>A stage of a chain.</summary>
    Source,

    /// <summary>The training of a ticket whose accuracy is a cell.</summary>
    Target,
}
