using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads a dataset, written as text or as a map.</summary>
internal static class DatasetSection
{
    private const int LongestName = 500;
    private const int LongestLabel = 100;
    private const int MostClasses = 1000;
    private const string FolderPrefix = "folder:";

    /// <summary>The dataset, with its label where the file gives it one anywhere.</summary>
    public static DatasetRef? Read(Field field, SpecContext context)
    {
        if (field.Node is YamlMap) return ReadMap(field, context);
        if (field.Node is YamlList)
        {
            field.RefuseKind($"a dataset's name, or a map with the keys {string.Join(", ", SpecKeys.Dataset.Names)}");
            return null;
        }
        if (field.Text(LongestName) is not { } text) return null;
        if (context.Labels.Find(text) is { } labelled) return labelled;
        return DatasetText.Parse(field, text) is { } map ? ReadMap(field with { Node = map }, context) : null;
    }

    private static DatasetRef? ReadMap(Field field, SpecContext context)
    {
        var before = field.Problems.Count;
        if (Section.Open(field, SpecKeys.Dataset) is not { } section || section.Find("name") is not { } nameField) return null;
        var named = Named(nameField, context.Vocabulary);
        var options = (named ?? new DatasetRef("unknown")) with
        {
            Classes = section.Find("classes") is { } classes ? Classes(classes) : default,
            Fraction = section.Get("fraction", given => given.Share()),
            LabelNoise = section.Get("label_noise", given => given.Share()),
            Label = section.Find("label")?.Text(LongestLabel),
        };
        if (named is null || field.Problems.Count != before) return null;
        return Checked(options, section.Find("label"), context);
    }

    private static DatasetRef? Checked(DatasetRef dataset, Field? labelField, SpecContext context)
    {
        if (labelField is not { } given) return context.Labels.Labelled(dataset);
        var label = dataset.Label!;
        var isDataset = label.Contains('?')
            || label.StartsWith(FolderPrefix, StringComparison.Ordinal)
            || Known(DatasetRef.Named(label), context.Vocabulary);
        var wrong = isDataset && label != dataset.Text
            ? $"would be read as another dataset: {Words.Quoted(label)}; choose another label"
            : context.Labels.Add(dataset);
        if (wrong is null) return dataset;
        given.Refuse(wrong);
        return null;
    }

    private static DatasetRef? Named(Field field, SpecVocabulary vocabulary)
    {
        if (field.Text(LongestName) is not { } name) return null;
        // Only a map can still have a '?' here: in text it starts the options.
        if (name.Contains('?')) return Refused(field, "must not contain '?'; options are keys of their own here");
        if (name.StartsWith(FolderPrefix, StringComparison.Ordinal))
            return name.Length > FolderPrefix.Length ? new DatasetRef(name) : Refused(field, "names no folder; write folder:PATH");
        var dataset = DatasetRef.Named(name);
        if (dataset.Half is { } half && vocabulary.Datasets.Contains(name))
        {
            var meaning = $"{Words.Quoted(name)} means half {half} of {Words.Quoted(dataset.Base)}";
            return Refused(field, $"is ambiguous: {meaning}; rename the folder so that it does not end in -{half}");
        }
        if (Known(dataset, vocabulary)) return dataset;
        field.Report($"unknown dataset {Words.Quoted(name)}{UnknownHint(name, vocabulary)}");
        return null;
    }

    private static bool Known(DatasetRef dataset, SpecVocabulary vocabulary) => vocabulary.Datasets.Contains(dataset.Base);

    private static string UnknownHint(string name, SpecVocabulary vocabulary)
    {
        var names = vocabulary.Datasets;
        string[] candidates = [.. names, .. names.Select(known => known + "-a"), .. names.Select(known => known + "-b")];
        return Suggestion.Hint(name, candidates,
            $"; known are {string.Join(", ", names)}, the name of a folder that holds the four idx files in one of the folders of SWEEPER_DATA, and folder:PATH");
    }

    private static DatasetRef? Refused(Field field, string message)
    {
        field.Refuse(message);
        return null;
    }

    /// <summary>A count of classes or a list of them. One class leaves nothing to learn, so a lone number is always a count.</summary>
    private static ImmutableArray<int> Classes(Field field)
    {
        if (field.Node is not YamlList) return field.Int(2, MostClasses) is { } count ? [.. Enumerable.Range(0, count)] : default;
        if (field.Items(MostClasses) is not { } items) return default;
        var classes = ImmutableArray.CreateBuilder<int>();
        foreach (var item in items)
        {
            if (item.Int(0, MostClasses - 1) is not { } label) continue;
            if (classes.Contains(label)) item.Refuse($"is given twice: {label}; remove one");
            else classes.Add(label);
        }
        if (items.Count < 2) field.Refuse("must have at least two labels; one class leaves nothing to learn");
        return classes.Count == 0 ? default : classes.ToImmutable();
    }
}
