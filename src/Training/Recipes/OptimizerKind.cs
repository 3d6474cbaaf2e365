namespace Sweeper.Training.Recipes;

/// <summary>The optimizers that a recipe may name.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent with (heavy-ball) momentum, as PyTorch's <c>SGD</c> without dampening.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015) with coupled L2 weight decay, as PyTorch's <c>Adam</c>.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's <c>AdamW</c>.</summary>
    AdamW,
}
