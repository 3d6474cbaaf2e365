using System.Collections;
using CsCheck;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml;

namespace Sweeper.Host.Tests.Yaml;

public sealed class CanonicalYamlTests
{
    [Fact]
    public void What_is_written_reads_back_to_an_equal_spec_and_is_written_alike() => RandomSpecs.All.Sample(
        spec =>
        {
            var text = CanonicalYaml.Write(spec);
            var read = Sweeps.Spec(text);
            Assert.Equal(Describe(spec), Describe(read));
            Assert.Equal(text, CanonicalYaml.Write(read));
        },
        iter: 500,
        print: CanonicalYaml.Write);

    [Fact]
    public void Two_writings_of_a_sweep_have_one_canonical_form()
    {
        var other = Sweeps.Base
            .Replace("seeds: 3", "seeds: [2, 0, 1]", StringComparison.Ordinal)
            .Replace("rewind: 1ep\nevaluate: {rounds: all}", "fraction: [0.20]\n  criterion: [magnitude]", StringComparison.Ordinal)
            .Replace("  fraction: 0.2\n", "", StringComparison.Ordinal)
            .Replace("adam: {lr: 3.0e-4}", "adam:", StringComparison.Ordinal);

        Assert.NotEqual(Sweeps.Base, other);
        Assert.Equal(CanonicalYaml.Write(Sweeps.Spec(Sweeps.Base)), CanonicalYaml.Write(Sweeps.Spec(other)));
    }

    [Fact]
    public void Every_default_is_written_out() => Assert.Equal(
        """
        name: base
        models: [lenet-300-100]
        input: {channels: native, size: native, normalisation: dataset}
        seeds: 3
        sources:
          - {dataset: mnist, optimizers: [sgd, adam]}
        targets:
          - {dataset: kmnist, optimizers: [sgd]}
        pairs: all
        tickets: [winning, random]
        pruning:
          scope: global
          criterion: magnitude
          fraction: 0.2
          rounds: 4
          rewind: 1ep
          prune_tensors: [conv, linear]
          prune_classifier: false
          head_policy: reinit_if_shape_differs
          head_mask: dense
          reset_bn: false
          optimizer_state: fresh
          schedule_after_reset: restart
        evaluate: {rounds: all}
        recipe:
          epochs: 2
          batch_size: 128
          micro_batch_size: all
          drop_last: false
          label_smoothing: 0
          optimizers:
            adam: {kind: adam, lr: 0.0003, beta1: 0.9, beta2: 0.999, epsilon: 1E-08, weight_decay: 0.0001, weight_decay_on_bn_bias: true, schedule: milestones, milestones: [], gamma: 0.1, warmup: 0}
            sgd: {kind: sgd, lr: 0.1, momentum: 0.9, nesterov: false, weight_decay: 0.0001, weight_decay_on_bn_bias: true, schedule: milestones, milestones: [1ep], gamma: 0.1, warmup: 0}
          augmentation: none
        overrides:
          - {match: {dataset: mnist}, recipe: {batch_size: 64}}
        requires: []
        on_failure: {attempts: 3, nan: quarantine, stop_if_first_all_fail: 5}
        keep: none
        claims:
          - {name: c, compare: {ticket: winning}, against: {ticket: random}, rounds: [4], expect: higher}

        """,
        CanonicalYaml.Write(Sweeps.Spec(Sweeps.Base)));

    /// <summary>Every property of a spec as text; records compare their lists by reference, this compares what is in them.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "null",
        string or IFormattable or bool or char => $"{value}",
        Training.Time.Duration duration => duration.ToString(),
        IEnumerable list when IsDefault(list) => "default",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Describe))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", Properties(value))})",
    };

    private static IEnumerable<string> Properties(object value) => value.GetType().GetProperties()
        .Where(property => property.GetIndexParameters().Length == 0 && !property.GetMethod!.IsStatic && !(value is SweepSpec && property.Name == nameof(SweepSpec.Rounds)))
        .Select(property => $"{property.Name}={Describe(property.GetValue(value))}");

    private static bool IsDefault(IEnumerable list) => list.GetType().GetProperty("IsDefault")?.GetValue(list) is true;
}
