using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Images brought to a height and a width.</summary>
internal abstract class ImageSizeLayer() : Layer(name: null)
{
    private long _height;
    private long _width;
    private string _dataFormat = "channels_last";

    private protected int Height => checked((int)_height);

    private protected int Width => checked((int)_width);

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("height", ref _height, Kinds.Size);
        arguments.Add("width", ref _width, Kinds.Size);
        arguments.Accept("data_format", ref _dataFormat, Kinds.DataFormat);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) =>
        new SpatialAxes(2, _dataFormat).Resized(layer, layer.Input, _height, _width);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        SpatialLayer spatial = new(layer, new SpatialAxes(2, _dataFormat));
        (_, _) = (Height, Width);
        return call => spatial.Around(call, x => Sized(layer, call, x));
    }

    /// <summary>The images (batch, height, width, channels) at the layer's size.</summary>
    private protected abstract Tensor Sized(LayerBinding layer, ForwardCall call, Tensor x);

    private protected static Tensor Cut(Tape tape, Tensor x, int top, int left, int height, int width) =>
        Rearrangement.Slice(tape, x, [0, top, left, 0], [x[0], height, width, x[3]]);

    /// <summary>The largest middle part of the layer's proportions, resized.</summary>
    private protected Tensor ResizedMiddle(Tape tape, Tensor x, string interpolation, bool antialias)
    {
        int height = Math.Clamp((int)((double)x[2] * Height / Width), 1, x[1]);
        int width = Math.Clamp((int)((double)x[1] * Width / Height), 1, x[2]);
        return Interpolation.Resize(
            tape, Cut(tape, x, (x[1] - height) / 2, (x[2] - width) / 2, height, width), Height, Width, interpolation, antialias);
    }
}

/// <summary>Images resized, whole, or cut or padded to the new proportions before.</summary>
/// <remarks>Source: <c>keras.layers.Resizing</c>.</remarks>
internal sealed class Resizing : ImageSizeLayer
{
    private string _interpolation = "bilinear";
    private bool _crops;
    private bool _pads;
    private string _fillMode = "constant";
    private double _fillValue;
    private bool _antialias;

    internal override void Declare(ArgumentList arguments)
    {
        base.Declare(arguments);
        arguments.Accept("interpolation", ref _interpolation, Kinds.Text);
        arguments.Accept("crop_to_aspect_ratio", ref _crops, Kinds.Flag);
        arguments.Accept("pad_to_aspect_ratio", ref _pads, Kinds.Flag);
        arguments.Accept("fill_mode", ref _fillMode, Kinds.Text);
        arguments.Accept("fill_value", ref _fillValue, Kinds.Number);
        arguments.Accept("antialias", ref _antialias, Kinds.Flag);
    }

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        !Interpolation.Names.Contains(_interpolation) ? throw layer.Wrong(
            "interpolation", Kinds.Text.Text(_interpolation), $"one of {string.Join(", ", Interpolation.Names)} to be computed here")
        : _pads && _fillMode != "constant" ? throw layer.Wrong(
            "fill_mode", Kinds.Text.Text(_fillMode), "'constant' to be computed here")
        : base.Forward(layer);

    private protected override Tensor Sized(LayerBinding layer, ForwardCall call, Tensor x) =>
        _crops ? ResizedMiddle(call.Tape, x, _interpolation, _antialias)
        : Interpolation.Resize(call.Tape, _pads ? Padded(call.Tape, x) : x, Height, Width, _interpolation, _antialias);

    private Tensor Padded(Tape tape, Tensor x)
    {
        int height = Math.Max(x[1], (int)((double)x[2] * Height / Width));
        int width = Math.Max(x[2], (int)((double)x[1] * Width / Height));
        (int top, int left) = ((height - x[1]) / 2, (width - x[2]) / 2);
        Tensor shifted = tape.Apply(new ScaleAndShift(1, -_fillValue), x);
        Tensor padded = Placement.Pad(tape, shifted, [0, top, left, 0], [0, height - x[1] - top, width - x[2] - left, 0]);
        return tape.Apply(new ScaleAndShift(1, _fillValue), padded);
    }
}

/// <summary>The middle of images; of smaller ones the largest middle part of these proportions, resized.</summary>
/// <remarks>Source: <c>keras.layers.CenterCrop</c>.</remarks>
internal sealed class CenterCrop : ImageSizeLayer
{
    private protected override Tensor Sized(LayerBinding layer, ForwardCall call, Tensor x) => x[1] >= Height && x[2] >= Width
        ? Cut(call.Tape, x, (x[1] - Height) / 2, (x[2] - Width) / 2, Height, Width)
        : ResizedMiddle(call.Tape, x, "bilinear", antialias: false);
}

/// <summary>In training a part of the images at a place that is drawn for all of a batch; else what they are given.</summary>
/// <remarks>Source: <c>keras.layers.RandomCrop</c>, which leaves images as they are outside of training.</remarks>
internal sealed class RandomCrop : ImageSizeLayer
{
    private long? _seed;

    internal override void Declare(ArgumentList arguments)
    {
        base.Declare(arguments);
        arguments.Add("seed", ref _seed, Kinds.Seed);
    }

    private protected override Tensor Sized(LayerBinding layer, ForwardCall call, Tensor x)
    {
        if (!call.IsTraining)
        {
            return x;
        }

        if (x[1] <= Height || x[2] <= Width)
        {
            return Middle(call.Tape, x);
        }

        double[] drawn = Noise.Uniform(layer, _seed, 0, 1, 2);
        return Cut(
            call.Tape, x, Place(drawn[0], x[1] - Height), Place(drawn[1], x[2] - Width), Height, Width);

        static int Place(double drawn, int most) => Math.Min((int)(drawn * (most + 1)), most);
    }

    /// <summary>What the layer's size covers from where the middle part of its proportions begins, resized where that is less.</summary>
    private Tensor Middle(Tape tape, Tensor x)
    {
        int top = (x[1] - Math.Clamp((int)((double)x[2] * Height / Width), 1, x[1])) / 2;
        int left = (x[2] - Math.Clamp((int)((double)x[1] * Width / Height), 1, x[2])) / 2;
        Tensor cut = Cut(tape, x, top, left, Math.Min(Height, x[1] - top), Math.Min(Width, x[2] - left));
        return cut[1] == Height && cut[2] == Width ? cut : Interpolation.Resize(tape, cut, Height, Width, "bilinear", antialias: false);
    }
}
