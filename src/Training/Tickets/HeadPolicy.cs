namespace Sweeper.Training.Tickets;

/// <summary>When the last layer of a ticket is drawn anew on its target.</summary>
public enum HeadPolicy
{
    /// <summary>Only where source and target differ in the number of classes (paper section 3).</summary>
    ReinitIfShapeDiffers,

    /// <summary>On every target.</summary>
    Always,
}
