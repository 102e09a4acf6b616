using System.Numerics;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>Layers that are no kind of their own.</summary>
internal static class OtherLayers
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        LayerDefinition.Preserving("PReLU", PReLU),
        new("STFTSpectrogram", StftSpectrogram),
    ];

    /// <summary>A slope for each element of an input, one for all along shared axes; axis 1 is the first behind the batch.</summary>
    private static void PReLU(LayerScope layer)
    {
        PartialShape input = layer.Input;
        int rank = input.Rank - 1;
        HashSet<int> shared = [.. (layer.Config.Axes("shared_axes") ?? []).Select(axis => axis - 1 < 0 ? axis - 1 + rank : axis - 1)];
        if (shared.Any(axis => axis < 0 || axis >= rank))
        {
            throw layer.Config.Wrong("shared_axes", $"a list of axes from 1 to {rank}");
        }

        layer.Weight("alpha", [.. Enumerable.Range(0, Math.Max(0, rank)).Select(axis => shared.Contains(axis) ? 1 : input[axis + 1])],
            "alpha_initializer", "zeros");
    }

    /// <summary>The transform's kernels (frame, 1, frequencies): real part, imaginary part, or both.</summary>
    private static void StftSpectrogram(LayerScope layer)
    {
        long frame = layer.Config.Size("frame_length", 256);
        long transform = layer.Config.Size("fft_length", (long)BitOperations.RoundUpToPowerOf2((ulong)frame));
        long frequencies = (transform / 2) + 1;
        string mode = layer.Config.Choice("mode", "log", "log", "magnitude", "psd", "real", "imag", "angle", "stft");
        foreach (string side in (ReadOnlySpan<string>)["real", "imag"])
        {
            if (mode == side || mode is not ("real" or "imag"))
            {
                layer.Weight(
                    $"{side}_kernel", [frame, 1, frequencies], layer.Initializers.FromKeys("STFT", side, "window", "scaling", "periodic"));
            }
        }
    }
}
