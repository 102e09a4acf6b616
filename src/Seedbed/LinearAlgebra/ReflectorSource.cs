namespace Seedbed.LinearAlgebra;

/// <summary>What vector a reflection is made from.</summary>
internal enum ReflectorSource
{
    /// <summary>The column after all earlier reflections: a factorization.</summary>
    Eliminated,

    /// <summary>The column as it stands, from the diagonal down: independent reflections.</summary>
    Independent,
}
