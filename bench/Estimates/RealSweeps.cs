namespace Sweeper.Bench.Estimates;

/// <summary>Sweeps of a minute or less on two processors, on parts of Fashion-MNIST.</summary>
internal static class RealSweeps
{
    /// <summary>Their names and texts.</summary>
    public static IEnumerable<(string Name, string Text)> All()
    {
        yield return ("one model, one dataset", Text("lenet-300-100", ["fashion-mnist?fraction=0.3"], "sgd", rounds: 8, seeds: 8));
        yield return ("datasets of 1,200 and of 18,000 images, two optimizers", Text("lenet-300-100", ["fashion-mnist?fraction=0.02", "fashion-mnist?fraction=0.3"], "sgd, adam", rounds: 4, seeds: 3));
        yield return ("three models", Text("lenet-300-100, conv-2, resnet-20", ["fashion-mnist?fraction=0.02"], "sgd", rounds: 1, seeds: 2));
    }

    private static string Text(string models, IReadOnlyList<string> datasets, string optimizers, int rounds, int seeds)
    {
        var endpoints = string.Concat(datasets.Select(dataset => $$"""  - {dataset: "{{dataset}}", optimizers: [{{optimizers}}]}""" + "\n"));
        var recipes = optimizers.Contains("adam", StringComparison.Ordinal) ? "sgd: {lr: 0.05}, adam: {lr: 3.0e-4}" : "sgd: {lr: 0.05}";
        return $$$"""
            name: eta
            models: [{{{models}}}]
            seeds: {{{seeds}}}
            sources:
            {{{endpoints}}}targets:
            {{{endpoints}}}pairs: [same-optimizer]
            pruning: {rounds: {{{rounds}}}, rewind: 20it}
            recipe: {epochs: 2, batch_size: 60, optimizers: { {{{recipes}}} } }

            """;
    }
}
