namespace Sweeper.Host.Yaml.Tree;

/// <summary>A place in a text; lines and columns count from 1.</summary>
internal readonly record struct Place(int Line, int Col)
{
    /// <summary>The first character.</summary>
    public static Place Start => new(1, 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Col}";
}
