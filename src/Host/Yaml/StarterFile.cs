namespace Sweeper.Host.Yaml;

/// <summary>The sweep file that <c>sweeper init</c> writes: small, valid, and explained line by line.</summary>
public static class StarterFile
{
    /// <summary>Its text.</summary>
    public const string Text = """
        # A sweep: find winning tickets on the sources, train them on the targets, and compare them with random tickets.
        #   sweeper plan FILE             what would run, and how long it would take; touches nothing
        #   sweeper plan FILE --explain   the same, with every default written out
        #   sweeper run FILE              runs it; interrupt it and run it again to go on where it stopped
        name: starter                         # results are kept under this name
        models: [lenet-300-100]
        seeds: 3                              # 3 means the seeds 0, 1, 2; raise it later and only the new seeds run

        # A dataset under some optimizers. The halves fashion-mnist-a and fashion-mnist-b share no training image.
        sources:                              # where tickets are found
          - {dataset: fashion-mnist-a, optimizers: [sgd]}
        targets:                              # where they are trained and measured
          - {dataset: fashion-mnist-b, optimizers: [sgd]}

        tickets: [winning, random]            # random tickets are what winning ones have to beat

        pruning:
          scope: global                       # or layerwise; [global, layerwise] runs both
          fraction: 0.2                       # each round prunes a fifth of the remaining weights
          rounds: 4                           # after 4 rounds 41% of them are left
          rewind: 100it                       # tickets start from the weights of step 100; epochs are written 1ep

        recipe:
          epochs: 1
          batch_size: 128
          optimizers:
            sgd: {lr: 0.1, momentum: 0.9, weight_decay: 1.0e-4}

        # What the numbers shall decide: paired t tests over the seeds, corrected for the number of claims.
        claims:
          - name: tickets from the other half beat random ones
            compare: {ticket: winning, source: fashion-mnist-a}
            against: {ticket: random}
            target: fashion-mnist-b
            rounds: [3, 4]
            expect: higher

        """;
}
