using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>x where |x| exceeds the threshold, else 0.</summary>
/// <param name="threshold">From 0.</param>
internal sealed class HardShrink(double threshold) : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-threshold, threshold];

    /// <inheritdoc/>
    public override bool IsContinuous => threshold == 0;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Abs(x[i]) > T.CreateTruncating(threshold) ? x[i] : T.Zero;
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.Abs(x[i]) > T.CreateTruncating(threshold) ? T.One : T.Zero;
        }
    }
}

/// <summary>x moved towards 0 by the threshold, and 0 where it would pass it.</summary>
/// <param name="threshold">From 0.</param>
internal sealed class SoftShrink(double threshold) : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-threshold, threshold];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        T limit = T.CreateTruncating(threshold);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] > limit ? x[i] - limit : x[i] < -limit ? x[i] + limit : T.Zero;
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.Abs(x[i]) > T.CreateTruncating(threshold) ? T.One : T.Zero;
        }
    }
}

/// <summary>x − tanh x; its slope is tanh² x.</summary>
internal sealed class TanhShrink : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> tanh = stackalloc T[x.Length];
        RealFunctions.Tanh(x, tanh);
        TensorPrimitives.Subtract(x, tanh, y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        TensorPrimitives.Subtract(x, y, slope);
        TensorPrimitives.Multiply(slope, slope, slope);
    }
}
