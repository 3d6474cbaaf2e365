namespace Sweeper.Training.Stages;

/// <summary>What numbers may depend on besides the key: recorded with every result, no part of any key.</summary>
/// <param name="Device">The device's kind and name: <c>cpu</c>, or a GPU's name.</param>
/// <param name="Cpu">The processor's model name.</param>
/// <param name="LibTorch">The version of libtorch.</param>
/// <param name="Threads">Threads that one training computes with.</param>
/// <param name="Pack">Trainings in one batched program.</param>
public sealed record NumericEnvironment(string Device, string Cpu, string LibTorch, int Threads, int Pack)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Device}, {Cpu}, libtorch {LibTorch}, {Threads} thread{(Threads == 1 ? "" : "s")}, pack {Pack}";
}
