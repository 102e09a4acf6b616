using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>
/// Where a model begins: the first entry of a <c>Sequential</c> model, or a tensor of a functional one.
/// </summary>
/// <param name="shape">The sizes of one sample, without the batch: <c>[28, 28, 1]</c>; null where a size is not known.</param>
/// <param name="dtype">The type of the data in Keras: that of the model's weights, or <c>int32</c> for the numbers of an Embedding.</param>
/// <param name="name">The name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.Input</c>; in configurations it is an <c>InputLayer</c>.</remarks>
public sealed class Input(IReadOnlyList<int?> shape, string? dtype = null, string? name = null) : Layer(name)
{
    private SymbolicTensor? _tensor;

    /// <inheritdoc/>
    public override string ClassName => "InputLayer";

    /// <summary>The data, before there is any.</summary>
    public SymbolicTensor Tensor => _tensor ??= new SymbolicTensor(new LayerNode(this, 0, []), 0);

    /// <summary>The sizes of one sample, without the batch; null where a size is not known.</summary>
    public IReadOnlyList<long?> Shape => DeclaredShape(ClassName) is { } declared ? [.. declared.Dimensions[1..]] : [];

    internal override bool CanBeTrained => false;

    internal override string? OwnType => dtype;

    /// <summary>The data, before there is any.</summary>
    /// <param name="input">The input.</param>
    public static implicit operator SymbolicTensor(Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Tensor;
    }

    internal override PartialShape? DeclaredShape(string place) => Origin is null
        ? new PartialShape([null, .. shape.Select(size => (long?)size)], place)
        : base.DeclaredShape(place);

    /// <summary>A shape that a file has is the layer's origin's.</summary>
    internal override void Declare(ArgumentList arguments)
    {
        IReadOnlyList<long?>? batchShape = [null, .. shape.Select(size => (long?)size)];
        bool sparse = false;
        arguments.Write("batch_shape", batchShape, Kinds.PartialSizesOrNull);
        arguments.Write("sparse", sparse, Kinds.Flag);
    }

    internal override LayerFunction Bind(LayerBinding layer) => call => call.Inputs;

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        layer.Inputs.Passed is [PartialShape passed, ..]
            ? passed
            : DeclaredShape(layer.Place) ?? throw (Origin is null
                ? new FormatException($"{layer.Place}: its shape is not known.")
                : Origin.Config.Wrong("batch_shape", "a list of integers, null where a dimension is unknown"));
}
