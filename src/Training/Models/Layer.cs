using System.Collections.Immutable;

namespace Sweeper.Training.Models;

/// <summary>One step of a network's forward pass, as a description: no tensor, so plans and counts need no libtorch.</summary>
public abstract record Layer
{
    /// <summary>The number of values that training changes by gradients.</summary>
    public virtual long ParameterCount => 0;

    /// <summary>
    /// A square 2-d convolution; parameters <c>NAME.weight</c> (out x in x kernel x kernel) and, with a bias, <c>NAME.bias</c> (out).
    /// </summary>
    public sealed record Conv(string Name, int In, int Out, int Kernel, int Stride, int Padding, bool Bias = true) : Layer
    {
        /// <inheritdoc/>
        public override long ParameterCount => (long)Out * In * Kernel * Kernel + (Bias ? Out : 0);
    }

    /// <summary>Batch normalisation over channels (Ioffe and Szegedy 2015); momentum 0.1, epsilon 1e-5.</summary>
    public sealed record BatchNorm(string Name, int Channels) : Layer
    {
        /// <inheritdoc/>
        public override long ParameterCount => 2L * Channels;
    }

    /// <summary>max(0, x).</summary>
    public sealed record Relu : Layer;

    /// <summary>The maximum over squares of a side; what is padded is never the maximum.</summary>
    public sealed record MaxPool(int Size, int Stride, int Padding) : Layer
    {
        /// <summary>Squares side by side, without overlap.</summary>
        public MaxPool(int size)
            : this(size, size, 0)
        {
        }
    }

    /// <summary>The mean over height and width; batch x channels remains.</summary>
    public sealed record GlobalAveragePool : Layer;

    /// <summary>Batch x everything else.</summary>
    public sealed record Flatten : Layer;

    /// <summary>A fully connected layer; parameters <c>NAME.weight</c> (out x in) and <c>NAME.bias</c>.</summary>
    public sealed record Linear(string Name, int In, int Out) : Layer
    {
        /// <inheritdoc/>
        public override long ParameterCount => (long)Out * In + Out;
    }

    /// <summary>The sum of two paths from one input (He et al. 2016, equations 1 and 2); both must end in the same shape.</summary>
    /// <param name="Main">The layers of the residual function; their tensors come first.</param>
    /// <param name="Shortcut">The layers of the projection; empty for the identity.</param>
    public sealed record Residual(ImmutableArray<Layer> Main, ImmutableArray<Layer> Shortcut) : Layer
    {
        /// <inheritdoc/>
        public override long ParameterCount => Main.Concat(Shortcut).Sum(layer => layer.ParameterCount);
    }
}
