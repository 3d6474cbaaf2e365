namespace Sweeper.Host.Watching.Drawing;

/// <summary>What a character is drawn with, by meaning; <see cref="InkColours"/> says how that looks.</summary>
internal enum Ink
{
    /// <summary>The terminal's own colours.</summary>
    Plain,

    /// <summary>What is there for orientation: rules, titles of columns.</summary>
    Dim,

    /// <summary>What is read first.</summary>
    Strong,

    /// <summary>The panel that has the keys, and the keys themselves.</summary>
    Accent,

    /// <summary>What is as it should be.</summary>
    Good,

    /// <summary>What may need a look.</summary>
    Warn,

    /// <summary>What has gone wrong.</summary>
    Bad,

    /// <summary>The lowest value of a scale; the others follow up to <see cref="InkColours.Heats"/> values.</summary>
    Heat,
}
