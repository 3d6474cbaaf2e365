using System.Collections.Immutable;
using CsCheck;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

public sealed class DatasetOptionsTests
{
    // Two to five classes of 2 to 30 images, in a drawn order.
    private static readonly Gen<int[]> AnyLabels =
        Gen.Int[2, 30].Array[2, 5].SelectMany(counts => Gen.Shuffle(IdxFixture.Counts(counts)));

    private static readonly Gen<decimal> AnyFraction = Gen.Int[1, 999].Select(thousandths => thousandths / 1000m);

    [Fact]
    public void Halves_are_disjoint_cover_the_training_set_and_are_balanced() =>
        AnyLabels.Sample(labels =>
        {
            var a = Train(IdxFixture.Ref("x", half: 'a'), labels);
            var b = Train(IdxFixture.Ref("x", half: 'b'), labels);
            Assert.Equal(Enumerable.Range(0, labels.Length), a.Rows.Concat(b.Rows).Order());
            foreach (var label in labels.Distinct())
                Assert.InRange(a.Labels.Count(l => l == label) - b.Labels.Count(l => l == label), 0, 1);
        });

    [Fact]
    public void Fractions_are_nested_and_balanced() =>
        AnyLabels.Select(AnyFraction, AnyFraction).Sample((labels, one, other) =>
        {
            var small = Train(IdxFixture.Ref("x", fraction: Math.Min(one, other)), labels);
            var large = Train(IdxFixture.Ref("x", fraction: Math.Max(one, other)), labels);
            Assert.Empty(small.Rows.Except(large.Rows));
            foreach (var group in labels.GroupBy(label => label))
            {
                var exact = Math.Max(one, other) * group.Count();
                var expected = Math.Max(1, (int)Math.Floor(exact + 0.5m));
                Assert.Equal(expected, large.Labels.Count(label => label == group.Key));
            }
        });

    [Fact]
    public void Every_option_keeps_rows_in_order_and_labels_those_of_the_base() =>
        AnyLabels.Select(AnyFraction, Gen.Bool).Sample((labels, fraction, half) =>
        {
            var split = Train(IdxFixture.Ref("x", half: half ? 'b' : null, fraction: fraction), labels);
            Assert.Equal(split.Rows.Distinct().Order(), split.Rows);
            Assert.Equal(split.Rows.Select(row => (ushort)labels[row]), split.Labels);
        });

    [Fact]
    public void Classes_are_relabelled_in_the_listed_order_in_training_and_test() =>
        AnyLabels.SelectMany(labels => Gen.Shuffle(labels.Distinct().ToArray()).Select(order => (labels, kept: order[1..])))
            .Sample((labels, kept) =>
            {
                var dataset = IdxFixture.Ref("x", classes: kept);
                foreach (var split in (ImageSplit[])[Train(dataset, labels), DatasetOptions.Test(dataset, Split(labels), labels.Max() + 1)])
                {
                    Assert.Equal(Enumerable.Range(0, labels.Length).Where(row => kept.Contains(labels[row])), split.Rows);
                    Assert.Equal(split.Rows.Select(row => (ushort)Array.IndexOf(kept, labels[row])), split.Labels);
                }
            });

    [Fact]
    public void Fewer_classes_leave_the_same_images_of_the_others() =>
        AnyLabels.Select(AnyFraction).Sample((labels, fraction) =>
        {
            var all = Train(IdxFixture.Ref("x", half: 'a', fraction: fraction), labels);
            var one = Train(IdxFixture.Ref("x", half: 'a', classes: [1], fraction: fraction), labels);
            Assert.Equal(all.Rows.Where(row => labels[row] == 1), one.Rows);
        });

    [Fact]
    public void Label_noise_changes_exactly_its_share_to_other_classes_and_nests() =>
        AnyLabels.Select(AnyFraction, AnyFraction).Where((labels, one, other) => Math.Min(one, other) * labels.Length >= 1)
            .Sample((labels, one, other) =>
            {
                var clean = Train(IdxFixture.Ref("x"), labels);
                var small = Train(IdxFixture.Ref("x", noise: Math.Min(one, other)), labels);
                var large = Train(IdxFixture.Ref("x", noise: Math.Max(one, other)), labels);
                var changed = Enumerable.Range(0, labels.Length).Where(i => large.Labels[i] != clean.Labels[i]).ToArray();
                Assert.Equal((int)Math.Floor(Math.Max(one, other) * labels.Length + 0.5m), changed.Length);
                Assert.Equal(clean.Rows, large.Rows);
                Assert.All(large.Labels, label => Assert.InRange(label, 0, labels.Max()));
                Assert.All(
                    Enumerable.Range(0, labels.Length).Where(i => small.Labels[i] != clean.Labels[i]),
                    i => Assert.Equal(small.Labels[i], large.Labels[i]));
            });

