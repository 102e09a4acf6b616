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

    /// <summary>The places where one of the inputs holds something, if each tells where it does.</summary>
    internal override bool SupportsMasking(LayerBinding layer) => true;

    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        Mask?[] masks = Array.ConvertAll(call.Inputs, call.Masks.Find);
        call.Masks.Set(outputs[0], masks.Contains(null) ? null : masks.Aggregate((first, second) => first!.Or(second!)));
    }

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
        int[] sizes = Broadcast.Sizes(Array.ConvertAll(inputs, input => input.Dimensions.ToArray())) ?? throw new ArgumentException(
            $"{layer.Place}: its inputs have the shapes {string.Join(" and ", call.Inputs.Select(input => input.ShapeText))}; along each "
            + "axis their sizes must be equal, or 1.");
        return Merge(call.Tape, Array.ConvertAll(inputs, input => Rearrangement.Expand(call.Tape, input, sizes)),
            Array.ConvertAll(call.Inputs, call.Masks.Find));
    }

    /// <summary>The operation of the first two tensors, then of that and the next.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="inputs">All of one shape.</param>
    /// <param name="masks">Those of the inputs.</param>
    private protected virtual Tensor Merge(Tape tape, Tensor[] inputs, Mask?[] masks) =>
        inputs.Aggregate((result, input) => tape.Apply(_operation, result, input));
}

/// <summary>The sum of several tensors.</summary>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Add</c>.</remarks>
public sealed class Add(string? name = null) : MergingLayer(Addition.Instance, name);

/// <summary>The product of several tensors, element by element.</summary>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Multiply</c>.</remarks>
public sealed class Multiply(string? name = null) : MergingLayer(Multiplication.Instance, name)
{
    /// <summary>What holds nothing is no factor; where no factor holds anything, the product is 0.</summary>
    private protected override Tensor Merge(Tape tape, Tensor[] inputs, Mask?[] masks)
    {
        Tensor[] factors = [.. inputs.Zip(masks, (input, mask) => mask is null or { IsFull: true }
            ? input
            : tape.Apply(new Selection(mask.Values, otherwise: 1), input))];
        Tensor product = base.Merge(tape, factors, masks);
        return masks.Contains(null) ? product : masks.Aggregate((first, second) => first!.Or(second!))!.Keep(tape, product);
    }
}

/// <summary>The first tensor without the second.</summary>
internal sealed class Subtract() : MergingLayer(Subtraction.Instance);

/// <summary>The largest of several tensors, element by element.</summary>
internal sealed class Maximum() : ExtremumLayer(Extremum.Maximum);

/// <summary>The smallest of several tensors, element by element.</summary>
internal sealed class Minimum() : ExtremumLayer(Extremum.Minimum);

/// <summary>The largest or the smallest of those values that hold something.</summary>
internal abstract class ExtremumLayer(Extremum operation) : MergingLayer(operation)
{
    /// <summary>Where one of two tensors holds nothing, the other one is taken.</summary>
    private protected override Tensor Merge(Tape tape, Tensor[] inputs, Mask?[] masks)
    {
        (Tensor result, Mask? known) = (inputs[0], masks[0]);
        for (int i = 1; i < inputs.Length; i++)
        {
            Tensor other = masks[i] is { } own ? tape.Apply(new Selection(own.Values), inputs[i], result) : inputs[i];
            result = known is null ? result : tape.Apply(new Selection(known.Values), result, other);
            result = tape.Apply(operation, result, other);
            known = masks[i] is { } mask ? known?.Or(mask) : null;
        }

        return result;
    }
}

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

    /// <summary>The masks side by side; an input without one holds something everywhere.</summary>
    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        Mask?[] masks = Array.ConvertAll(call.Inputs, call.Masks.Find);
        if (masks.All(mask => mask is null))
        {
            return;
        }

        Mask[] full = [.. call.Inputs.Zip(masks, (input, mask) => mask is null ? Mask.Full(input.Dimensions)
            : mask.Rank < input.Rank ? mask.Shaped([.. mask.Dimensions, 1]).Expand(input.Dimensions)
            : mask)];
        Tensor joined = Placement.Concatenate(call.Tape, axis, [.. full.Select(mask => mask.ToTensor(call.Tape))]);
        call.Masks.Set(outputs[0], Mask.Unequal(joined, 0).AnyOfLast());
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
internal sealed class Dot() : Layer(name: null)
{
    /// <summary>What vectors are divided by at least: <c>keras.config.epsilon()</c>.</summary>
    private const double SmallestLength = 1e-7;

    private static readonly ArgumentKind<IReadOnlyList<int>> s_axes = Kinds.AxisList with
    {
        Accepted = "an axis, or one for each of two inputs",
        Accepts = axes => axes is { Count: 1 or 2 },
    };

    private IReadOnlyList<int> _axes = null!;
    private bool _normalize;

    internal override bool TakesList => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("axes", ref _axes, s_axes);
        arguments.Accept("normalize", ref _normalize, Kinds.Flag);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call =>
    {
        (Tensor first, Tensor second) = call.Inputs is [Tensor one, Tensor two] ? (one, two) : throw new ArgumentException(
            $"{layer.Place}: it is called on {call.Inputs.Length} tensors; it must be called on a list of two.");
        (int left, int right) = (first.Axis(_axes[0]), second.Axis(_axes[^1]));
        bool fits = left > 0 && left < first.Rank && right > 0 && right < second.Rank && first[0] == second[0]
            && first[left] == second[right];
        if (!fits)
        {
            throw new ArgumentException(
                $"{layer.Place}: its inputs have the shapes {first.ShapeText} and {second.ShapeText}; they must have as many samples, and "
                + $"equal sizes along the axes {_axes[0]} and {_axes[^1]}, which are not the batch.");
        }

        Tape tape = call.Tape;
        Tensor a = Vectors(tape, first, left);
        Tensor b = Vectors(tape, second, right);
        Tensor product = tape.Apply(
            new BatchedProduct(isTransposed: true), Autodiff.Reshape.Of(tape, a, a[0], -1, a[-1]),
            Autodiff.Reshape.Of(tape, b, b[0], -1, b[-1]));
        int[] sizes = [.. a.Dimensions[..^1], .. b.Dimensions[1..^1]];
        return Autodiff.Reshape.Of(tape, product, sizes.Length == 1 ? [sizes[0], 1] : sizes);
    };

    /// <summary>The axis at the end, along which the vectors have the length 1 where the layer normalizes.</summary>
    private Tensor Vectors(Tape tape, Tensor x, int axis)
    {
        Tensor last = AxisOrder.ToEnd(x.Rank, axis)?.Apply(tape, x) ?? x;
        return _normalize ? tape.Apply(new UnitVectors(SmallestLength), last) : last;
    }

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
