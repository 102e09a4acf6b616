using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>x·σ(x), also called swish; its slope is σ + y·(1 − σ).</summary>
internal sealed class Silu : ElementOperation
{
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> gate = stackalloc T[x.Length];
        RealFunctions.Sigmoid(x, gate);
        TensorPrimitives.Multiply(x, gate, y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
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
    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => [-3, 3];

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * T.Clamp(x[i] + T.CreateChecked(3), T.Zero, T.CreateChecked(6)) / T.CreateChecked(6);
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
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
    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> gate = stackalloc T[x.Length];
        Gate(x, gate);
        TensorPrimitives.Multiply(x, gate, y);
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        Span<T> gate = stackalloc T[x.Length];
        Gate(x, gate);
        RealFunctions.Sigmoid(x, slope);
        for (int i = 0; i < x.Length; i++)
        {
            slope[i] = gate[i] + (x[i] * (T.One - (gate[i] * gate[i])) * slope[i]);
        }
    }

    /// <summary>tanh(ln(1 + exp x)).</summary>
    private static void Gate<T>(ReadOnlySpan<T> x, Span<T> gate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RealFunctions.SoftplusRest(x, gate);
        for (int i = 0; i < x.Length; i++)
        {
            gate[i] += T.Max(x[i], T.Zero);
        }

        RealFunctions.Tanh(gate, gate);
    }
}

/// <summary>x·Φ(x), Φ the normal distribution function (1 + erf(x/√2)) / 2; its slope is Φ(x) + x·φ(x).</summary>
/// <remarks>Hendrycks and Gimpel 2016, equation 1.</remarks>
internal sealed class Gelu : ElementOperation
{
    private const double InverseRootTwo = 0.70710678118654752440;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<double> powers = stackalloc double[x.Length];
        Powers(x, powers);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * Distribution(x[i], powers[i]);
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        Span<double> powers = stackalloc double[x.Length];
        Powers(x, powers);
        for (int i = 0; i < x.Length; i++)
        {
            T density = T.CreateTruncating(InverseRootTwoPi * powers[i]);
            slope[i] = Distribution(x[i], powers[i]) + (x[i] * density);
        }
    }

    /// <summary>exp(−x²/2).</summary>
    private static void Powers<T>(ReadOnlySpan<T> x, Span<double> powers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            double value = double.CreateTruncating(x[i]);
            powers[i] = -0.5 * value * value;
        }

        RealFunctions.Exp<double>(powers, powers);
    }

    private static T Distribution<T>(T x, double power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(ErrorFunction.Complement(-double.CreateTruncating(x) * InverseRootTwo, power) / 2);
}

/// <summary>x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2.</summary>
/// <remarks>Hendrycks and Gimpel 2016, section 2.</remarks>
internal sealed class ApproximateGelu : ElementOperation
{
    private const double RootTwoOverPi = 0.79788456080286535588;
    private const double Cubic = 0.044715;

    private protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<T> gate = stackalloc T[x.Length];
        Gate(x, gate);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * (T.One + gate[i]) / T.CreateChecked(2);
        }
    }

    private protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
    {
        Gate(x, slope);
        for (int i = 0; i < x.Length; i++)
        {
            T gate = slope[i];
            T rise = T.CreateChecked(RootTwoOverPi) * (T.One + (T.CreateChecked(3 * Cubic) * x[i] * x[i]));
            slope[i] = (T.One + gate + (x[i] * (T.One - (gate * gate)) * rise)) / T.CreateChecked(2);
        }
    }

    private static void Gate<T>(ReadOnlySpan<T> x, Span<T> gate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            gate[i] = T.CreateChecked(RootTwoOverPi) * (x[i] + (T.CreateChecked(Cubic) * x[i] * x[i] * x[i]));
        }

        RealFunctions.Tanh(gate, gate);
    }
}