    [Fact]
    public void Counts_without_pixels_are_those_of_the_loaded_images() =>
        Gen.Select(AnyLabels, AnyFraction, Gen.Int[0, 15]).Sample((labels, fraction, which) =>
        {
            var dataset = IdxFixture.Ref(
                "x",
                half: (which & 1) != 0 ? 'b' : null,
                classes: (which & 2) != 0 ? [1, 0] : null,
                fraction: (which & 4) != 0 ? fraction : null,
                noise: (which & 8) != 0 ? 0.5m : null);
            var counts = Counts(labels);
            var (train, test) = DatasetOptions.Count(dataset, counts, counts);
            Assert.Equal(train, Train(dataset, labels).Count);
            Assert.Equal(test, DatasetOptions.Test(dataset, Split(labels), counts.Length).Count);
        });

    [Fact]
    public void Draws_do_not_change_between_versions()
    {
        var labels = IdxFixture.Counts(4, 4);
        Assert.Equal("1,2,6,7", string.Join(',', Train(IdxFixture.Ref("x", half: 'a'), labels).Rows));
        Assert.Equal("1,3,4,7", string.Join(',', Train(IdxFixture.Ref("x", fraction: 0.5m), labels).Rows));
        Assert.Equal("1,0,0,1,1,1,1,1", string.Join(',', Train(IdxFixture.Ref("x", noise: 0.25m), labels).Labels));
    }

    [Fact]
    public void Halves_of_two_names_are_drawn_apart()
    {
        var labels = IdxFixture.Counts(100, 100);
        Assert.NotEqual(Train(IdxFixture.Ref("x", half: 'a'), labels).Rows, Train(IdxFixture.Ref("y", half: 'a'), labels).Rows);
    }

    public static TheoryData<DatasetRef, string> Misfits => new()
    {
        { IdxFixture.Ref("x", half: 'c'), "no half c" },
        { IdxFixture.Ref("x", half: 'a', classes: [1]), "class 1 has 1 training images" },
        { IdxFixture.Ref("x", classes: [12]), "no class 12" },
        { IdxFixture.Ref("x", classes: [-1]), "no class -1" },
        { IdxFixture.Ref("x", classes: [0, 0]), "twice" },
        { IdxFixture.Ref("x", classes: []), "names no class" },
        { IdxFixture.Ref("x", classes: [2]), "class 2 has 0 training images" },
        { IdxFixture.Ref("x", fraction: 0.5m), "class 2 has 0 training images" },
        { IdxFixture.Ref("x", fraction: 0m), "between 0 and 1" },
        { IdxFixture.Ref("x", fraction: 1m), "between 0 and 1" },
        { IdxFixture.Ref("x", noise: 1.5m), "between 0 and 1" },
        { IdxFixture.Ref("x", noise: 0.001m), "changes none" },
        { IdxFixture.Ref("x", classes: [0], noise: 0.5m), "another class" },
        { IdxFixture.Ref("x", classes: [3]), "no test image" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Option_that_does_not_fit_is_refused_with_the_dataset_s_text(DatasetRef dataset, string because)
    {
        var message = Assert.Throws<DatasetException>(() => DatasetOptions.Count(dataset, [9, 1, 0, 2], [3, 1, 1, 0])).Message;
        Assert.Contains(dataset.Text, message);
        Assert.Contains(because, message);
        Assert.Contains("Change the option", message);
    }

    private static ImageSplit Train(DatasetRef dataset, int[] labels) => DatasetOptions.Train(dataset, Split(labels), labels.Max() + 1);

    private static ImmutableArray<int> Counts(int[] labels) =>
        [.. Enumerable.Range(0, labels.Max() + 1).Select(label => labels.Count(l => l == label))];

    private static ImageSplit Split(int[] labels) => new(
        new ImageGeometry(1, 1, 1),
        new byte[labels.Length],
        [.. Enumerable.Range(0, labels.Length)],
        [.. labels.Select(label => (ushort)label)]);
}
