using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Each sample as one axis.</summary>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Flatten</c>.</remarks>
public sealed class Flatten(string dataFormat = "channels_last", string? name = null) : Layer(name)
{
    /// <summary><c>channels_last</c> or <c>channels_first</c>.</summary>
    public string DataFormat => dataFormat;

    internal override void Declare(ArgumentList arguments) => arguments.Add("data_format", ref dataFormat, Kinds.DataFormat);

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        layer.Input.Of(layer.Input.Find(0), Reshape.Product(layer.Input.Dimensions[1..]));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call =>
    {
        Tensor x = call.Input;
        AxisOrder? order = dataFormat == "channels_last" || x.Rank < 3 ? null : AxisOrder.ToEnd(x.Rank, 1);
        return Autodiff.Reshape.Of(
            call.Tape, order is null ? x : order.Apply(call.Tape, x), x[0], x.CountIn(1..));
    };
}

/// <summary>Each sample under other sizes; one may be −1.</summary>
/// <param name="targetShape">The sizes without the batch.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Reshape</c>.</remarks>
public sealed class Reshape(IReadOnlyList<long?> targetShape, string? name = null) : Layer(name)
{
    private static readonly ArgumentKind<IReadOnlyList<long?>> s_target = Kinds.PartialSizes with
    {
        Accepted = "a list of integers from 1 to 2^53, one of which may be -1",
        Accepts = sizes => sizes is not null && sizes.All(size => size is null or -1 || Kinds.IsSize(size.Value))
            && sizes.Count(size => size == -1) <= 1,
    };

    /// <summary>The sizes without the batch; one may be −1.</summary>
    public IReadOnlyList<long?> TargetShape => targetShape;

    internal override void Declare(ArgumentList arguments) => arguments.Add("target_shape", ref targetShape, s_target);

    /// <summary>One target size may be −1: it takes what is left.</summary>
    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        PartialShape input = layer.Input;
        long?[] target = [.. targetShape];
        int free = Array.IndexOf(target, -1);
        if (free >= 0)
        {
            long? rest = Product([.. target.Where((_, axis) => axis != free)]);
            target[free] = Product(input.Dimensions[1..]) is { } all && rest is > 0 ? all / rest : null;
        }

        return input.Of([input.Find(0), .. target]);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        int[] target = [.. targetShape.Select(size => checked((int?)size)
            ?? throw layer.Wrong("target_shape", s_target.Text(targetShape), "an integer or a list of integers"))];
        long known = target.Aggregate(1L, (product, size) => size == -1 ? product : product * size);
        return call =>
        {
            int count = call.Input.CountIn(1..);
            bool fits = target.Contains(-1) ? known > 0 && count % known == 0 : known == count;
            return fits
                ? Autodiff.Reshape.Of(call.Tape, call.Input, [call.Input[0], .. target])
                : throw layer.Misfit(call.Input, $"one of {known} elements, or a multiple where a size is -1, to become [batch, "
                    + $"{string.Join(", ", target.Select(size => $"{size}"))}]");
        };
    }

    /// <summary>The product of sizes; null where one is not known.</summary>
    internal static long? Product(ReadOnlySpan<long?> sizes)
    {
        long? product = 1;
        foreach (long? size in sizes)
        {
            product = product is { } first && size is { } second ? checked(first * second) : null;
        }

        return product;
    }
}

/// <summary>The axes behind the batch in another order.</summary>
/// <remarks>Source: <c>keras.layers.Permute</c>.</remarks>
internal sealed class Permute() : Layer(name: null)
{
    private IReadOnlyList<int> _dims = null!;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("dims", ref _dims, Kinds.AxisList);
        arguments.Restrict(
            "dims", _dims, Kinds.AxisList, dims => dims.Order().SequenceEqual(Enumerable.Range(1, dims.Count)),
            $"each of the axes 1 to {_dims?.Count} once");
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        layer.Input.Of([layer.Input.Find(0), .. _dims.Select(axis => layer.Input.Find(axis))]);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        int[] axes = [0, .. _dims];
        return call =>
        {
            layer.CheckRank(call.Input, axes.Length, $"one of {axes.Length} axes");
            return Rearrangement.Permute(call.Tape, call.Input, axes);
        };
    }
}

/// <summary>(batch, features) repeated as steps.</summary>
/// <remarks>Source: <c>keras.layers.RepeatVector</c>.</remarks>
internal sealed class RepeatVector() : Layer(name: null)
{
    private long _n;

    internal override void Declare(ArgumentList arguments) => arguments.Add("n", ref _n, Kinds.Size);

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Input.Of(layer.Input.Find(0), _n, layer.Input.Find(1));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        int count = checked((int)_n);
        return call =>
        {
            layer.CheckRank(call.Input, 2, "[batch, features]");
            return Rearrangement.Expand(
                call.Tape, Autodiff.Reshape.Of(call.Tape, call.Input, call.Input[0], 1, call.Input[1]),
                call.Input[0], count, call.Input[1]);
        };
    }
}
