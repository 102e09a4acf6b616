using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Layers;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>
/// A convolution: q(y) = k·fanIn·σw²·E[x²] + σb², where k is how many of a window's positions are inside, on average; padding with zeros
/// makes it less than the window's size, and less still at borders, which is carried along each axis.
/// </summary>
/// <remarks>Xiao et al. 2018, section 2: covariances of positions go through as those of samples.</remarks>
internal sealed class ConvolutionRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Conv1D", "Conv2D", "Conv3D"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Weight kernel = layer.Weight("kernel");
        var windows = Windows.Of(layer, "kernel_size", kernel.Shape.Rank - 2);
        Signal sum = WeightedSum.Of(
            layer, Strided(layer.Input, windows), layer.MomentsOf(kernel), kernel.Size(^2), kernel.Size(^1),
            windows.Sums(layer.Input.Positions), windows.Common(layer.Input.Positions));
        return layer.Activated(sum.Plus(layer.Moments("bias")));
    }

    internal static Signal Strided(Signal signal, Windows windows) => windows.Strides.Max() == 1
        ? signal
        : signal.Map(part => Part.Of(part.Channels, part.Mean, Distances.Strided(part.Covariance, windows.Strides.Max()), part.Shape));
}

/// <summary>One kernel a channel: q(y) = k·σw²·E[x²] + σb²; a separable one sums channels behind it.</summary>
/// <remarks>Chollet 2017.</remarks>
internal sealed class DepthwiseConvolutionRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Weight kernel = layer.Find("depthwise_kernel") ?? layer.Weight("kernel");
        var windows = Windows.Of(layer, "kernel_size", kernel.Shape.Rank - 2);
        Signal input = ConvolutionRule.Strided(layer.Input, windows);
        double channels = kernel.Size(^2) * kernel.Size(^1);
        Signal sum = WeightedSum.Of(
            layer, input, layer.MomentsOf(kernel), 1, channels, windows.Sums(input.Positions), windows.Common(input.Positions));
        if (layer.Find("pointwise_kernel") is { } pointwise)
        {
            sum = WeightedSum.Of(layer, sum, layer.MomentsOf(pointwise), channels, pointwise.Size(^1), (1, sum.Positions));
        }

        return layer.Activated(sum.Plus(layer.Moments("bias")));
    }
}

/// <summary>A transposed convolution: the same with k = the positions that write into one, window/stride of each axis inside.</summary>
internal sealed class TransposedConvolutionRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        Weight kernel = layer.Weight("kernel");
        var windows = Windows.Of(layer, "kernel_size", kernel.Shape.Rank - 2);
        Signal sum = WeightedSum.Of(
            layer, layer.Input, layer.MomentsOf(kernel), kernel.Size(^1), kernel.Size(^2),
            windows.Written(layer.Input.Positions, layer.OutputShape));
        return layer.Activated(sum.Plus(layer.Moments("bias")));
    }
}

/// <summary>A convolution whose kernel is another at each position, so that positions have nothing in common.</summary>
internal sealed class LocallyConnectedRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["LocallyConnected1D", "LocallyConnected2D"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        var windows = Windows.Of(layer, "kernel_size", layer.Input.Positions.Axes.Count);
        double channels = (double)layer.OutputShape[^1]!;
        Signal input = layer.Input.Map(part => Part.Of(
            part.Channels, 0, (part.Products with { Near = 0, Far = 0, FarSample = 0 }), null));
        WeightMoments kernel = layer.MomentsOf(layer.Weight("kernel"));
        Signal sum = WeightedSum.Of(layer, input, kernel, input.Channels, channels, windows.Sums(input.Positions));
        return layer.Activated(sum.Plus(layer.Moments("bias")));
    }
}

/// <summary>A product along axes that an equation tells: q(y) = (elements that are summed)·σw²·E[x²] + σb².</summary>
internal sealed class EinsumDenseRule : PredictionRule
{
    internal override IReadOnlyList<string> Classes { get; } = ["EinsumDense"];

    internal override LayerPrediction Predict(PredictedLayer layer)
    {
        string[] sides = string.Concat((layer.Text("equation") ?? "").Where(label => label is not (' ' or '.'))).Split("->");
        string[] factors = sides[0].Split(',');
        if (sides.Length != 2 || factors.Length != 2 || layer.OutputShape.Skip(1).Any(size => size is null))
        {
            throw new NotSupportedException("its equation is not one that is followed, or a size is open.");
        }

        Weight kernel = layer.Weight("kernel");
        string summed = string.Concat(factors[1].Where(label => !sides[1].Contains(label, StringComparison.Ordinal)));
        string made = string.Concat(factors[1].Where(label => !factors[0].Contains(label, StringComparison.Ordinal)));
        if (!factors[0].EndsWith(summed, StringComparison.Ordinal) || !sides[1].EndsWith(made, StringComparison.Ordinal) || made.Length == 0
            || summed.Length + made.Length != factors[1].Length)
        {
            throw new NotSupportedException("its equation does not sum the last axes into new last ones.");
        }

        double count = factors[1].Select((label, axis) => summed.Contains(label, StringComparison.Ordinal) ? kernel.Shape[axis] : 1.0)
            .Aggregate((a, b) => a * b);
        Signal input = Reshaping.Joined(layer.Input, summed.Length - 1);
        PositionProfile positions = new([.. input.Positions.Axes, .. layer.OutputShape.SkipLast(1).TakeLast(made.Length - 1).Select(
            size => Enumerable.Repeat(1.0, (int)size!).ToArray())]);
        double channels = (double)layer.OutputShape[^1]!, heads = positions.Count / input.Positions.Count;
        Signal sum = WeightedSum.Of(layer, input, layer.MomentsOf(kernel), count, channels * heads, (1, input.Positions));
        sum = new Signal(
            [.. sum.Parts.Select(part => Part.Of(channels, part.Mean, Reshaping.AmongHeads(part.Covariance, heads)))], positions)
        {
            Carried = sum.Carried,
            Own = sum.Own,
        };
        return layer.Activated(sum.Plus(layer.Moments("bias")));
    }
}
