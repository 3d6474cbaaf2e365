[assembly: Xunit.CaptureConsole]
// Two keep two cores busy for two thirds of the time: many wait for a browser or another process.
[assembly: Xunit.CollectionBehavior(MaxParallelThreads = 3)]
