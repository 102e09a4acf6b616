using System.Numerics;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>The transform of each frame of a signal: kernels (frame, 1, frequencies), real part, imaginary part, or both.</summary>
/// <remarks>Source: <c>keras.layers.STFTSpectrogram</c>.</remarks>
internal sealed class STFTSpectrogram() : UncomputedLayer("STFTSpectrogram")
{
    private readonly Dictionary<string, InitializerArgument> _kernels = [];
    private string _mode = "log";
    private string _dataFormat = "channels_last";
    private long _frameLength = 256;
    private long? _frameStep;
    private long? _transformLength;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("mode", ref _mode, Kinds.Choice("log", "magnitude", "psd", "real", "imag", "angle", "stft"));
        arguments.Add("frame_length", ref _frameLength, Kinds.Size);
        arguments.Add("frame_step", ref _frameStep, Kinds.SizeOrNull);
        arguments.Add("fft_length", ref _transformLength, Kinds.SizeOrNull);
        arguments.Add("data_format", ref _dataFormat, Kinds.DataFormat);
        foreach (string side in (ReadOnlySpan<string>)["real", "imag"])
        {
            _ = _kernels.TryAdd(side, arguments.InitializerOfKeys("STFT", side, "window", "scaling", "periodic"));
        }
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    internal override void Build(BuiltLayer layer)
    {
        long transform = _transformLength ?? (long)BitOperations.RoundUpToPowerOf2((ulong)_frameLength);
        foreach ((string side, InitializerArgument kernel) in _kernels)
        {
            if (_mode == side || _mode is not ("real" or "imag"))
            {
                layer.Weight($"{side}_kernel", [_frameLength, 1, (transform / 2) + 1], kernel);
            }
        }
    }
}
