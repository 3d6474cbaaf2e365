using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Training.Files;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>requires</c>.</summary>
internal static class RequiresSection
{
    private const int Most = 100;

    /// <summary>The rules, or null and problems.</summary>
    public static ImmutableArray<DeviceRule>? Read(Field field, SpecContext context) =>
        field.Problems.IfClean<ImmutableArray<DeviceRule>>(() => field.ItemsOrNone(Most, areWords: false) is { } items
            ? [.. items.Select(item => ReadOne(item, context)).OfType<DeviceRule>()]
            : null);

    private static DeviceRule? ReadOne(Field field, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.Requirement) is not { } section) return null;
        if (section.Find("device") is null && section.Find("memory") is null) field.Refuse("requires nothing; give it a device or a memory, or remove it");
        var rule = new DeviceRule { Need = new(section.Get("device", given => given.Word(SpecWords.Devices)), section.Get("memory", Memory)) };
        return section.Find("match") is { } match ? Match(match, rule, context) : rule;
    }

    private static DeviceRule Match(Field field, DeviceRule rule, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.RequirementMatch) is not { } section) return rule;
        if (section.IsEmpty) field.Refuse("names nothing; leave it out where all trainings are meant");
        return rule with
        {
            Models = GridNames.Several(section.Find("model"), name => GridNames.Model(name, context)),
            Datasets = GridNames.Several(section.Find("dataset"), name => GridNames.Dataset(name, GridNames.Both(context), "source or target")),
        };
    }

    private static long? Memory(Field field)
    {
        if (field.Text(30) is not { } text) return null;
        if (ByteSize.TryParse(text, out var bytes) && bytes > 0) return bytes;
        field.RefuseKind("a number of bytes with its unit, such as 40GiB or 500MiB");
        return null;
    }
}
