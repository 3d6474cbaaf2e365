// Each test starts processes that train on every core: one at a time they take as long, and say more when one fails.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
