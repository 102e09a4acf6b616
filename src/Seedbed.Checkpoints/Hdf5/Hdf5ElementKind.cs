namespace Seedbed.Checkpoints.Hdf5;

/// <summary>What the bytes of an element mean.</summary>
internal enum Hdf5ElementKind
{
    /// <summary>IEEE 754, or another float of sign, exponent and fraction.</summary>
    Float,

    /// <summary>Two's complement.</summary>
    Signed,

    /// <summary>Not negative.</summary>
    Unsigned,

    /// <summary>A byte of 0 or 1, in the file an enumeration of FALSE and TRUE.</summary>
    Boolean,

    /// <summary>Bytes whose meaning the attribute <c>dtype</c> names.</summary>
    Opaque,
}
