namespace Sweeper.Bench.Optimizers;

/// <summary>A way to update a network with a fifth of its weights left.</summary>
internal interface IMaskedUpdate : IDisposable
{
    /// <summary>What a backward pass would leave.</summary>
    void FillGradients();

    /// <summary>Decay, moments, step and mask; gradients are 0 afterwards.</summary>
    void Step();
}
