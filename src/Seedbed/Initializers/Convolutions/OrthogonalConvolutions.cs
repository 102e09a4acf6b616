using Seedbed.Initializers.Fills;
using Seedbed.LinearAlgebra;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A convolution that keeps the norm of any image: its centre tap has orthonormal rows times a gain, every other tap is 0. Kernels (sizes…,
/// inputs, outputs), outputs at least inputs.
/// </summary>
/// <remarks>
/// The centre of an axis of size k is (k − 1)/2, rounded down. Both ways give the same law and other draws. Sources: Xiao et al. 2018
/// (arXiv 1806.05393), algorithm 2; TensorFlow 1's <c>ConvolutionDeltaOrthogonal</c>; <c>jax.nn.initializers.delta_orthogonal</c>.
/// </remarks>
public sealed record DeltaOrthogonal : IsometricInitializer
{
    private static readonly Dictionary<string, DeltaOrthogonalMethod> s_methods = new(StringComparer.Ordinal)
    {
        ["tensorflow"] = DeltaOrthogonalMethod.TensorFlow,
        ["jax"] = DeltaOrthogonalMethod.Jax,
    };

    /// <summary>An orthogonal matrix at the centre tap.</summary>
    /// <param name="gain">Finite.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <param name="method">How the matrix is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public DeltaOrthogonal(
        double gain = 1.0, Seed? seed = null, DeltaOrthogonalMethod method = DeltaOrthogonalMethod.TensorFlow)
        : base(gain, seed) => Method = method;

    /// <summary>How the matrix is drawn.</summary>
    public DeltaOrthogonalMethod Method
    {
        get;
        init => field = ParameterCheck.Defined(value, "method");
    }

    internal static Description<Initializer> Description { get; } =
        new("DeltaOrthogonal",
            arguments => new DeltaOrthogonal(
                arguments.Number("gain", 1.0), arguments.Seed(),
                arguments.Choice("method", DeltaOrthogonalMethod.TensorFlow, s_methods)))
        {
            Aliases = ["delta_orthogonal"],
            Formula = "W[centre] = gain·Q, QQᵀ = I, all other taps 0",
            SuitedTo = "very deep convolutions with tanh or linear units",
            Source = "Xiao et al. 2018 (arXiv 1806.05393), algorithm 2",
            Group = SchemeGroup.Convolution,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [.. Parameters, new("method", "one of tensorflow, jax", "tensorflow")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [.. base.Arguments, new("method", s_methods.First(pair => pair.Value == Method).Key)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.InputsAtMostOutputs(ClassName, shape);
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        (int inputs, int outputs) = ((int)shape[-2], (int)shape[-1]);
        double[] matrix = Scaled(draws.Next(Method == DeltaOrthogonalMethod.TensorFlow ? outputs : inputs, outputs));
        KernelPlaces places = KernelPlaces.Of(shape, KernelLayout.Keras, isEarlyCentre: true);
        double[] kernel = new double[shape.ElementCount];
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = places.Centre(i) is { } place ? matrix[(place.Input * outputs) + place.Output] : 0;
        }

        return kernel;
    }
}

/// <summary>How the matrix of a delta-orthogonal kernel is drawn.</summary>
public enum DeltaOrthogonalMethod
{
    /// <summary>The first rows of a square orthogonal matrix; "tensorflow".</summary>
    TensorFlow,

    /// <summary>The transposed factor of a tall normal matrix; "jax".</summary>
    Jax,
}

/// <summary>
/// A convolution over 1, 2 or 3 axes that keeps the norm of any image with circular padding, with no tap left out: Q times k − 1 factors a
/// axis, each P at one tap and I − P at the next, P a random symmetric projection.
/// </summary>
/// <remarks>
/// Kernels (k, …, k, inputs, outputs), outputs at least inputs. With zero padding the norm is kept but for the border. In one and two
/// dimensions P stands first, in three I − P, as in TensorFlow. Sources: Xiao et al. 2018 (arXiv 1806.05393), algorithm 1; TensorFlow 1's
/// <c>ConvolutionOrthogonal1D</c> to <c>3D</c>, which TensorFlow 2 has not.
/// </remarks>
public sealed record ConvolutionOrthogonal : IsometricInitializer
{
    /// <summary>An orthogonal convolution.</summary>
    /// <param name="gain">Finite.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public ConvolutionOrthogonal(double gain = 1.0, Seed? seed = null)
        : base(gain, seed)
    {
    }

    internal static Description<Initializer> Description { get; } =
        new("ConvolutionOrthogonal", arguments => new ConvolutionOrthogonal(arguments.Number("gain", 1.0), arguments.Seed()))
        {
            Aliases = ["convolution_orthogonal"],
            Formula = "W = gain·Q ∗ ∏ (P, I − P): as an operator on a circular image WWᵀ = gain²·I",
            SuitedTo = "very deep convolutions whose taps are all in use, in 1, 2 or 3 dimensions",
            Source = "Xiao et al. 2018 (arXiv 1806.05393), algorithm 1; TensorFlow 1",
            Group = SchemeGroup.Convolution,
            Module = KnownInitializers.SeedbedModule,
            Parameters = Parameters,
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 3;

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.InputsAtMostOutputs(ClassName, shape);
        ReadOnlySpan<long> sizes = shape.Dimensions[..^2];
        if (sizes.Length > 3 || sizes.ContainsAnyExcept(sizes[0]))
        {
            throw new ArgumentException(
                $"ConvolutionOrthogonal fills kernels of 1, 2 or 3 equal sizes, (k, …, k, inputs, outputs), but the shape is {shape}.",
                nameof(shape));
        }
    }

    private protected override double[] Make(Shape shape, HaarMatrix draws)
    {
        (int size, int axes) = ((int)shape[0], shape.Rank - 2);
        (int inputs, int outputs) = ((int)shape[-2], (int)shape[-1]);
        int taps = (int)(shape.ElementCount / inputs / outputs);
        double[]?[] kernel = new double[]?[taps];
        kernel[0] = Scaled(draws.Next(outputs, outputs))[..(inputs * outputs)];
        for (int factor = 1; factor < size; factor++)
        {
            for (int stride = taps / size; stride > 0; stride /= size)
            {
                Convolve(kernel, stride, size, draws.NextProjection(outputs), inputs, isRestFirst: axes == 3);
            }
        }

        return [.. kernel.SelectMany(tap => tap!)];
    }

    /// <summary>
    /// Each tap becomes itself times the projection, plus the tap before it along an axis times the rest, or the other way.
    /// </summary>
    private static void Convolve(double[]?[] kernel, int stride, int size, double[] projection, int inputs, bool isRestFirst)
    {
        int outputs = (int)Math.Sqrt(projection.Length);
        for (int tap = kernel.Length - 1; tap >= 0; tap--)
        {
            double[]? before = tap / stride % size == 0 ? null : kernel[tap - stride];
            double[]? sum = Add(null, kernel[tap], projection, inputs, outputs, isRestFirst);
            kernel[tap] = Add(sum, before, projection, inputs, outputs, !isRestFirst);
        }
    }

    /// <summary>sum + tap·P, or sum + tap·(I − P).</summary>
    private static double[]? Add(double[]? sum, double[]? tap, double[] projection, int inputs, int outputs, bool isRest)
    {
        if (tap is null)
        {
            return sum;
        }

        double[] product = DenseMatrix.Multiply(tap, projection, inputs, outputs, outputs);
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = (isRest ? tap[i] - product[i] : product[i]) + (sum is null ? 0 : sum[i]);
        }

        return product;
    }
}
