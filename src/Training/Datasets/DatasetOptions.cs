using System.Collections.Immutable;
using Sweeper.Training.Draws;

namespace Sweeper.Training.Datasets;

/// <summary>
/// What a ref's options make of a base dataset, in their order: half, classes, fraction, label noise. The draws are named by the base
/// dataset's name and its own class numbers, so they are the same for all seeds, and fewer classes do not change which images are left
/// of the others.
/// </summary>
internal static class DatasetOptions
{
    /// <summary>The number of classes left.</summary>
    public static int Classes(DatasetRef dataset, int classes) => dataset.Classes.IsDefault ? classes : dataset.Classes.Length;

    /// <summary>The numbers of training and test images left, from those of the base's classes.</summary>
    /// <exception cref="DatasetException">An option does not fit the dataset.</exception>
    public static (int Train, int Test) Count(DatasetRef dataset, ImmutableArray<int> trainCounts, ImmutableArray<int> testCounts)
    {
        Check(dataset, trainCounts, testCounts);
        var kept = Kept(dataset, trainCounts.Length);
        var train = kept.Sum(label => Share(dataset, trainCounts[label]));
        if (dataset.LabelNoise is { } noise && Part(noise, train) == 0)
            throw Misfit(dataset, $"a label_noise of {noise} changes none of {train} labels");
        return (train, kept.Sum(label => testCounts[label]));
    }

    /// <summary>The training images left, in ascending order of their rows, with their labels; the options must fit.</summary>
    public static ImageSplit Train(DatasetRef dataset, ImageSplit all, int classes)
    {
        if (dataset is { Half: null, Classes.IsDefault: true, Fraction: null, LabelNoise: null }) return all;
        var rows = RowsOfClasses(all, classes);
        var labels = Enumerable.Repeat(-1, all.Count).ToArray();
        var kept = Kept(dataset, classes);
        for (var label = 0; label < kept.Length; label++)
        {
            foreach (var row in Fraction(dataset, kept[label], Half(dataset, kept[label], rows[kept[label]]))) labels[row] = label;
        }
        var split = Left(all, labels);
        if (dataset.LabelNoise is { } noise) AddNoise(dataset, noise, split.Labels, kept.Length);
        return split;
    }

    /// <summary>The test images left, in ascending order of their rows, with their labels.</summary>
    public static ImageSplit Test(DatasetRef dataset, ImageSplit all, int classes)
    {
        if (dataset.Classes.IsDefault) return all;
        var labels = Enumerable.Repeat(-1, classes).ToArray();
        for (var label = 0; label < dataset.Classes.Length; label++) labels[dataset.Classes[label]] = label;
        return Left(all, Array.ConvertAll(all.Labels, label => labels[label]));
    }

    private static void Check(DatasetRef dataset, ImmutableArray<int> trainCounts, ImmutableArray<int> testCounts)
    {
        if (dataset.Half is not (null or 'a' or 'b')) throw Misfit(dataset, $"there is no half {dataset.Half}; there are a and b");
        if (dataset.Fraction is <= 0 or >= 1) throw Misfit(dataset, $"a fraction is between 0 and 1, this one is {dataset.Fraction}");
        if (dataset.LabelNoise is <= 0 or >= 1)
            throw Misfit(dataset, $"a label_noise is between 0 and 1, this one is {dataset.LabelNoise}");
        CheckClasses(dataset, trainCounts.Length);
        var kept = Kept(dataset, trainCounts.Length);
        var fewest = dataset.Half is not null ? 2 : dataset.Fraction is not null || !dataset.Classes.IsDefault ? 1 : 0;
        foreach (var label in kept.Where(label => trainCounts[label] < fewest))
            throw Misfit(dataset, $"class {label} has {trainCounts[label]} training images, its options need {fewest}");
        if (kept.All(label => testCounts[label] == 0)) throw Misfit(dataset, "no test image is left");
        if (dataset.LabelNoise is not null && kept.Length < 2) throw Misfit(dataset, "label_noise needs another class to draw");
    }

    private static void CheckClasses(DatasetRef dataset, int classes)
    {
        if (dataset.Classes.IsDefault) return;
        if (dataset.Classes.IsEmpty) throw Misfit(dataset, "classes names no class");
        if (dataset.Classes.Distinct().Count() < dataset.Classes.Length) throw Misfit(dataset, "classes names a class twice");
        foreach (var label in dataset.Classes.Where(label => label < 0 || label >= classes))
            throw Misfit(dataset, $"there is no class {label}; {dataset.Base} has the classes 0..{classes - 1}");
    }

    private static DatasetException Misfit(DatasetRef dataset, string fault) => new($"dataset {dataset.Text}: {fault}. Change the option.");

    private static ImmutableArray<int> Kept(DatasetRef dataset, int classes) =>
        dataset.Classes.IsDefault ? [.. Enumerable.Range(0, classes)] : dataset.Classes;

    /// <summary>The training images left of a class.</summary>
    private static int Share(DatasetRef dataset, int count)
    {
        var half = dataset.Half switch { 'a' => count - count / 2, 'b' => count / 2, _ => count };
        return dataset.Fraction is { } fraction ? Math.Max(1, Part(fraction, half)) : half;
    }

    private static int Part(decimal fraction, int count) => (int)Math.Round(fraction * count, MidpointRounding.AwayFromZero);

    private static int[] Half(DatasetRef dataset, int label, int[] rows)
    {
        if (dataset.Half is not { } half) return rows;
        Draw.Named($"half/{dataset.Base}/{label}").Shuffle<int>(rows);
        var a = rows.Length - rows.Length / 2;
        var part = half == 'a' ? rows[..a] : rows[a..];
        Array.Sort(part);
        return part;
    }

    private static int[] Fraction(DatasetRef dataset, int label, int[] rows)
    {
        if (dataset.Fraction is not { } fraction) return rows;
        Draw.Named($"fraction/{dataset.Base}/{label}").Shuffle<int>(rows);
        return rows[..Math.Max(1, Part(fraction, rows.Length))];
    }

    /// <remarks>The draw's name has no noise level in it, so the labels that a small one changes, a larger one changes alike.</remarks>
    private static void AddNoise(DatasetRef dataset, decimal noise, ushort[] labels, int classes)
    {
        var draw = Draw.Named($"label-noise/{(dataset with { LabelNoise = null }).Text}");
        foreach (var position in draw.Permutation(labels.Length).AsSpan(0, Part(noise, labels.Length)))
            labels[position] = (ushort)((labels[position] + 1 + draw.Below(classes - 1)) % classes);
    }

    private static int[][] RowsOfClasses(ImageSplit all, int classes)
    {
        var rows = Enumerable.Range(0, classes).Select(_ => new List<int>()).ToArray();
        for (var position = 0; position < all.Count; position++) rows[all.Labels[position]].Add(all.Rows[position]);
        return Array.ConvertAll(rows, list => list.ToArray());
    }

    /// <summary>The rows whose new label is not -1.</summary>
    private static ImageSplit Left(ImageSplit all, int[] labels)
    {
        var rows = all.Rows.Where(row => labels[row] >= 0).ToArray();
        return all with { Rows = rows, Labels = Array.ConvertAll(rows, row => (ushort)labels[row]) };
    }
}
