namespace Seedbed.Initializers;

/// <summary>What a short-time Fourier kernel's window w is divided by. Without a window nothing is scaled.</summary>
public enum StftScaling
{
    /// <summary>1; Keras's <c>None</c>.</summary>
    None,

    /// <summary>√Σw²; Keras's "density".</summary>
    Density,

    /// <summary>Σ|w|; Keras's "spectrum".</summary>
    Spectrum,
}
