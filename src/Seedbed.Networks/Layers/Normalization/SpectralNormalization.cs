using System.Collections.Immutable;
using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A layer whose kernel is divided by its largest singular value.</summary>
/// <remarks>Source: <c>keras.layers.SpectralNormalization</c>.</remarks>
internal sealed class SpectralNormalization() : Layer(name: null)
{
    private const string VectorScheme = "TruncatedNormal(stddev=0.02)";

    /// <summary>What vectors are divided by at least: <c>keras.config.epsilon()</c>.</summary>
    private const double SmallestLength = 1e-7;

    private Layer _layer = null!;
    private long _powerIterations = 1;
    private InitializerArgument? _vectorInitializer = InitializerArgument.Named(VectorScheme);

    internal override IEnumerable<Layer> Inner => [_layer];

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Layer("layer", ref _layer);
        arguments.Add("power_iterations", ref _powerIterations, Kinds.Size);
    }

    internal override void DeclareBuilt(ArgumentList arguments) =>
        arguments.Initializer("vector_u", ref _vectorInitializer, VectorScheme);

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    /// <summary>The wrapped layer's kernel counts as the wrapper's own, then the vector of the power iteration.</summary>
    internal override void Build(BuiltLayer layer)
    {
        BuiltCall inner = layer.Child("layer", _layer, layer.Input);
        ImmutableArray<TensorTemplate> weights = inner.Layer.Weights;
        layer.SetOutputs(() => inner.Outputs);
        TensorTemplate kernel = weights.FirstOrDefault(weight => weight.Name.EndsWith("/kernel", StringComparison.Ordinal))
            ?? weights.FirstOrDefault(weight => weight.Name.EndsWith("/embeddings", StringComparison.Ordinal))
            ?? throw new FormatException($"{layer.Place}: the layer inside has neither a kernel nor embeddings to normalize.");
        layer.Adopt(kernel);
        layer.Weight(
            "vector_u", [1, kernel.Shape[-1]], layer.InitializerOf(_vectorInitializer), trainable: false, kernel.Type);
    }

    /// <summary>In training the kernel itself is divided first, which changes the weight, as in Keras.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        LayerBinding inner = layer.Child("layer");
        LayerFunction function = inner.Function;
        Tensor kernel = inner.FindWeight("kernel") ?? inner.FindWeight("embeddings") ?? throw new FormatException(
            $"{layer.Place}: the kernel of {inner.Place} is not its own, which is not computed here.");
        Tensor vector = layer.Weight("vector_u");
        return call =>
        {
            if (call.IsTraining)
            {
                Normalize(kernel, vector, checked((int)_powerIterations));
            }

            return function(call)[0];
        };
    }

    private static void Normalize(Tensor kernel, Tensor vector, int iterations)
    {
        if (kernel.Type == ElementType.Float32)
        {
            Normalize<float>(kernel.Values<float>(), vector.Values<float>(), iterations);
        }
        else
        {
            Normalize<double>(kernel.Values<double>(), vector.Values<double>(), iterations);
        }
    }

    /// <summary>v ← u·Wᵀ/|u·Wᵀ|, u ← v·W/|v·W|; then W ← W/(v·W·uᵀ). A kernel of zeros stays.</summary>
    private static void Normalize<T>(Span<T> kernel, Span<T> u, int iterations)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kernel.IndexOfAnyExcept(T.Zero) < 0)
        {
            return;
        }

        double[] v = new double[kernel.Length / u.Length];
        double[] next = new double[u.Length];
        double sigma = 0;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            Array.Clear(next);
            for (int i = 0; i < kernel.Length; i++)
            {
                int row = i / u.Length;
                v[row] = (i % u.Length == 0 ? 0 : v[row]) + double.CreateChecked(kernel[i] * u[i % u.Length]);
            }

            Scale(v);
            for (int i = 0; i < kernel.Length; i++)
            {
                next[i % u.Length] += v[i / u.Length] * double.CreateChecked(kernel[i]);
            }

            // v·W·uᵀ of the new u is the length of v·W.
            sigma = Scale(next);
            for (int i = 0; i < u.Length; i++)
            {
                u[i] = T.CreateTruncating(next[i]);
            }
        }

        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = T.CreateTruncating(double.CreateChecked(kernel[i]) / sigma);
        }
    }

    /// <summary>The vector of the length 1.</summary>
    /// <returns>The product of the old vector and the new one.</returns>
    private static double Scale(double[] vector)
    {
        double squares = vector.Sum(value => value * value);
        double factor = 1 / Math.Max(Math.Sqrt(squares), SmallestLength);
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] *= factor;
        }

        return squares * factor;
    }
}
