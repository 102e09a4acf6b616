namespace Seedbed.Diagnostics;

/// <summary>Where activations are normalized.</summary>
public enum NormalizationKind
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>At the beginning of each residual branch.</summary>
    Pre,

    /// <summary>Behind each sum of a residual block.</summary>
    Post,

    /// <summary>Over the batch, behind each layer.</summary>
    Batch,
}
