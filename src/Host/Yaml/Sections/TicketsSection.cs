using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>tickets</c>.</summary>
internal static class TicketsSection
{
    private const int Most = 10;

    /// <summary>The kinds in the enum's order, or null and problems.</summary>
    public static ImmutableArray<TicketKind>? Read(Field field) => field.Problems.IfClean<ImmutableArray<TicketKind>>(() =>
        field.Items(Most) is { } items ? AxisReader.Distinct(items, item => item.Word(SpecWords.Tickets)).Sort() : null);
}
