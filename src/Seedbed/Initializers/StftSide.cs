namespace Seedbed.Initializers;

/// <summary>Which part of e^(−2πi·t·f) a short-time Fourier kernel holds.</summary>
public enum StftSide
{
    /// <summary>cos(−2π·t·f); Keras's "real".</summary>
    Real,

    /// <summary>sin(−2π·t·f); Keras's "imag".</summary>
    Imaginary,
}
