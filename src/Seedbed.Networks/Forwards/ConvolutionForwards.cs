using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Activations;
using Seedbed.Autodiff.Operations.Normalizations;
using Seedbed.Autodiff.Operations.Shaping;
using Seedbed.Autodiff.Operations.Windows;

namespace Seedbed.Networks.Forwards;

/// <summary>Convolutions in one to three dimensions.</summary>
internal static class ConvolutionForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("Conv1D", layer => Convolution(layer, 1)),
        LayerForward.Of("Conv2D", layer => Convolution(layer, 2)),
        LayerForward.Of("Conv3D", layer => Convolution(layer, 3)),
        LayerForward.Of("Conv1DTranspose", layer => Transposed(layer, 1)),
        LayerForward.Of("Conv2DTranspose", layer => Transposed(layer, 2)),
        LayerForward.Of("Conv3DTranspose", layer => Transposed(layer, 3)),
        LayerForward.Of("DepthwiseConv1D", layer => Depthwise(layer, 1)),
        LayerForward.Of("DepthwiseConv2D", layer => Depthwise(layer, 2)),
        LayerForward.Of("SeparableConv1D", layer => Separable(layer, 1)),
        LayerForward.Of("SeparableConv2D", layer => Separable(layer, 2)),
    ];

    private static Func<ForwardCall, Tensor> Convolution(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        int groups = checked((int)layer.Config.Size("groups", 1));
        (ElementOperation? fused, Func<Tape, Tensor, Tensor> activation) = Activations.Split(layer);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-2] * groups);
            return activation(call.Tape, Windows(call.Tape, spatial, x, kernel, bias, groups, fused));
        });
    }

    private static Func<ForwardCall, Tensor> Depthwise(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-2]);
            return activation(call.Tape, ColumnAffine.Of(call.Tape, ByChannel(call.Tape, spatial, x, kernel), null, bias));
        });
    }

    private static Func<ForwardCall, Tensor> Separable(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        Tensor kernel = layer.Weight("depthwise_kernel");
        Tensor pointwise = layer.Weight("pointwise_kernel");
        Tensor? bias = layer.FindWeight("bias");
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-2]);
            Tensor mixing = Reshape.Of(call.Tape, pointwise, pointwise[-2], pointwise[-1]);
            Tensor middle = ByChannel(call.Tape, spatial, x, kernel);
            return activation(call.Tape,
                bias is null
                    ? call.Tape.Apply(DenseProduct.Instance, middle, mixing)
                    : call.Tape.Apply(DenseProduct.Instance, middle, mixing, bias));
        });
    }

    private static Func<ForwardCall, Tensor> Transposed(LayerBinding layer, int rank)
    {
        SpatialLayer spatial = new(layer, rank);
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        int[]? outputPadding = layer.Config.Find("output_padding") is null
            ? null
            : [.. layer.Config.Counts("output_padding", rank).Select(size => checked((int)size))];
        Func<Tape, Tensor, Tensor> activation = Activations.Of(layer);
        return call => spatial.Around(call, x =>
        {
            CheckChannels(layer, call, x, kernel[-1]);
            WindowShape shape = spatial.WindowsOn(x, sizes => WindowShape.Writing(
                sizes, kernel.Dimensions[..rank], spatial.SizesOrOnes("strides"), spatial.SizesOrOnes("dilation_rate"), spatial.Padding,
                outputPadding));
            TransposedConvolution operation = new(shape, [x[0], .. spatial.Own(shape.Input), kernel[-2]]);
            return activation(
                call.Tape, bias is null ? call.Tape.Apply(operation, x, kernel) : call.Tape.Apply(operation, x, kernel, bias));
        });
    }

    private static Tensor Windows(
        Tape tape, SpatialLayer spatial, Tensor x, Tensor kernel, Tensor? bias, int groups, ElementOperation? activation = null)
    {
        WindowShape shape = Read(spatial, x, kernel);
        Convolution operation = new(shape, groups, [x[0], .. spatial.Own(shape.Output), kernel[-1]], activation);
        return bias is null ? tape.Apply(operation, x, kernel) : tape.Apply(operation, x, kernel, bias);
    }

    /// <summary>Each channel by its own kernels; several of them for each channel are a convolution in as many groups.</summary>
    private static Tensor ByChannel(Tape tape, SpatialLayer spatial, Tensor x, Tensor kernel)
    {
        if (kernel[-1] > 1)
        {
            Tensor grouped = Reshape.Of(tape, kernel, [.. kernel.Dimensions[..^2], 1, kernel[-2] * kernel[-1]]);
            return Windows(tape, spatial, x, grouped, null, groups: kernel[-2]);
        }

        WindowShape shape = Read(spatial, x, kernel);
        return tape.Apply(new DepthwiseConvolution(shape, [x[0], .. spatial.Own(shape.Output), x[-1]]), x, kernel);
    }

    private static WindowShape Read(SpatialLayer spatial, Tensor x, Tensor kernel) => spatial.WindowsOn(x, sizes => WindowShape.Reading(
        sizes, kernel.Dimensions[..^2], spatial.SizesOrOnes("strides"), spatial.SizesOrOnes("dilation_rate"), spatial.Padding));

    private static void CheckChannels(LayerBinding layer, ForwardCall call, Tensor x, int channels)
    {
        if (x[-1] != channels)
        {
            throw layer.Misfit(call.Input, $"one with {channels} channels, as its kernel was built");
        }
    }
}
