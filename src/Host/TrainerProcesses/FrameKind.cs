namespace Sweeper.Host.TrainerProcesses;

/// <summary>What a frame between a process and a trainer's process says.</summary>
internal enum FrameKind : byte
{
    /// <summary>To the trainer: train this.</summary>
    Order = 1,

    /// <summary>To the trainer: drop the training in flight.</summary>
    Stop,

    /// <summary>To the trainer: wait at the end of the epoch.</summary>
    Hold,

    /// <summary>To the trainer: wait no more.</summary>
    GoOn,

    /// <summary>To the trainer: the bytes of the blob that it has asked for.</summary>
    Blob,

    /// <summary>To the trainer: the digest of the blob that it has given, which is stored.</summary>
    Stored,

    /// <summary>To the trainer: the blob that it has asked about is there, if there is a byte in it.</summary>
    IsThere,

    /// <summary>To the trainer: what it has asked of the blobs failed.</summary>
    Refused,

    /// <summary>From the trainer: it can train; and which build of the program it is.</summary>
    Ready = 32,

    /// <summary>From the trainer: it cannot train, and why; it ends.</summary>
    Broken,

    /// <summary>From the trainer: how far the training is.</summary>
    Progress,

    /// <summary>From the trainer: epochs have ended.</summary>
    Epochs,

    /// <summary>From the trainer: how the training ended.</summary>
    Outcome,

    /// <summary>From the trainer: give the blob of this digest.</summary>
    Get,

    /// <summary>From the trainer: store these bytes.</summary>
    Put,

    /// <summary>From the trainer: is a blob of this digest there?</summary>
    Contains,

    /// <summary>From the trainer: tell people.</summary>
    Notice,
}
