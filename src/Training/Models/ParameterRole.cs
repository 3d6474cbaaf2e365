namespace Sweeper.Training.Models;

/// <summary>What a parameter tensor is for; decides how it starts and whether it can be pruned.</summary>
public enum ParameterRole
{
    /// <summary>The kernel of a convolution or linear layer: drawn at the start, and prunable.</summary>
    Weight,

    /// <summary>A bias or a batch norm's shift: starts at 0.</summary>
    Shift,

    /// <summary>A batch norm's scale: starts at 1.</summary>
    Scale,
}
