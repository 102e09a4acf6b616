using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>exp x.</summary>
internal sealed class Exponential : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => RealFunctions.ExpOverTheRange(x, y);

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => y.CopyTo(slope);
}

/// <summary>ln(1 + exp x) = max(x, 0) + ln(1 + exp(−|x|)).</summary>
internal sealed class Softplus : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> rest = stackalloc T[x.Length];
        RealFunctions.SoftplusRest(x, rest);
        TensorPrimitives.Max(x, T.Zero, y);
        TensorPrimitives.Add(y, rest, y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => RealFunctions.Sigmoid(x, slope);
}

/// <summary>(x + √(x² + b)) / 2.</summary>
/// <param name="b">How round the bend is, above 0.</param>
internal sealed class Squareplus(double b) : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = (x[i] + T.Sqrt((x[i] * x[i]) + T.CreateTruncating(b))) / T.CreateChecked(2);
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = (T.One + (x[i] / T.Sqrt((x[i] * x[i]) + T.CreateTruncating(b)))) / T.CreateChecked(2);
        }
    }
}

/// <summary>0 up to −1, (x + 1)² / 4 between −1 and 1, x from 1 on.</summary>
internal sealed class SparsePlus : ElementOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-1, 1];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] <= T.NegativeOne ? T.Zero : x[i] < T.One ? (x[i] + T.One) * (x[i] + T.One) / T.CreateChecked(4) : x[i];
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = T.Clamp((x[i] + T.One) / T.CreateChecked(2), T.Zero, T.One);
        }
    }
}
