using System.Numerics.Tensors;
using Seedbed.Networks.Autodiff.Kernels;

namespace Seedbed.Networks.Autodiff.Operations.Activations;

/// <summary>x·σ(x), also called swish; its slope is σ + y·(1 − σ).</summary>
internal sealed class Silu : ElementOperation
{
    protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> gate = stackalloc T[x.Length];
        RealFunctions.Sigmoid(x, gate);
        TensorPrimitives.Multiply(x, gate, y);
    }

    protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        RealFunctions.Sigmoid(x, slope);
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] += y[i] * (T.One - slope[i]);
        }
    }
}

/// <summary>x·min(max(x + 3, 0), 6) / 6, also called hard swish.</summary>
internal sealed class HardSilu : ElementOperation
{
    protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * T.Clamp(x[i] + T.CreateChecked(3), T.Zero, T.CreateChecked(6)) / T.CreateChecked(6);
        }
    }

    protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        T three = T.CreateChecked(3);
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = x[i] <= -three ? T.Zero : x[i] >= three ? T.One : ((x[i] + x[i]) / T.CreateChecked(6)) + T.CreateChecked(0.5);
        }
    }
}

/// <summary>x·tanh(ln(1 + exp x)).</summary>
internal sealed class Mish : ElementOperation
{
    protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * T.Tanh(T.Max(x[i], T.Zero) + T.LogP1(T.Exp(-T.Abs(x[i]))));
        }
    }

    protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            T gate = T.Tanh(T.Max(x[i], T.Zero) + T.LogP1(T.Exp(-T.Abs(x[i]))));
            slope[i] = gate + (x[i] * (T.One - (gate * gate)) / (T.One + T.Exp(-x[i])));
        }
    }
}

/// <summary>x·Φ(x), Φ the normal distribution function (1 + erf(x/√2)) / 2; its slope is Φ(x) + x·φ(x).</summary>
/// <remarks>Hendrycks and Gimpel 2016, equation 1.</remarks>
internal sealed class Gelu : ElementOperation
{
    private const double InverseRootTwo = 0.70710678118654752440;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * Distribution(x[i]);
        }
    }

    protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            T density = T.CreateChecked(InverseRootTwoPi) * T.Exp(-x[i] * x[i] / T.CreateChecked(2));
            slope[i] = Distribution(x[i]) + (x[i] * density);
        }
    }

    private static T Distribution<T>(T x)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(ErrorFunction.Complement(-double.CreateTruncating(x) * InverseRootTwo) / 2);
}

/// <summary>x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2.</summary>
/// <remarks>Hendrycks and Gimpel 2016, section 2.</remarks>
internal sealed class ApproximateGelu : ElementOperation
{
    private const double RootTwoOverPi = 0.79788456080286535588;
    private const double Cubic = 0.044715;

    protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * (T.One + Gate(x[i])) / T.CreateChecked(2);
        }
    }

    protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        for (int i = 0; i < x.Length; i++)
        {
            T gate = Gate(x[i]);
            T rise = T.CreateChecked(RootTwoOverPi) * (T.One + (T.CreateChecked(3 * Cubic) * x[i] * x[i]));
            slope[i] = (T.One + gate + (x[i] * (T.One - (gate * gate)) * rise)) / T.CreateChecked(2);
        }
    }

    private static T Gate<T>(T x)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        T.Tanh(T.CreateChecked(RootTwoOverPi) * (x + (T.CreateChecked(Cubic) * x * x * x)));
}
