using Seedbed.Messages;

namespace Seedbed.Checkpoints.Hdf5;

/// <summary>What the elements of a dataset are, under their names in NumPy and Keras.</summary>
internal sealed record Hdf5ElementType
{
    private Hdf5ElementType(string name, Hdf5ElementKind kind, int sizeInBytes, Hdf5FloatLayout? floatLayout = null)
    {
        Name = name;
        Kind = kind;
        SizeInBytes = sizeInBytes;
        FloatLayout = floatLayout;
    }

    /// <summary>IEEE 754 binary64.</summary>
    internal static Hdf5ElementType Float64 { get; } = new("float64", Hdf5ElementKind.Float, 8, new(11, 52));

    /// <summary>IEEE 754 binary32.</summary>
    internal static Hdf5ElementType Float32 { get; } = new("float32", Hdf5ElementKind.Float, 4, new(8, 23));

    /// <summary>IEEE 754 binary16.</summary>
    internal static Hdf5ElementType Float16 { get; } = new("float16", Hdf5ElementKind.Float, 2, new(5, 10));

    /// <summary>The upper half of a binary32; Keras writes two opaque bytes, newer programs a float of 8 and 7 bits.</summary>
    internal static Hdf5ElementType BFloat16 { get; } = new("bfloat16", Hdf5ElementKind.Opaque, 2, new(8, 7));

    /// <summary>64-bit integers.</summary>
    internal static Hdf5ElementType Int64 { get; } = new("int64", Hdf5ElementKind.Signed, 8);

    /// <summary>A byte of 0 or 1.</summary>
    internal static Hdf5ElementType Boolean { get; } = new("bool", Hdf5ElementKind.Boolean, 1);

    /// <summary>All types that are written and read.</summary>
    internal static IReadOnlyList<Hdf5ElementType> All { get; } =
    [
        Float64, Float32, Float16, BFloat16, Int64,
        new("int32", Hdf5ElementKind.Signed, 4),
        new("int16", Hdf5ElementKind.Signed, 2),
        new("int8", Hdf5ElementKind.Signed, 1),
        new("uint64", Hdf5ElementKind.Unsigned, 8),
        new("uint32", Hdf5ElementKind.Unsigned, 4),
        new("uint16", Hdf5ElementKind.Unsigned, 2),
        new("uint8", Hdf5ElementKind.Unsigned, 1),
        Boolean,
        new("float8_e4m3fn", Hdf5ElementKind.Opaque, 1),
        new("float8_e5m2", Hdf5ElementKind.Opaque, 1),
    ];

    /// <summary>The name in NumPy and Keras, "float32".</summary>
    internal string Name { get; }

    internal Hdf5ElementKind Kind { get; }

    internal int SizeInBytes { get; }

    /// <summary>The bits of a float; null for other types.</summary>
    internal Hdf5FloatLayout? FloatLayout { get; }

    /// <summary>The type of that name in NumPy and Keras.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static Hdf5ElementType Named(string name) =>
        All.FirstOrDefault(type => type.Name == name)
        ?? throw new ArgumentException(
            $"the type '{name.Excerpt()}' is not stored in HDF5 files; it must be one of "
            + $"{string.Join(", ", All.Select(type => type.Name))}.", nameof(name));

    public override string ToString() => Name;
}
