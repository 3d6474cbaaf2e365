using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Sections;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;

namespace Sweeper.Host.Yaml.CanonicalForm;

/// <summary>Writes what spans the grid: models, seeds, datasets, endpoints, pairs.</summary>
internal static class GridWriter
{
    /// <summary>A model and the options that differ from the defaults; without an init it is drawn in its own way.</summary>
    public static string Model(ModelSpec model) => model == new ModelSpec(model.Name)
        ? Flow.Text(model.Name)
        : Flow.Map(
            ("name", Flow.Text(model.Name)),
            ("init", model.Init is { } init ? SpecWords.Initialisations.WordFor(init) : null),
            ("batch_norm", model.BatchNorm ? "true" : null),
            ("stem", model.Stem == default ? null : SpecWords.Stems.WordFor(model.Stem)),
            ("width", model.Width == ModelSpec.DefaultWidth ? null : Whole(model.Width)));

    /// <summary>What images are brought to.</summary>
    public static string Input(InputSpec input) => Flow.Map(
        ("channels", input.Channels is { } channels ? Whole(channels) : InputSection.Native),
        ("size", input.Size is { } size ? Whole(size) : InputSection.Native),
        ("normalisation", SpecWords.Normalisations.WordFor(input.Normalisation)));

    /// <summary>Seeds as a rule where they are adaptive, and as a count where they are 0, 1, 2 and so on.</summary>
    public static string Seeds(SweepSpec spec) => spec.SeedRule is { } rule
        ? Flow.Map(("min", Whole(rule.Min)), ("max", Whole(rule.Max)), ("until", Flow.Map(("ci95_halfwidth", Canonical.Number(rule.HalfWidth)))))
        : Seeds(spec.Seeds);

    private static string Seeds(ImmutableArray<long> seeds) =>
        seeds[0] == 0 && seeds[^1] == seeds.Length - 1 ? Whole(seeds.Length) : Flow.List(seeds.Select(Whole));

    /// <summary>An entry of sources or targets.</summary>
    public static string Endpoint(SpecEndpoint endpoint) =>
        Flow.Map(("dataset", Dataset(endpoint.Dataset)), ("optimizers", Flow.List(endpoint.Optimizers.Select(Flow.Text))));

    /// <summary>An entry of pairs.</summary>
    public static string Pair(PairFilter filter) => filter switch
    {
        PairFilter.Except except => Flow.Map(("except", Sides(except.Source, except.Target))),
        PairFilter.Only only => Flow.Map(("only", Sides(only.Source, only.Target))),
        _ => SpecWords.PairFilters.First(entry => entry.Filter == filter).Word,
    };

    private static string Dataset(DatasetRef dataset)
    {
        var name = Flow.Text(dataset.Half is { } half ? $"{dataset.Base}-{half}" : dataset.Base);
        var isBare = dataset is { Classes.IsDefault: true, Fraction: null, LabelNoise: null, Label: null };
        return isBare ? name : WithOptions(name, dataset);
    }

    private static string WithOptions(string name, DatasetRef dataset) => Flow.Map(
        ("name", name),
        ("classes", dataset.Classes.IsDefault ? null : Classes(dataset.Classes)),
        ("fraction", dataset.Fraction is { } fraction ? Canonical.Number(fraction) : null),
        ("label_noise", dataset.LabelNoise is { } noise ? Canonical.Number(noise) : null),
        ("label", dataset.Label is { } label ? Flow.Text(label) : null));

    private static string Classes(ImmutableArray<int> classes) => classes.SequenceEqual(Enumerable.Range(0, classes.Length))
        ? Whole(classes.Length)
        : Flow.List(classes.Select(label => Whole(label)));

    private static string Sides(EndpointMatch source, EndpointMatch target) => Flow.Map(("source", Side(source)), ("target", Side(target)));

    private static string Side(EndpointMatch match) => Flow.Map(
        ("dataset", Flow.Axis([.. match.Datasets.Select(Flow.Text)])),
        ("optimizer", Flow.Axis([.. match.Optimizers.Select(Flow.Text)])));

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
