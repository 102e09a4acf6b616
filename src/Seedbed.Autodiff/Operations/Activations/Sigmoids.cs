using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>1 / (1 + exp(−x)); its slope is y·(1 − y).</summary>
internal sealed class Sigmoid : ElementOperation
{
    /// <inheritdoc/>
    public override bool HasSlopeOfValue => true;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => RealFunctions.Sigmoid(x, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        TensorPrimitives.Subtract(T.One, y, slope);
        TensorPrimitives.Multiply(slope, y, slope);
    }
}

/// <summary>tanh x; its slope is 1 − y².</summary>
internal sealed class Tanh : ElementOperation
{
    /// <inheritdoc/>
    public override bool HasSlopeOfValue => true;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => RealFunctions.Tanh(x, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        TensorPrimitives.Multiply(y, y, slope);
        TensorPrimitives.Subtract(T.One, slope, slope);
    }
}

/// <summary>ln(1 / (1 + exp(−x))) = min(x, 0) − ln(1 + exp(−|x|)); its slope is 1 − exp(y).</summary>
internal sealed class LogSigmoid : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> rest = stackalloc T[x.Length];
        RealFunctions.SoftplusRest(x, rest);
        TensorPrimitives.Min(x, T.Zero, y);
        TensorPrimitives.Subtract(y, rest, y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        RealFunctions.Exp(y, slope);
        TensorPrimitives.Subtract(T.One, slope, slope);
    }
}

/// <summary>min(max(x + 3, 0), 6) / 6.</summary>
internal sealed class HardSigmoid : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-3, 3];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Add(x, T.CreateChecked(3), y);
        TensorPrimitives.Clamp(y, T.Zero, T.CreateChecked(6), y);
        TensorPrimitives.Divide(y, T.CreateChecked(6), y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.Abs(x[i]) < T.CreateChecked(3) ? T.One / T.CreateChecked(6) : T.Zero;
        }
    }
}

/// <summary>min(max(0.2·x + 0.5, 0), 1): the hard sigmoid of Keras 1 and 2.</summary>
/// <remarks>Source: <c>hard_sigmoid</c> in <c>keras/backend.py</c> at 2.15, <c>tensorflow_backend.py</c> at 1.2.2.</remarks>
internal sealed class OlderHardSigmoid : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-2.5, 2.5];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Multiply(x, T.CreateChecked(0.2), y);
        TensorPrimitives.Add(y, T.CreateChecked(0.5), y);
        TensorPrimitives.Clamp(y, T.Zero, T.One, y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = y[i] > T.Zero && y[i] < T.One ? T.CreateChecked(0.2) : T.Zero;
        }
    }
}

/// <summary>min(max(x, −1), 1).</summary>
internal sealed class HardTanh : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-1, 1];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Clamp(x, T.NegativeOne, T.One, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.Abs(x[i]) < T.One ? T.One : T.Zero;
        }
    }
}

/// <summary>x / (1 + |x|); its slope is 1 / (1 + |x|)².</summary>
internal sealed class Softsign : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [0];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] / (T.One + T.Abs(x[i]));
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            T share = T.One / (T.One + T.Abs(x[i]));
            slope[i] = share * share;
        }
    }
}
