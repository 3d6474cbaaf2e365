using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads a whole sweep, each section before those that refer to it.</summary>
internal sealed class SweepSection
{
    private readonly YamlNode _root;
    private readonly ProblemList _problems;
    private readonly SpecContext _context;

    public SweepSection(YamlNode root, SpecVocabulary vocabulary, ProblemList problems)
    {
        (_root, _problems) = (root, problems);
        _context = new SpecContext(vocabulary) { Labels = LabelSurvey.Of(root, vocabulary) };
    }

    /// <summary>The sweep, or null and problems.</summary>
    public SweepSpec? Read()
    {
        if (_root is not YamlMap)
        {
            const string Wanted = "a sweep file is a map of keys (name: ..., models: ...)";
            _problems.Add(_root.Place, $"{Wanted}, this is {_root.Shown}; 'sweeper init' writes one to start from");
            return null;
        }
        if (Section.Open(new Field("", _root, _problems), SpecKeys.Sweep) is not { } sweep) return null;
        var name = sweep.Find("name") is { } given ? NameSection.Read(given) : null;
        SeedRule? seedRule = null;
        var seeds = sweep.Get("seeds", field => SeedsSection.Read(field, out seedRule), [0, 1, 2]);
        var input = sweep.Find("input") is { } images ? InputSection.Read(images) : InputSpec.Native;
        var recipe = ReadGrid(sweep, out var models);
        var rounds = ReadRounds(sweep);
        var pairs = _context.Pairs = sweep.Get("pairs", field => PairsSection.Read(field, _context), []);
        var tickets = _context.Tickets = sweep.Get("tickets", TicketsSection.Read, [TicketKind.Winning, TicketKind.Random]);
        var overrides = sweep.Get("overrides", field => OverridesSection.Read(field, recipe, _context), []);
        CheckTrainings(recipe, overrides);
        var requires = sweep.Get("requires", field => RequiresSection.Read(field, _context), []);
        var policy = sweep.Find("on_failure") is { } failure ? OnFailureSection.Read(failure) : new FailurePolicy();
        var keepFinals = sweep.Find("keep") is { } keep && KeepSection.Read(keep);
        var claims = sweep.Get("claims", field => ClaimsSection.Read(field, _context), []);
        if (_problems.Count > 0) return null;
        return new SweepSpec
        {
            Name = name!,
            Models = models!.Value,
            Input = input!,
            Seeds = seeds!.Value,
            SeedRule = seedRule,
            Sources = _context.Sources!.Value,
            Targets = _context.Targets!.Value,
            Pairs = pairs!.Value,
            Tickets = tickets!.Value,
            Pruning = _context.Pruning!,
            EvaluatedRounds = rounds!.Value,
            Recipe = recipe!,
            Overrides = overrides!.Value,
            Requires = requires!.Value,
            OnFailure = policy,
            KeepFinals = keepFinals,
            Claims = claims!.Value,
        };
    }

    /// <summary>Models, recipe, sources, targets and pruning: what everything else refers to.</summary>
    private RecipeSpec? ReadGrid(Section sweep, out ImmutableArray<ModelSpec>? models)
    {
        models = sweep.Get("models", field => ModelsSection.Read(field, _context.Vocabulary));
        _context.Models = models is { } known ? [.. known.Select(model => model.Name).Distinct()] : null;
        RecipeSpec? recipe = null;
        if (sweep.Find("recipe") is { } given)
        {
            _context.Optimizers = RecipeSection.Names(given);
            recipe = Clean(() => RecipeSection.Read(given));
        }
        _context.Sources = sweep.Get("sources", field => EndpointsSection.Read(field, _context));
        _context.Targets = sweep.Get("targets", field => EndpointsSection.Read(field, _context));
        if (sweep.Find("pruning") is { } pruning) _context.Pruning = Clean(() => PruningSection.Read(pruning));
        return recipe;
    }

    private ImmutableArray<int>? ReadRounds(Section sweep)
    {
        var pruned = _context.Pruning?.Rounds;
        var rounds = sweep.Get("evaluate", field => _problems.IfClean(() => EvaluateSection.Read(field, pruned)), default(ImmutableArray<int>));
        if (rounds is not { } listed || pruned is not { } last) return rounds;
        _context.Rounds = listed.IsDefault ? [.. Enumerable.Range(0, last + 1)] : [.. listed];
        return rounds;
    }

    private void CheckTrainings(RecipeSpec? recipe, ImmutableArray<OverrideSpec>? overrides)
    {
        if (recipe is null || overrides is not { } patches) return;
        if (_context is not { Sources: { } sources, Targets: { } targets, Models: { } models, Pruning: { } pruning }) return;
        new TrainingChecks(_root, recipe, pruning, patches, _problems).Check(models, GridPairs.Endpoints(sources), GridPairs.Endpoints(targets));
    }

    private T? Clean<T>(Func<T?> read)
        where T : class
    {
        var before = _problems.Count;
        var value = read();
        return _problems.Count == before ? value : null;
    }
}
