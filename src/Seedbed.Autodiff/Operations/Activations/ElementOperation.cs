using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// yᵢ = f(xᵢ). A function says its value and its slope on a few elements at a time, which stay in the nearest cache from step to step.
/// </summary>
public abstract class ElementOperation : Operation
{
    /// <summary>The most elements that a function is asked for at once.</summary>
    internal const int BlockLength = 512;

    /// <summary>Whether the slope follows from y alone, so that x need not be kept.</summary>
    public virtual bool HasSlopeOfValue => false;

    /// <summary>
    /// Where f or one of its derivatives jumps, in ascending order: between two of these points f is smooth, which quadratures rely on.
    /// </summary>
    public virtual IReadOnlyList<double> Breakpoints => [];

    /// <summary>Whether f itself has no jump.</summary>
    public virtual bool IsContinuous => true;

    /// <summary>y = f(x) in double; the two may be one memory.</summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">As many.</param>
    public void Values(ReadOnlySpan<double> x, Span<double> y) => Evaluate(x, y);

    /// <summary>slope = f′(x) in double, at a breakpoint the slope that training takes there.</summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="slope">As many; not the memory of x.</param>
    public void Slopes(ReadOnlySpan<double> x, Span<double> slope)
    {
        Span<double> y = stackalloc double[BlockLength];
        for (int start = 0; start < x.Length; start += BlockLength)
        {
            int length = Math.Min(BlockLength, x.Length - start);
            Value(x.Slice(start, length), y[..length]);
            Slope(x.Slice(start, length), y[..length], slope.Slice(start, length));
        }
    }

    internal sealed override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor y = tape.New(x.Dimensions);
        Chunks.Run(x.Count, tape.Execution,
            (start, length) => Evaluate<T>(x.Values<T>().Slice(start, length), y.Values<T>().Slice(start, length)));
        return y;
    }

    internal sealed override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        Tensor outer = output.GradientMemory!;
        Tensor inner = tape.ElementGradient(output, x, out WriteMode mode);
        Chunks.Run(x.Count, tape.Execution, (start, length) => PullElements<T>(
            x.Values<T>().Slice(start, length), output.Values<T>().Slice(start, length), outer.Values<T>().Slice(start, length),
            inner.Values<T>().Slice(start, length), mode));
    }

    /// <summary>
    /// For an operation that ends with this function: the slope of f's argument from that of y = f(argument), in the memory of the latter
    /// where that may be changed.
    /// </summary>
    internal Tensor PullBackInto(Tape tape, Tensor output)
    {
        Tensor outer = output.GradientMemory!;
        Tensor inner = tape.KeepsGradients ? tape.New(output.Dimensions) : outer;
        Chunks.Run(output.Count, tape.Execution, (start, length) =>
        {
            if (tape.Type == ElementType.Float32)
            {
                PullBackRange<float>(output, outer, inner, start, length);
            }
            else
            {
                PullBackRange<double>(output, outer, inner, start, length);
            }
        });
        return inner;
    }

    /// <summary>y = f(x); the two may be one memory.</summary>
    internal void Evaluate<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0; start < x.Length; start += BlockLength)
        {
            int length = Math.Min(BlockLength, x.Length - start);
            Value(x.Slice(start, length), y.Slice(start, length));
        }
    }

    /// <summary>inner ← f′(x)·outer, or inner + f′(x)·outer; the two may be one memory.</summary>
    [SkipLocalsInit]
    internal void PullElements<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> outer, Span<T> inner, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> buffer = stackalloc T[BlockLength];
        for (int start = 0; start < x.Length; start += BlockLength)
        {
            int length = Math.Min(BlockLength, x.Length - start);
            Span<T> slope = buffer[..length];
            Slope(x.Slice(start, length), y.Slice(start, length), slope);
            Span<T> sum = inner.Slice(start, length);
            if (mode == WriteMode.Add)
            {
                TensorPrimitives.MultiplyAdd(slope, outer.Slice(start, length), sum, sum);
            }
            else
            {
                TensorPrimitives.Multiply(slope, outer.Slice(start, length), sum);
            }
        }
    }

    private void PullBackRange<T>(Tensor output, Tensor outer, Tensor inner, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> y = output.Values<T>().Slice(start, length);
        PullElements(y, y, outer.Values<T>().Slice(start, length), inner.Values<T>().Slice(start, length), WriteMode.Overwrite);
    }

    /// <summary>y = f(x), of at most <see cref="BlockLength"/> elements; x and y may be one memory.</summary>
    private protected abstract void Value<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>slope = f′(x), where y = f(x), of at most <see cref="BlockLength"/> elements.</summary>
    private protected abstract void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
