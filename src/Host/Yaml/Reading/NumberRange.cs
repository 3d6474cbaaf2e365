namespace Sweeper.Host.Yaml.Reading;

/// <summary>Which numbers a key may have, and how a message says so.</summary>
internal sealed record NumberRange(string Text, Func<double, bool> Contains)
{
    public static NumberRange Positive { get; } = new("> 0", value => value > 0);

    public static NumberRange NotNegative { get; } = new(">= 0", value => value >= 0);

    public static NumberRange BelowOne { get; } = new(">= 0 and < 1", value => value is >= 0 and < 1);

    public static NumberRange Share { get; } = new("> 0 and < 1", value => value is > 0 and < 1);

    public static NumberRange Points { get; } = new("> 0 and <= 100", value => value is > 0 and <= 100);
}
