using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints;

/// <summary>
/// What a tensor's elements are in a file. The floating-point types of <see cref="ElementType"/> are drawn by initializers; the others are
/// state that starts at 0, such as the step count of a normalization.
/// </summary>
/// <remarks>The one table of element types: each format asks it for the type's name, kind and size.</remarks>
public sealed record DType
{
    /// <summary>The most dimensions of a tensor that is read: NPY_MAXDIMS of NumPy 2.</summary>
    internal const int MaxRank = 64;

    private DType(
        string name, string safetensorsName, TensorKind kind, int sizeInBytes, ElementType? elementType = null, int? exponentBits = null)
    {
        Name = name;
        SafetensorsName = safetensorsName;
        NpyDescriptor = $"{(sizeInBytes > 1 ? '<' : '|')}{LetterOf(kind)}{sizeInBytes}";
        Kind = kind;
        SizeInBytes = sizeInBytes;
        ElementType = elementType;
        ExponentBits = exponentBits;
    }

    /// <summary>IEEE 754 binary64.</summary>
    public static DType Float64 { get; } = new("float64", "F64", TensorKind.Float, 8, Seedbed.ElementType.Float64, 11);

    /// <summary>IEEE 754 binary32.</summary>
    public static DType Float32 { get; } = new("float32", "F32", TensorKind.Float, 4, Seedbed.ElementType.Float32, 8);

    /// <summary>IEEE 754 binary16.</summary>
    public static DType Float16 { get; } = new("float16", "F16", TensorKind.Float, 2, Seedbed.ElementType.Float16, 5);

    /// <summary>The upper half of a binary32; NumPy has no such type, its files hold two opaque bytes.</summary>
    public static DType BFloat16 { get; } = new("bfloat16", "BF16", TensorKind.Opaque, 2, Seedbed.ElementType.BFloat16, 8);

    /// <summary>32-bit integers.</summary>
    public static DType Int32 { get; } = new("int32", "I32", TensorKind.Signed, 4);

    internal static DType Int64 { get; } = new("int64", "I64", TensorKind.Signed, 8);

    internal static DType Int16 { get; } = new("int16", "I16", TensorKind.Signed, 2);

    internal static DType Int8 { get; } = new("int8", "I8", TensorKind.Signed, 1);

    internal static DType UInt64 { get; } = new("uint64", "U64", TensorKind.Unsigned, 8);

    internal static DType UInt32 { get; } = new("uint32", "U32", TensorKind.Unsigned, 4);

    internal static DType UInt16 { get; } = new("uint16", "U16", TensorKind.Unsigned, 2);

    internal static DType UInt8 { get; } = new("uint8", "U8", TensorKind.Unsigned, 1);

    /// <summary>A byte of 0 or 1.</summary>
    internal static DType Boolean { get; } = new("bool", "BOOL", TensorKind.Boolean, 1);

    /// <summary>8 bits without infinities: sign, 4 of exponent, 3 of fraction.</summary>
    internal static DType Float8E4M3 { get; } = new("float8_e4m3fn", "F8_E4M3", TensorKind.Opaque, 1);

    /// <summary>The upper half of a binary16.</summary>
    internal static DType Float8E5M2 { get; } = new("float8_e5m2", "F8_E5M2", TensorKind.Opaque, 1);

    /// <summary>A power of two without sign, 2^(bits − 127); all ones is NaN. The scale of blocks in OCP MX 1.0.</summary>
    internal static DType Float8E8M0 { get; } = new("float8_e8m0fnu", "F8_E8M0", TensorKind.Opaque, 1);

    /// <summary>
    /// 4 bits: sign, 2 of exponent, 1 of fraction. Two stand in a byte of a file; what is read has a byte for each. It is not written.
    /// </summary>
    internal static DType Float4E2M1 { get; } = new("float4_e2m1fn", "F4", TensorKind.Opaque, 1);

    /// <summary>All types that are written, floating-point ones first.</summary>
    public static IReadOnlyList<DType> All { get; } =
        [Float64, Float32, Float16, BFloat16, Int32, Int64, Int16, Int8, UInt64, UInt32, UInt16, UInt8, Boolean, Float8E4M3, Float8E5M2,
            Float8E8M0];

    /// <summary>The name in NumPy, "float32".</summary>
    public string Name { get; }

    /// <summary>The name in safetensors headers, "F32".</summary>
    public string SafetensorsName { get; }

    /// <summary>The descriptor in .npy headers, "&lt;f4".</summary>
    public string NpyDescriptor { get; }

    /// <summary>The bytes of one element.</summary>
    public int SizeInBytes { get; }

    /// <summary>The type that initializers draw; null for integers and others, which start at 0.</summary>
    public ElementType? ElementType { get; }

    internal TensorKind Kind { get; }

    /// <summary>The bits of the exponent, of floats that HDF5 may describe bit by bit; null for other types.</summary>
    internal int? ExponentBits { get; }

    private static char LetterOf(TensorKind kind) => kind switch
    {
        TensorKind.Float => 'f',
        TensorKind.Signed => 'i',
        TensorKind.Unsigned => 'u',
        TensorKind.Boolean => 'b',
        TensorKind.Opaque => 'V',
        _ => throw new InvalidOperationException($"{kind} has no letter in .npy headers."),
    };

    /// <summary>Refuses a tensor of too many dimensions.</summary>
    /// <param name="rank">How many it has.</param>
    /// <param name="place">Whose they are.</param>
    /// <exception cref="FormatException">There are more than 64, NumPy's NPY_MAXDIMS.</exception>
    public static void CheckRank(int rank, string place)
    {
        if (rank > MaxRank)
        {
            throw new FormatException($"{place}: a shape has {rank} dimensions; at most {MaxRank} are read.");
        }
    }

    /// <summary>The type of that name, one of those in <see cref="All"/>.</summary>
    internal static DType Named(string name) => All.First(type => type.Name == name);

    /// <summary>The type of that element type.</summary>
    /// <param name="elementType">One of the four.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    public static DType Of(ElementType elementType) => elementType switch
    {
        Seedbed.ElementType.Float32 => Float32,
        Seedbed.ElementType.Float64 => Float64,
        Seedbed.ElementType.Float16 => Float16,
        Seedbed.ElementType.BFloat16 => BFloat16,
        _ =>
            throw new ArgumentOutOfRangeException(nameof(elementType), $"elementType is {elementType}; it must be a value of ElementType."),
    };

    /// <summary>The type of that element type.</summary>
    /// <param name="elementType">One of the four.</param>
    public static implicit operator DType(ElementType elementType) => Of(elementType);

    /// <summary>The name, "float32".</summary>
    public override string ToString() => Name;
}
