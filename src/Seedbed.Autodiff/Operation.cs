using System.Numerics;

namespace Seedbed.Autodiff;

/// <summary>
/// A function of tensors and its derivative, side by side. One object is one application: what the forward found out, such as which element
/// was the largest, it may keep for the pullback.
/// </summary>
public abstract class Operation
{
    /// <summary>The result, in memory of the tape.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="tape">Gives memory and threads.</param>
    /// <param name="inputs">All of the tape's element type; the caller answers for their shapes.</param>
    internal abstract Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>For each input x that needs a gradient, adds (∂y/∂x)ᵀ·dL/dy to it.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="tape">Gives memory, threads and the inputs' gradients.</param>
    /// <param name="inputs">As they were given to the forward.</param>
    /// <param name="output">y, with its gradient.</param>
    internal abstract void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
