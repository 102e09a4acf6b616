using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y[i] = x[start + Σ i·strides]: axes in another order, turned round, repeated or cut.</summary>
/// <param name="sizes">The sizes of y.</param>
/// <param name="strides">For each axis of y, elements of x from index to index.</param>
/// <param name="start">The element of x that is the first of y.</param>
public sealed unsafe class Rearrangement(int[] sizes, int[] strides, int start) : Operation
{
    /// <summary>y's axis i is x's axis axes[i].</summary>
    public static Tensor Permute(Tape tape, Tensor x, params ReadOnlySpan<int> axes)
    {
        int[] own = StridedCopy.StridesOf(x.Dimensions);
        int[] order = axes.ToArray();
        return tape.Apply(new Rearrangement([.. order.Select(axis => x[axis])], [.. order.Select(axis => own[axis])], 0), x);
    }

    /// <summary>x repeated along axes of size 1, and along axes that it lacks in front.</summary>
    public static Tensor Expand(Tape tape, Tensor x, params ReadOnlySpan<int> sizes)
    {
        if (x.Dimensions.SequenceEqual(sizes))
        {
            return x;
        }

        int[] own = StridedCopy.StridesOf(x.Dimensions);
        int[] strides = new int[sizes.Length];
        for (int axis = 1; axis <= x.Rank; axis++)
        {
            strides[^axis] = x[-axis] == 1 ? 0 : own[^axis];
        }

        return tape.Apply(new Rearrangement(sizes.ToArray(), strides, 0), x);
    }

    /// <summary>The part of x from these indices on.</summary>
    public static Tensor Slice(Tape tape, Tensor x, ReadOnlySpan<int> starts, ReadOnlySpan<int> sizes)
    {
        int[] own = StridedCopy.StridesOf(x.Dimensions);
        int first = 0;
        for (int axis = 0; axis < own.Length; axis++)
        {
            first += own[axis] * starts[axis];
        }

        return tape.Apply(new Rearrangement(sizes.ToArray(), own, first), x);
    }

    /// <summary>One index along an axis, which is gone.</summary>
    public static Tensor Pick(Tape tape, Tensor x, int axis, int index)
    {
        int[] own = StridedCopy.StridesOf(x.Dimensions);
        int at = x.Axis(axis);
        return tape.Apply(
            new Rearrangement(
                [.. x.Dimensions[..at], .. x.Dimensions[(at + 1)..]], [.. own[..at], .. own[(at + 1)..]], own[at] * index), x);
    }

    /// <summary>x from the last index of an axis to the first.</summary>
    public static Tensor Flip(Tape tape, Tensor x, int axis)
    {
        int[] strides = StridedCopy.StridesOf(x.Dimensions);
        int first = strides[axis] * (x[axis] - 1);
        strides[axis] = -strides[axis];
        return tape.Apply(new Rearrangement(x.Dimensions.ToArray(), strides, first), x);
    }

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.New(sizes);
        StridedCopy.Run(inputs[0].First<T>() + start, strides, y.First<T>(), StridedCopy.StridesOf(sizes), sizes, WriteMode.Overwrite);
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output) =>
        StridedCopy.Run(output.Gradient!.First<T>(), StridedCopy.StridesOf(sizes), tape.AddedGradient(inputs[0]).First<T>() + start,
            strides, sizes, WriteMode.Add);
}
