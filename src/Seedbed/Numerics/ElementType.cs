namespace Seedbed;

/// <summary>The element types a weight can have, under the names that Keras, NumPy and safetensors users know.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32, <see cref="float"/>; "float32".</summary>
    Float32,

    /// <summary>IEEE 754 binary64, <see cref="double"/>; "float64".</summary>
    Float64,

    /// <summary>IEEE 754 binary16, <see cref="Half"/>; "float16".</summary>
    Float16,

    /// <summary>The upper half of a binary32, <see cref="BFloat16"/>; "bfloat16".</summary>
    BFloat16,
}
