namespace Sweeper.Training.Models;

/// <summary>One step of a network's forward pass, as a description: no tensor, so plans and counts need no libtorch.</summary>
public abstract record Layer
{
    /// <summary>A square 2-d convolution; parameters <c>NAME.weight</c> (out x in x kernel x kernel) and <c>NAME.bias</c>.</summary>
    public sealed record Conv(string Name, int In, int Out, int Kernel, int Stride, int Padding) : Layer;

    /// <summary>Batch normalisation over channels (Ioffe and Szegedy 2015); momentum 0.1, epsilon 1e-5.</summary>
    public sealed record BatchNorm(string Name, int Channels) : Layer;

    /// <summary>max(0, x).</summary>
    public sealed record Relu : Layer;

    /// <summary>The maximum over squares of a side, without overlap.</summary>
    public sealed record MaxPool(int Size) : Layer;

    /// <summary>The mean over height and width; batch x channels remains.</summary>
    public sealed record GlobalAveragePool : Layer;

    /// <summary>Batch x everything else.</summary>
    public sealed record Flatten : Layer;

    /// <summary>A fully connected layer; parameters <c>NAME.weight</c> (out x in) and <c>NAME.bias</c>.</summary>
    public sealed record Linear(string Name, int In, int Out) : Layer;
}
