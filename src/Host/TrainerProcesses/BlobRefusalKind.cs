namespace Sweeper.Host.TrainerProcesses;

/// <summary>Why something asked of the blobs fails.</summary>
internal enum BlobRefusalKind
{
    /// <summary>The blob is missing or damaged.</summary>
    Lost,

    /// <summary>There is no room on the disk.</summary>
    NoSpace,

    /// <summary>Anything else.</summary>
    Other,
}
