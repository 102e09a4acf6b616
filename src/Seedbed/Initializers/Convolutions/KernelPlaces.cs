namespace Seedbed.Initializers;

/// <summary>In which order a kernel's axes stand.</summary>
public enum KernelLayout
{
    /// <summary>(sizes…, inputs, outputs), Keras's and JAX's; "keras".</summary>
    Keras,

    /// <summary>(outputs, inputs, sizes…); "pytorch".</summary>
    PyTorch,
}

/// <summary>Tap, input and output of a kernel's elements.</summary>
internal readonly struct KernelPlaces
{
    internal static readonly Dictionary<string, KernelLayout> Layouts = new(StringComparer.Ordinal)
    {
        ["keras"] = KernelLayout.Keras,
        ["pytorch"] = KernelLayout.PyTorch,
    };

    private readonly KernelLayout _layout;
    private readonly long _taps;
    private readonly long _centre;

    private KernelPlaces(Shape shape, KernelLayout layout, bool isEarlyCentre)
    {
        bool isKeras = layout == KernelLayout.Keras;
        _layout = layout;
        (Inputs, Outputs) = isKeras ? (shape[-2], shape[-1]) : (shape[1], shape[0]);
        ReadOnlySpan<long> sizes = isKeras ? shape.Dimensions[..^2] : shape.Dimensions[2..];
        _taps = 1;
        foreach (long size in sizes)
        {
            _taps *= size;
            _centre = (_centre * size) + ((isEarlyCentre ? Math.Max(0, size - 1) : size) / 2);
        }
    }

    internal long Inputs { get; }

    internal long Outputs { get; }

    /// <summary>The places of a kernel of rank 2 or more, whose centre tap along an axis of size k is k/2, or (k − 1)/2 if early.</summary>
    internal static KernelPlaces Of(in Shape shape, KernelLayout layout, bool isEarlyCentre = false) => new(shape, layout, isEarlyCentre);

    /// <summary>Input and output of an element at the centre tap; null for any other.</summary>
    internal (long Input, long Output)? Centre(long index)
    {
        if (_layout == KernelLayout.Keras)
        {
            (long tap, long place) = Math.DivRem(index, Inputs * Outputs);
            return tap == _centre ? Math.DivRem(place, Outputs) : null;
        }

        (long pair, long position) = Math.DivRem(index, _taps);
        (long output, long input) = Math.DivRem(pair, Inputs);
        return position == _centre ? (input, output) : null;
    }
}
