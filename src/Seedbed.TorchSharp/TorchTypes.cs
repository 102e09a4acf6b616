using Seedbed.Checkpoints;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>The types of elements by their names in TorchSharp and in safetensors.</summary>
internal static class TorchTypes
{
    private static readonly (ScalarType Torch, string Safetensors)[] s_types =
    [
        (ScalarType.Float32, "F32"), (ScalarType.Float64, "F64"), (ScalarType.Float16, "F16"), (ScalarType.BFloat16, "BF16"),
        (ScalarType.Int64, "I64"), (ScalarType.Int32, "I32"), (ScalarType.Int16, "I16"), (ScalarType.Int8, "I8"),
        (ScalarType.Byte, "U8"), (ScalarType.Bool, "BOOL"),
    ];

    /// <summary>The type in files.</summary>
    /// <exception cref="ArgumentException">Files have no such type.</exception>
    internal static DType Of(string name, Tensor tensor) =>
        s_types.FirstOrDefault(type => type.Torch == tensor.dtype).Safetensors is { } found
            ? DType.All.First(type => type.SafetensorsName == found)
            : throw new ArgumentException(
                $"'{name.Excerpt()}' is of {tensor.dtype}, which is not written; these are: "
                + $"{string.Join(", ", s_types.Select(type => $"{type.Torch}"))}.");

    /// <summary>The type of a stored tensor in TorchSharp.</summary>
    /// <exception cref="FormatException">TorchSharp has no such type.</exception>
    internal static ScalarType Of(StoredTensor stored) =>
        s_types.Where(type => type.Safetensors == stored.Type.SafetensorsName).Select(type => (ScalarType?)type.Torch).FirstOrDefault()
        ?? throw new FormatException($"'{stored.Name.Excerpt()}' is of {stored.Type}, which TorchSharp does not have.");

    /// <summary>The type of a parameter that is to be initialized.</summary>
    /// <exception cref="ArgumentException">It is none of floating-point numbers.</exception>
    internal static DType WeightType(string name, Tensor tensor) => Of(name, tensor) is { ElementType: not null } type
        ? type
        : throw new ArgumentException(
            $"the parameter '{name.Excerpt()}' is of {tensor.dtype}; those of Float32, Float64, Float16 and BFloat16 are filled.");
}
