using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>√x; its slope is 1 / (2·√x), infinite at 0.</summary>
public sealed class SquareRoot : ElementOperation
{
    /// <inheritdoc/>
    public override bool HasSlopeOfValue => true;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Sqrt(x, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) =>
        TensorPrimitives.Divide(T.CreateChecked(0.5), y, slope);
}

/// <summary>|x|; its slope is the sign of x, 0 at 0.</summary>
public sealed class AbsoluteValue : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [0];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Abs(x, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? T.NegativeOne : T.Zero;
        }
    }
}

/// <summary>ln x: −∞ at 0, no number below; its slope is 1 / x.</summary>
public sealed class Logarithm : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        // The kernel takes normal numbers: a subnormal one is ln(x·2⁶⁴) − 64·ln 2.
        T raise = T.CreateChecked(1L << 32) * T.CreateChecked(1L << 32);
        Span<T> ends = stackalloc T[x.Length];
        x.CopyTo(ends);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.IsNormal(x[i]) && x[i] > T.Zero ? x[i] : T.IsSubnormal(x[i]) && x[i] > T.Zero ? x[i] * raise : T.One;
        }

        RealFunctions.Log<T>(y, y);
        for (int i = 0; i < y.Length; i++)
        {
            T end = ends[i];
            y[i] = T.IsSubnormal(end) && end > T.Zero ? y[i] - (T.CreateChecked(64) * T.CreateChecked(0.69314718055994530942))
                : end == T.Zero ? T.NegativeInfinity
                : end > T.Zero ? T.IsPositiveInfinity(end) ? end : y[i]
                : T.NaN;
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) =>
        TensorPrimitives.Divide(T.One, x, slope);
}
