namespace Seedbed.Diagnostics;

/// <summary>What a calibration did to a kernel, or why it left it alone.</summary>
/// <param name="Layer">The call of the layer: its path, with the number of the call behind it from the second on.</param>
/// <param name="ClassName">The layer's class in Keras.</param>
/// <param name="Weight">The kernel's full name; null where the layer has none.</param>
/// <param name="Before">
/// The standard deviation, over the batch and all units, of the value before the activation, before anything was changed; of recurrent
/// layers that of x·W.
/// </param>
/// <param name="After">The same behind the calibration, measured once more; null and <paramref name="Before"/> too where it is no number.
/// </param>
/// <param name="Factor">The kernel's root mean square behind it over that before.</param>
/// <param name="Tries">How often the kernel was rescaled.</param>
/// <param name="Note">Why it was left alone, or what else is to be known.</param>
public sealed record CalibratedLayer(
    string Layer, string ClassName, string? Weight, double? Before, double? After, double Factor, int Tries, string? Note)
{
    /// <summary>What tells it apart: <see cref="Layer"/>, or the kernel's full name where the layer has several.</summary>
    public string Name { get; init; } = Layer;
}
