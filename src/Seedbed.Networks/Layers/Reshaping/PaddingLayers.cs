using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Zeros around spatial axes.</summary>
public abstract class ZeroPadding : Layer
{
    private readonly int _rank;
    private Sides _padding;
    private string _dataFormat;

    private protected ZeroPadding(int rank, Sides padding, string dataFormat = "channels_last", string? name = null)
        : base(name)
    {
        _rank = rank;
        _padding = padding;
        _dataFormat = dataFormat;
    }

    /// <summary>What is added before and behind: one pair for all axes, or one for each.</summary>
    public IReadOnlyList<(long Before, long Behind)> Padding => _padding.Pairs;

    /// <summary><c>channels_last</c> or <c>channels_first</c>.</summary>
    public string DataFormat => _dataFormat;

    private SpatialAxes Axes => new(_rank, _dataFormat);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("padding", ref _padding, Kinds.Sides(_rank));
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
        if (_rank > 1)
        {
            arguments.Write("data_format", _dataFormat, Kinds.DataFormat);
        }
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        Axes.Map(layer, layer.Input, (size, axis) => checked(size + _padding.Along(axis).Before + _padding.Along(axis).Behind));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        (int[] before, int[] behind) = _padding.InMemory(_rank);
        return call => spatial.Around(call, x => Placement.Pad(call.Tape, x, [0, .. before, 0], [0, .. behind, 0]));
    }
}

/// <summary>Zeros before and behind the time steps.</summary>
/// <param name="padding">How many; 1 on each side by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.ZeroPadding1D</c>.</remarks>
public sealed class ZeroPadding1D((long Before, long Behind)? padding = null, string? name = null)
    : ZeroPadding(1, new Sides([padding ?? (1, 1)]), "channels_last", name);

/// <summary>Zeros around each image.</summary>
/// <param name="padding">How many above and below, and at the left and the right; 1 by default.</param>
/// <param name="dataFormat"><c>channels_last</c> or <c>channels_first</c>.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.ZeroPadding2D</c>.</remarks>
public sealed class ZeroPadding2D(Sizes? padding = null, string dataFormat = "channels_last", string? name = null)
    : ZeroPadding(2, Sides.Of(padding ?? 1), dataFormat, name);

/// <summary>Zeros around each volume.</summary>
internal sealed class ZeroPadding3D() : ZeroPadding(3, Sides.Of(1));

/// <summary>What is left when both sides of spatial axes are cut.</summary>
/// <param name="rank">The spatial axes.</param>
/// <remarks>Source: <c>keras.layers.Cropping1D</c> and its siblings; by default 1 is cut, by a Cropping2D nothing.</remarks>
internal sealed class Cropping(int rank) : Layer(name: null)
{
    private Sides _cropping = Sides.Of(rank == 2 ? 0 : 1);
    private string _dataFormat = "channels_last";

    public override string ClassName => $"Cropping{rank}D";

    private SpatialAxes Axes => new(rank, _dataFormat);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("cropping", ref _cropping, Kinds.Sides(rank));
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        Axes.Map(layer, layer.Input, (size, axis) => checked(size - _cropping.Along(axis).Before - _cropping.Along(axis).Behind));

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        (int[] before, int[] behind) = _cropping.InMemory(rank);
        return call => spatial.Around(call, x =>
        {
            int[] sizes = x.Dimensions.ToArray();
            for (int axis = 0; axis < rank; axis++)
            {
                sizes[axis + 1] = checked(sizes[axis + 1] - before[axis] - behind[axis]);
            }

            return sizes.Min() >= 0
                ? Rearrangement.Slice(call.Tape, x, [0, .. before, 0], sizes)
                : throw layer.Misfit(call.Input, "at least as large as what is cut off");
        });
    }
}

/// <summary>Each point repeated along every spatial axis.</summary>
/// <param name="rank">The spatial axes.</param>
/// <remarks>Source: <c>keras.layers.UpSampling1D</c> and its siblings.</remarks>
internal sealed class UpSampling(int rank) : Layer(name: null)
{
    private Sizes _size = 2;
    private string _dataFormat = "channels_last";
    private string _interpolation = "nearest";

    public override string ClassName => $"UpSampling{rank}D";

    private SpatialAxes Axes => new(rank, _dataFormat);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("size", ref _size, Kinds.Sizes(rank));
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
        arguments.Accept("interpolation", ref _interpolation, Kinds.Text);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        long[] factors = _size.Along(rank);
        return Axes.Map(layer, layer.Input, (size, axis) => checked(size * factors[axis]));
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, Axes);
        int[] factors = _size.InMemory(rank);
        string[] ways = rank == 2 ? Interpolation.Names : ["nearest"];
        if (!ways.Contains(_interpolation))
        {
            throw layer.Wrong("interpolation", Kinds.Text.Text(_interpolation), $"one of {string.Join(", ", ways)} to be computed here");
        }

        return call => spatial.Around(call, x =>
        {
            if (_interpolation != "nearest")
            {
                return Interpolation.Resize(call.Tape, x, x[1] * factors[0], x[2] * factors[1], _interpolation, antialias: false);
            }

            int[] split = [x[0], .. factors.SelectMany((_, axis) => (int[])[x[axis + 1], 1]), x[-1]];
            int[] repeated = [x[0], .. factors.SelectMany((factor, axis) => (int[])[x[axis + 1], factor]), x[-1]];
            Tensor all = Rearrangement.Expand(call.Tape, Autodiff.Reshape.Of(call.Tape, x, split), repeated);
            return Autodiff.Reshape.Of(
                call.Tape, all, [x[0], .. factors.Select((factor, axis) => factor * x[axis + 1]), x[-1]]);
        });
    }
}
