using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Normalizations: scale gamma and shift beta over the normalized axes, and the moving statistics.</summary>
internal static class Normalizations
{
    /// <summary>The groups of a GroupNormalization that names none.</summary>
    internal const int DefaultGroups = 32;

    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        LayerDefinition.Preserving("BatchNormalization", BatchNormalization),
        LayerDefinition.Preserving("LayerNormalization", LayerNormalization),
        LayerDefinition.Preserving("GroupNormalization", GroupNormalization),
        LayerDefinition.Preserving("RMSNormalization", RmsNormalization),
        LayerDefinition.Preserving("Normalization", Normalization),
    ];

    private static void BatchNormalization(LayerScope layer)
    {
        int[] axes = layer.Config.Axes("axis") ?? [-1];
        if (axes.Length != 1)
        {
            throw layer.Config.Wrong("axis", "one axis");
        }

        long size = layer.Input[axes[0]];
        ScaleAndShift(layer, [size]);
        layer.Weight("moving_mean", [size], "moving_mean_initializer", "zeros", trainable: false);
        layer.Weight("moving_variance", [size], "moving_variance_initializer", "ones", trainable: false);
        if (layer.Config.Flag("renorm", false))
        {
            Renormalization(layer, size);
        }
    }

    /// <summary>Batch renormalization keeps deviations beside the variance: they start at its root.</summary>
    private static void Renormalization(LayerScope layer, long size)
    {
        Initializer deviation = new SquareRootInitializer(layer.Initializers.Of("moving_variance_initializer", "ones"));
        layer.Weight("moving_stddev", [size], deviation, trainable: false);
        layer.Weight("renorm_mean", [size], "moving_mean_initializer", "zeros", trainable: false);
        layer.Weight("renorm_stddev", [size], deviation, trainable: false);
    }

    private static void LayerNormalization(LayerScope layer)
    {
        long[] shape = ShapeOf(layer, layer.Config.Axes("axis") ?? [-1]);
        bool rms = layer.Config.Flag("rms_scaling", false);
        if (rms || layer.Config.Flag("scale", true))
        {
            layer.Weight("gamma", shape, "gamma_initializer", "ones");
        }

        if (!rms && layer.Config.Flag("center", true))
        {
            layer.Weight("beta", shape, "beta_initializer", "zeros");
        }
    }

    private static void GroupNormalization(LayerScope layer)
    {
        int[] axes = layer.Config.Axes("axis") ?? [-1];
        long size = axes.Length == 1 ? layer.Input[axes[0]] : throw layer.Config.Wrong("axis", "one axis");
        long groups = layer.Config.Find("groups") is null ? DefaultGroups : layer.Config.Whole("groups");
        ScaleAndShift(layer, groups == -1 || (groups >= 1 && size % groups == 0)
            ? [size]
            : throw layer.Config.Wrong("groups", $"a divisor of the size {size} along axis {axes[0]}, or -1 for a group of each"));
    }

    private static void RmsNormalization(LayerScope layer) =>
        layer.Weight("scale", ShapeOf(layer, layer.Config.Axes("axis") ?? [-1]), new Ones());

    /// <summary>Given statistics are constants; without them the layer has weights that adapt() sets.</summary>
    private static void Normalization(LayerScope layer)
    {
        if (layer.Config.Find("mean") is not null)
        {
            return;
        }

        // An explicit null means no axis: one mean over everything.
        int[] axes = layer.Config.Axes("axis") ?? (layer.Config.FindOrNull("axis") is null ? [-1] : []);
        long[] shape = ShapeOf(layer, axes);
        layer.Weight("mean", shape, new Zeros(), trainable: false);
        layer.Weight("variance", shape, new Ones(), trainable: false);
        layer.Weight("count", [], new Zeros(), trainable: false, TensorType.Int32);
    }

    private static void ScaleAndShift(LayerScope layer, long[] shape)
    {
        if (layer.Config.Flag("scale", true))
        {
            layer.Weight("gamma", shape, "gamma_initializer", "ones");
        }

        if (layer.Config.Flag("center", true))
        {
            layer.Weight("beta", shape, "beta_initializer", "zeros");
        }
    }

    /// <summary>The input's dimensions on these axes, in the input's order.</summary>
    private static long[] ShapeOf(LayerScope layer, int[] axes)
    {
        int[] indices = [.. axes.Select(axis => layer.Input.Index(axis)).Order()];
        return indices.Distinct().Count() == indices.Length
            ? [.. indices.Select(axis => layer.Input[axis])]
            : throw layer.Config.Wrong("axis", $"a list in which no axis of its input shape {layer.Input} stands twice");
    }
}
