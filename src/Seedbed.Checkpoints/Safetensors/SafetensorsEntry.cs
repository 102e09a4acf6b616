namespace Seedbed.Checkpoints;

/// <summary>A tensor of a .safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Offset">The place of its first byte in the file.</param>
public sealed record SafetensorsEntry(string Name, Shape Shape, DType Type, long Offset)
{
    /// <summary>The bytes of all elements; two elements of 4 bits (F4) stand in one.</summary>
    public long ByteCount => Type == DType.Float4E2M1 ? (Shape.ElementCount + 1) / 2 : Shape.ElementCount * Type.SizeInBytes;
}
