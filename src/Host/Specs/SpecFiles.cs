using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;

namespace Sweeper.Host.Specs;

/// <summary>Reads sweep files, and plans them; everything wrong in any of them is reported at once.</summary>
internal sealed class SpecFiles
{
    private readonly DatasetCatalog _datasets;
    private readonly SpecVocabulary _vocabulary;

    /// <summary>Reads files whose datasets are found in a catalog.</summary>
    public SpecFiles(DatasetCatalog datasets, DatasetPaths paths)
    {
        _datasets = datasets;
        _vocabulary = Vocabulary(paths);
    }

    /// <summary>The names that a sweep may use here.</summary>
    public static SpecVocabulary Vocabulary(DatasetPaths paths) =>
        new(ModelCatalog.Names, [.. DatasetCatalog.KnownNames.Concat(DatasetFolders.Names(paths)).Distinct()]);

    /// <summary>Reads a file.</summary>
    /// <exception cref="SpecException">It is not there, or not a sweep.</exception>
    public SpecFile Read(string path)
    {
        var reading = SpecReader.ReadFile(path, _vocabulary);
        return reading.Spec is { } spec
            ? new SpecFile(path, reading.Text, spec)
            : throw new SpecException(string.Join(Environment.NewLine, reading.Problems.Select(problem => problem.Format(path))));
    }

    /// <summary>Reads a sweep's text out of a store.</summary>
    /// <exception cref="UserException">This version does not read it.</exception>
    public SweepSpec ReadStored(string name, string yaml, IEnumerable<string> datasets)
    {
        var reading = SpecReader.Read(yaml, _vocabulary with { Datasets = [.. _vocabulary.Datasets, .. datasets] });
        return reading.Spec ?? throw new UserException(
            $"sweep '{name}' in the store is not one that this version reads: {reading.Problems[0].Format(name)}");
    }

    /// <summary>One plan for some files.</summary>
    /// <exception cref="SpecException">It cannot be planned.</exception>
    public SweepPlan Plan(IReadOnlyList<SpecFile> files)
    {
        var plan = SweepPlanner.Plan([.. files.Select(file => file.Spec)], _datasets.Describe);
        if (plan.Problems.Length == 0) return plan;
        throw new SpecException(string.Join(Environment.NewLine, plan.Problems.Select(problem =>
        {
            var file = files.First(file => file.Spec.Name == problem.Sweep);
            return SpecPlaces.Locate(file.Text, problem.Path, problem.Message).Format(file.Path);
        })));
    }
}
