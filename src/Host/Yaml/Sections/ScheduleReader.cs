using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads the milestones of a learning-rate schedule.</summary>
internal static class ScheduleReader
{
    private const int Most = 100;

    /// <summary>The milestones, ascending and all in one unit; empty where the list is, or cannot be read.</summary>
    public static ImmutableArray<Duration> Milestones(Field field)
    {
        if (field.ItemsOrNone(Most) is not { } items) return [];
        var milestones = ImmutableArray.CreateBuilder<Duration>();
        foreach (var item in items)
        {
            if (item.Duration() is not { } moment) continue;
            if (Flaw(moment, milestones.Count == 0 ? null : milestones[^1]) is { } flaw) item.Refuse(flaw);
            else milestones.Add(moment);
        }
        return milestones.ToImmutable();
    }

    private static string? Flaw(Duration moment, Duration? before)
    {
        if (moment == Duration.Zero) return "must be after the start of training, is 0; remove it and set lr instead";
        if (before is not { } last) return null;
        // How many steps an epoch has depends on the dataset, so the order of mixed units would too.
        if (moment.Unit != last.Unit) return $"must be in the unit of the one before, {last}, is {moment}";
        return moment.Count > last.Count ? null : $"must be later than the one before, {last}, is {moment}";
    }
}
