namespace Sweeper.Bench.Consoles;

/// <summary>Who looks at a simulated run.</summary>
internal enum Watchers
{
    /// <summary>Nobody, and no snapshot is made: aggregators alone hear what happens.</summary>
    None,

    /// <summary>Nobody, but snapshots are made and rows are read, as in every real run.</summary>
    Snapshots,

    /// <summary>The live console of the run's own terminal, with the status endpoint open beside it.</summary>
    Console,
}
