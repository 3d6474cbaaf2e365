// Each test starts processes that train on every core: more of them side by side take as long, but two, of which one waits, take less.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
