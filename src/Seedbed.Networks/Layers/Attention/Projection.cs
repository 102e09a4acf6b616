using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// A projection of attention, x·W + b: a kernel (inputs, outputs) and a bias (outputs), each of several axes. Every projection makes an
/// initializer of its own from the layer's, so an unseeded one gives each other values, a seeded one the same.
/// </summary>
internal sealed class Projection(
    string name, long[] inputs, long[] outputs, bool useBias, InitializerArgument? kernel, InitializerArgument? bias)
    : UncomputedLayer("EinsumDense", name)
{
    internal override void Declare(ArgumentList arguments)
    {
    }

    /// <summary>What an attention layer makes when it is built: initializers for each projection, and a dropout before the last.</summary>
    internal static void DeclareAll(
        ArgumentList arguments, ref InitializerArgument? kernel, ref InitializerArgument? bias, bool usesGate, double dropout, long? seed)
    {
        int projections = usesGate ? 5 : 4;
        for (int projection = 1; projection <= projections; projection++)
        {
            if (projection == projections && dropout > 0)
            {
                arguments.Accept("seed", ref seed, Kinds.Seed);
            }

            arguments.Initializer("kernel_initializer", ref kernel, "glorot_uniform");
            arguments.Initializer("bias_initializer", ref bias, "zeros");
        }
    }

    internal override void Build(BuiltLayer layer)
    {
        FanRule AxisFans() => FanRule.Axes(
            [.. Enumerable.Range(0, inputs.Length)], [.. Enumerable.Range(inputs.Length, outputs.Length)]);
        layer.Weight("kernel", [.. inputs, .. outputs], layer.InitializerOf(kernel, AxisFans));
        if (useBias)
        {
            layer.Weight("bias", outputs, bias);
        }
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    /// <summary>The product, where the last axes of the input are the kernel's first.</summary>
    internal static Func<Tape, Tensor, Tensor> Of(LayerBinding layer, int inputAxes)
    {
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        int inputs = kernel.CountIn(..inputAxes);
        return (tape, x) =>
        {
            if (x.CountIn((x.Rank - inputAxes)..) != inputs)
            {
                throw layer.Misfit(x, $"one whose last axes have {inputs} elements, as its kernel was built");
            }

            Tensor flat = inputAxes == 1 ? x : Shaped(tape, x, [.. x.Dimensions[..^inputAxes], inputs]);
            Tensor matrix = kernel.Rank == 2 ? kernel : Shaped(tape, kernel, [inputs, -1]);
            Tensor y = bias is null
                ? tape.Apply(DenseProduct.Instance, flat, matrix)
                : tape.Apply(DenseProduct.Instance, flat, matrix, bias.Rank == 1 ? bias : Shaped(tape, bias, [-1]));
            layer.SeeProduct(y);
            return kernel.Rank - inputAxes == 1 ? y : Shaped(tape, y, [.. flat.Dimensions[..^1], .. kernel.Dimensions[inputAxes..]]);
        };
    }

    private static Tensor Shaped(Tape tape, Tensor x, int[] sizes) => Autodiff.Reshape.Of(tape, x, sizes);
}
