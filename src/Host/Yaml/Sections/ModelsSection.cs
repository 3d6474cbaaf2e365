using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Models;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>models</c>.</summary>
internal static class ModelsSection
{
    private const int Most = 100;

    /// <summary>The models, or null and problems.</summary>
    public static ImmutableArray<ModelSpec>? Read(Field field, SpecVocabulary vocabulary) => field.Problems.IfClean(() => ReadAll(field, vocabulary));

    private static ImmutableArray<ModelSpec>? ReadAll(Field field, SpecVocabulary vocabulary)
    {
        if (field.Items(Most) is not { } items) return null;
        var models = ImmutableArray.CreateBuilder<ModelSpec>();
        foreach (var item in items)
        {
            if (ReadOne(item, vocabulary) is not { } model) continue;
            if (models.Contains(model)) item.Refuse($"is {Words.Quoted(model.Text)} again; remove one");
            else models.Add(model);
        }
        return models.ToImmutable();
    }

    private static ModelSpec? ReadOne(Field field, SpecVocabulary vocabulary)
    {
        if (field.Node is YamlScalar) return Name(field, vocabulary) is { } bare ? new ModelSpec(bare) : null;
        if (Section.Open(field, SpecKeys.Model) is not { } section) return null;
        var name = section.Find("name") is { } given ? Name(given, vocabulary) : null;
        var init = section.Get("init", word => word.Word(SpecWords.Initialisations));
        var batchNorm = section.Find("batch_norm") is { } norm && BatchNorm(norm, name);
        var stem = section.Find("stem") is { } start ? Option(start, name, ModelOption.Stem, word => word.Word(SpecWords.Stems)) : null;
        var width = section.Find("width") is { } number ? Option(number, name, ModelOption.Width, count => count.Int(1, ModelSpec.LargestWidth)) : null;
        return name is null ? null : new ModelSpec(name) { Init = init, BatchNorm = batchNorm, Stem = stem ?? default, Width = width ?? ModelSpec.DefaultWidth };
    }

    private static string? Name(Field field, SpecVocabulary vocabulary)
    {
        if (field.Text(100) is not { } name) return null;
        if (vocabulary.Models.Contains(name)) return name;
        var hint = Suggestion.Hint(name, vocabulary.Models, $"; known are {string.Join(", ", vocabulary.Models)}");
        field.Report($"unknown model {Words.Quoted(name)}{hint}");
        return null;
    }

    /// <summary>The value of an option; refused where the model does not take it.</summary>
    private static T? Option<T>(Field field, string? model, ModelOption option, Func<Field, T?> read)
        where T : struct
    {
        var value = read(field);
        if (value is null || model is null || ModelCatalog.Takes(model, option)) return value;
        field.Refuse($"is no option of {model}, only of {Takers(option)}; remove the key");
        return null;
    }

    /// <summary>Models without the option have batch norm always or never; either may be spelt out.</summary>
    private static bool BatchNorm(Field field, string? model)
    {
        if (field.Bool() is not { } wanted || model is null) return false;
        if (ModelCatalog.Takes(model, ModelOption.BatchNorm)) return wanted;
        var always = ModelCatalog.AlwaysHasBatchNorm(model);
        if (always && !wanted) field.Refuse($"cannot be false: {model} always has batch normalisation; remove the key");
        if (wanted && !always) field.Refuse($"cannot be true: only {Takers(ModelOption.BatchNorm)} can be had with and without; remove the key");
        return false;
    }

    private static string Takers(ModelOption option) => Words.Or([.. ModelCatalog.Names.Where(name => ModelCatalog.Takes(name, option))]);
}
