using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>Tensors put into a larger one, which is 0 elsewhere.</summary>
/// <param name="sizes">The sizes of the larger one.</param>
/// <param name="starts">For each tensor where its first element goes.</param>
public sealed unsafe class Placement(int[] sizes, int[][] starts) : Operation
{
    /// <summary>x with zeros before and after along each axis.</summary>
    public static Tensor Pad(Tape tape, Tensor x, ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        int[] sizes = x.Dimensions.ToArray();
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            sizes[axis] += before[axis] + after[axis];
        }

        return tape.Apply(new Placement(sizes, [before.ToArray()]), x);
    }

    /// <summary>Tensors one after another along an axis.</summary>
    public static Tensor Concatenate(Tape tape, int axis, params ReadOnlySpan<Tensor> tensors)
    {
        int at = tensors[0].Axis(axis);
        int[] sizes = tensors[0].Dimensions.ToArray();
        sizes[at] = 0;
        int[][] starts = new int[tensors.Length][];
        for (int i = 0; i < tensors.Length; i++)
        {
            starts[i] = new int[sizes.Length];
            starts[i][at] = sizes[at];
            sizes[at] += tensors[i][at];
        }

        return tape.Apply(new Placement(sizes, starts), tensors);
    }

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.Zeros(sizes);
        int[] strides = StridedCopy.StridesOf(sizes);
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor x = inputs[i];
            StridedCopy.Run(x.First<T>(), StridedCopy.StridesOf(x.Dimensions), y.First<T>() + Start(i, strides), strides, x.Dimensions,
                WriteMode.Overwrite);
        }

        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        int[] strides = StridedCopy.StridesOf(sizes);
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor x = inputs[i];
            if (x.NeedsGradient)
            {
                T* gradient = tape.Gradient(x, out WriteMode mode).First<T>();
                StridedCopy.Run(output.Gradient!.First<T>() + Start(i, strides), strides, gradient, StridedCopy.StridesOf(x.Dimensions),
                    x.Dimensions, mode);
            }
        }
    }

    private int Start(int input, int[] strides) => starts[input].Zip(strides).Sum(pair => pair.First * pair.Second);
}
