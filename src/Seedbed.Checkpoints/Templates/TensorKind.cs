namespace Seedbed.Checkpoints.Templates;

/// <summary>What the bytes of an element mean.</summary>
internal enum TensorKind
{
    /// <summary>IEEE 754.</summary>
    Float,

    /// <summary>Two's complement.</summary>
    Signed,

    /// <summary>Not negative.</summary>
    Unsigned,

    /// <summary>A byte of 0 or 1.</summary>
    Boolean,

    /// <summary>A float that most formats have no word for: they hold bytes without a meaning, and its name beside them.</summary>
    Opaque,
}
