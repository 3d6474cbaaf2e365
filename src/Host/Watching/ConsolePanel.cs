namespace Sweeper.Host.Watching;

/// <summary>The parts of the console that keys go to, in the order of their numbers from 1.</summary>
internal enum ConsolePanel
{
    /// <summary>Accuracies by source and target.</summary>
    Heatmap,

    /// <summary>What each device trains.</summary>
    Devices,

    /// <summary>Chains of pruning rounds.</summary>
    Chains,

    /// <summary>Claims and what results say of them.</summary>
    Claims,

    /// <summary>What has gone wrong.</summary>
    Problems,

    /// <summary>The last things that happened.</summary>
    Lines,
}
