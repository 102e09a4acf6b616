using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>max(x, 0).</summary>
public sealed class ReluOperation : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [0];

    /// <inheritdoc/>
    public override bool HasSlopeOfValue => true;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Max(x, T.Zero, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector.ConditionalSelect(
                Vector.GreaterThan(new Vector<T>(y[i..]), Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero).CopyTo(slope[i..]);
        }

        for (; i < y.Length; i++)
        {
            slope[i] = y[i] > T.Zero ? T.One : T.Zero;
        }
    }
}

/// <summary>
/// Keras's relu with all its arguments: negativeSlope·(x − threshold) below the threshold, x from there on, at most maxValue.
/// </summary>
/// <param name="negativeSlope">From 0.</param>
/// <param name="maxValue">From 0; infinite for none.</param>
/// <param name="threshold">From 0.</param>
/// <remarks>Source: <c>keras.activations.relu</c>.</remarks>
public sealed class BoundedRelu(double negativeSlope, double maxValue, double threshold) : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => negativeSlope == 1 && threshold == 0 ? Upper : [threshold, .. Upper];

    /// <inheritdoc/>
    public override bool IsContinuous => threshold == 0;

    private double[] Upper => double.IsFinite(maxValue) ? [maxValue] : [];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        T limit = T.CreateTruncating(threshold);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] < limit ? T.CreateTruncating(negativeSlope) * (x[i] - limit) : T.Min(x[i], T.CreateTruncating(maxValue));
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = x[i] < T.CreateTruncating(threshold)
                ? T.CreateTruncating(negativeSlope)
                : x[i] < T.CreateTruncating(maxValue) ? T.One : T.Zero;
        }
    }
}

/// <summary>alpha·(exp(x / alpha′) − 1) below 0, x above, times scale: ELU, SELU and CELU.</summary>
/// <param name="alpha">The limit at −∞, as −alpha·scale.</param>
/// <param name="scale">A factor of the whole.</param>
/// <param name="width">alpha′: what x is divided by.</param>
public sealed class EluOperation(double alpha, double scale = 1, double width = 1) : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [0];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> rest = stackalloc T[x.Length];
        TensorPrimitives.Divide(x, T.CreateTruncating(width), rest);
        RealFunctions.ExpM1(rest, rest);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(scale) * (x[i] > T.Zero ? x[i] : T.CreateTruncating(alpha) * rest[i]);
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        TensorPrimitives.Divide(x, T.CreateTruncating(width), slope);
        RealFunctions.Exp(slope, slope);
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.CreateTruncating(scale) * (x[i] > T.Zero ? T.One : T.CreateTruncating(alpha / width) * slope[i]);
        }
    }
}

/// <summary>x above a threshold, a fixed value elsewhere.</summary>
/// <param name="threshold">The threshold.</param>
/// <param name="defaultValue">What stands for everything else.</param>
public sealed class Threshold(double threshold, double defaultValue) : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [threshold];

    /// <inheritdoc/>
    public override bool IsContinuous => threshold == defaultValue;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] > T.CreateTruncating(threshold) ? x[i] : T.CreateTruncating(defaultValue);
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = x[i] > T.CreateTruncating(threshold) ? T.One : T.Zero;
        }
    }
}

/// <summary>x, where an operation asks for a function.</summary>
public sealed class Linear : ElementOperation
{
    /// <inheritdoc/>
    public override bool HasSlopeOfValue => true;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => slope.Fill(T.One);
}
