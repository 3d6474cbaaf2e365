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

    /// <summary>Reads some files.</summary>
    /// <exception cref="SpecException">One is not there, or not a sweep.</exception>
    public IReadOnlyList<SpecFile> Read(params IEnumerable<string> paths)
    {
        var readings = paths.Select(path => (Path: path, Reading: SpecReader.ReadFile(path, _vocabulary))).ToList();
        RefuseAny(readings.SelectMany(file => file.Reading.Problems.Select(problem => problem.Format(file.Path))));
        return [.. readings.Select(file => new SpecFile(file.Path, file.Reading.Text, file.Reading.Spec!))];
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
        RefuseAny(files.SelectMany(DatasetProblems));
        var plan = SweepPlanner.Plan([.. files.Select(file => file.Spec)], _datasets.Describe);
        // A problem knows its sweep's name, and two files may have one name: each planned by itself says whose it is.
        if (plan.Problems.Length > 0)
            RefuseAny(files.SelectMany(file => SweepPlanner.Plan([file.Spec], _datasets.Describe).Problems.Select(problem => At(file, problem.Path, problem.Message))));
        return plan;
    }

    // Datasets that are there and damaged, or that lack what is asked of them.
    private IEnumerable<string> DatasetProblems(SpecFile file)
    {
        foreach (var (path, dataset) in file.Spec.Sources.Select(entry => ("sources", entry.Dataset)).Concat(file.Spec.Targets.Select(entry => ("targets", entry.Dataset)))
            .DistinctBy(entry => entry.Dataset))
        {
            string? problem = null;
            try
            {
                _datasets.Describe(dataset);
            }
            catch (DatasetException error)
            {
                problem = At(file, path, error.Message);
            }
            if (problem is not null) yield return problem;
        }
    }

    private static string At(SpecFile file, string path, string message) => SpecPlaces.Locate(file.Text, path, message).Format(file.Path);

    private static void RefuseAny(IEnumerable<string> problems)
    {
        var lines = problems.ToList();
        if (lines.Count > 0) throw new SpecException(string.Join(Environment.NewLine, lines));
    }
}
