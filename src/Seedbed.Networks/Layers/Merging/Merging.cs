using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A layer of several tensors, which are broadcast against each other.</summary>
public abstract class MergingLayer : Layer
{
    private readonly Operation _operation;

    private protected MergingLayer(Operation operation, string? name = null)
        : base(name) => _operation = operation;

    internal override bool TakesList => true;

    internal override void Declare(ArgumentList arguments)
    {
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Inputs.All is { Count: > 0 } inputs
        ? PartialShape.Broadcast(layer.Place, inputs)
        : throw new FormatException($"{layer.Place}: it is called on no tensor.");

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call => Fold(layer, call);

    /// <summary>
    /// The operation of the first two inputs, then of that and the next; all with the sizes of the largest along each axis.
    /// </summary>
    private protected Tensor Fold(LayerBinding layer, ForwardCall call)
    {
        int rank = call.Inputs.Max(input => input.Rank);

        // As Keras does, axes that an input lacks come behind the batch.
        Tensor[] inputs = Array.ConvertAll(call.Inputs, input => input.Rank == rank || input.Rank == 0
            ? input
            : Autodiff.Reshape.Of(
                call.Tape, input, [input[0], .. Enumerable.Repeat(1, rank - input.Rank), .. input.Dimensions[1..]]));
        int[] sizes = [.. Enumerable.Range(0, rank).Select(axis => inputs.Max(input => input[axis]))];
        if (inputs.Any(input => input.Dimensions.ToArray().Zip(sizes).Any(pair => pair.First != 1 && pair.First != pair.Second)))
        {
            throw new ArgumentException(
                $"{layer.Place}: its inputs have the shapes {string.Join(" and ", call.Inputs.Select(input => input.ShapeText))}; along "
                + "each axis their sizes must be equal, or 1.");
        }

        Tensor result = Rearrangement.Expand(call.Tape, inputs[0], sizes);
        foreach (Tensor input in inputs.AsSpan(1))
        {
            result = call.Tape.Apply(_operation, result, Rearrangement.Expand(call.Tape, input, sizes));
        }

        return result;
    }
}

/// <summary>The sum of several tensors.</summary>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Add</c>.</remarks>
public sealed class Add(string? name = null) : MergingLayer(Addition.Instance, name);

/// <summary>The product of several tensors, element by element.</summary>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Multiply</c>.</remarks>
public sealed class Multiply(string? name = null) : MergingLayer(Multiplication.Instance, name);

/// <summary>The first tensor without the second.</summary>
internal sealed class Subtract() : MergingLayer(Subtraction.Instance);

/// <summary>The largest of several tensors, element by element.</summary>
internal sealed class Maximum() : MergingLayer(Extremum.Maximum);

/// <summary>The smallest of several tensors, element by element.</summary>
internal sealed class Minimum() : MergingLayer(Extremum.Minimum);

/// <summary>The mean of several tensors, element by element.</summary>
internal sealed class Average() : MergingLayer(Addition.Instance)
{
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        call => call.Tape.Apply(new ScaleAndShift(1.0 / call.Inputs.Length), Fold(layer, call));
}

/// <summary>Several tensors one behind the other.</summary>
/// <param name="axis">The axis along which they stand.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Concatenate</c>.</remarks>
public sealed class Concatenate(int axis = -1, string? name = null) : Layer(name)
{
    /// <summary>The axis along which the tensors stand.</summary>
    public int Axis => axis;

    internal override bool TakesList => true;

    internal override void Declare(ArgumentList arguments) => arguments.Axis("axis", ref axis);

    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        IReadOnlyList<PartialShape> inputs = layer.Inputs.All;
        int at = inputs[0].Index(axis);
        long? all = inputs.Aggregate(
            (long?)0, (sum, input) => sum is { } first && input.Find(at) is { } second ? checked(first + second) : null);
        return inputs[0].With(at, all);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call =>
    {
        int at = call.Input.Axis(axis);
        bool fits = at >= 0 && at < call.Input.Rank && call.Inputs.All(input => input.Rank == call.Input.Rank
            && Enumerable.Range(0, input.Rank).All(other => other == at || input[other] == call.Input[other]));
        return fits
            ? Placement.Concatenate(call.Tape, at, call.Inputs)
            : throw new ArgumentException(
                $"{layer.Place}: its inputs have the shapes {string.Join(" and ", call.Inputs.Select(input => input.ShapeText))}; they "
                + $"must be equal but for axis {axis}.");
    };
}

/// <summary>Products of two tensors along an axis of each.</summary>
/// <remarks>Source: <c>keras.layers.Dot</c>.</remarks>
internal sealed class Dot() : UncomputedLayer("Dot")
{
    private static readonly ArgumentKind<IReadOnlyList<int>> s_axes = Kinds.AxisList with
    {
        Accepted = "an axis, or one for each of two inputs",
        Accepts = axes => axes is { Count: 1 or 2 },
    };

    private IReadOnlyList<int> _axes = null!;

    internal override void Declare(ArgumentList arguments) => arguments.Add("axes", ref _axes, s_axes);

    /// <summary>The first input without its axis, then the second without its batch and its axis.</summary>
    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        IReadOnlyList<PartialShape> inputs = layer.Inputs.All;
        if (inputs.Count != 2)
        {
            throw new FormatException($"{layer.Place}: it is called on {inputs.Count} tensors; it must be called on a list of two.");
        }

        List<long?> first = [.. inputs[0].Dimensions];
        List<long?> second = [.. inputs[1].Dimensions];
        first.RemoveAt(inputs[0].Index(_axes[0]));
        second.RemoveAt(inputs[1].Index(_axes[^1]));
        long?[] sizes = [.. first, .. second.Skip(1)];
        return inputs[0].Of(sizes.Length == 1 ? [sizes[0], 1] : sizes);
    }
}
