using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A product of input and kernel along the axes that an equation tells: "ab,bc->ac".</summary>
/// <remarks>Source: <c>keras.layers.EinsumDense</c>.</remarks>
internal sealed class EinsumDense() : Layer(name: null)
{
    private string _equation = null!;
    private IReadOnlyList<long?> _outputShape = null!;
    private string? _biasAxes;
    private string _activation = "linear";
    private InitializerArgument? _kernelInitializer;
    private InitializerArgument? _biasInitializer;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("equation", ref _equation, Kinds.Text);
        arguments.Add("output_shape", ref _outputShape, EinsumShapes.OutputKind);
        arguments.Activation("activation", ref _activation);
        arguments.Add("bias_axes", ref _biasAxes, Kinds.TextOrNull);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");
        arguments.ForbidAdapters();
    }

    internal override void Build(BuiltLayer layer)
    {
        EinsumShapes shapes = Shapes(layer);
        layer.Weight("kernel", shapes.Kernel, layer.InitializerOf(_kernelInitializer, () => FanRule.Einsum(_equation)));
        if (_biasAxes is not null)
        {
            layer.Weight("bias", shapes.Bias(_biasAxes), _biasInitializer);
        }
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Input.Of(Shapes(layer).Output);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        EinsumEquation equation = EinsumEquation.Of(layer.Built, _equation);
        Tensor kernel = layer.Weight("kernel");
        EinsumProduct product = new(equation, kernel);
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer, _activation);
        return call =>
        {
            Tensor y = product.Of(call.Tape, call.Input, axes => axes is { } count
                ? layer.Wrong("equation", $"of {count} axes", "one in which no label stands twice in a factor, to be computed here")
                : layer.Misfit(call.Input, $"one for '{equation.Input}', with a kernel of the shape {kernel.ShapeText}"));
            return activation(call.Tape, bias is null ? y
                : call.Tape.Apply(Addition.Instance, y, Rearrangement.Expand(call.Tape, bias, y.Dimensions)));
        };
    }

    private EinsumShapes Shapes(BuiltLayer layer) => new(layer, _equation, _outputShape);
}
