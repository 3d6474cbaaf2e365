namespace Sweeper.Host.Reports.Figures;

/// <summary>Which part of a text is at its place; the words are SVG's.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}
