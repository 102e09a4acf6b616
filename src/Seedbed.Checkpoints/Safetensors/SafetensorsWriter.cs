using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints.Safetensors;

/// <summary>
/// Lays out a plan as a .safetensors file, tensors in the plan's order; SPECIFICATION.md beside this file describes the format.
/// </summary>
internal static class SafetensorsWriter
{
    /// <summary>The key of the header that is no tensor.</summary>
    internal const string MetadataKey = "__metadata__";

    /// <summary>The longest header that readers of the format accept.</summary>
    internal const int MaxHeaderLength = 100_000_000;

    /// <summary>The most tensors of a file, for readers and writer: each takes a reader some 2 kB of memory.</summary>
    internal const int MaxTensors = 250_000;

    /// <summary>The data starts at a multiple of this.</summary>
    private const int Alignment = 8;

    /// <summary>Header and places of the tensors.</summary>
    /// <exception cref="ArgumentException">The format has no room for a name or for the header.</exception>
    internal static CheckpointLayout Layout(InitializationPlan plan)
    {
        byte[] header = Header(plan);
        var regions = ImmutableArray.CreateBuilder<FileRegion>(plan.Tensors.Length);
        long offset = header.Length;
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            regions.Add(new FileRegion(offset, tensor));
            offset = checked(offset + tensor.ByteCount);
        }

        return new CheckpointLayout(header, regions.MoveToImmutable(), offset);
    }

    private static byte[] Header(InitializationPlan plan)
    {
        if (plan.Tensors.Length > MaxTensors)
        {
            throw new ArgumentException(
                $"the model has {plan.Tensors.Length} tensors; at most {MaxTensors} are written into one .safetensors file: choose another "
                + "format.");
        }

        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            WriteJson(writer, plan);
        }

        int padded = (json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        if (padded > MaxHeaderLength)
        {
            throw new ArgumentException(
                $"the header of {plan.Tensors.Length} tensors has {padded} bytes, but a .safetensors file has room for {MaxHeaderLength}; "
                + "write several files.");
        }

        byte[] header = new byte[sizeof(ulong) + padded];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)padded);
        header.AsSpan(sizeof(ulong)).Fill((byte)' ');
        json.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        return header;
    }

    private static void WriteJson(Utf8JsonWriter writer, InitializationPlan plan)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(MetadataKey);
        foreach ((string key, string value) in plan.Metadata)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
        long offset = 0;
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            WriteTensor(writer, tensor, offset);
            offset = checked(offset + tensor.ByteCount);
        }

        writer.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter writer, PlannedTensor tensor, long offset)
    {
        if (tensor.Name == MetadataKey)
        {
            throw new ArgumentException($"a tensor is named {MetadataKey}, which a .safetensors file reserves; rename the tensor.");
        }

        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.Type.SafetensorsName);
        writer.WriteStartArray("shape");
        foreach (long dimension in tensor.Shape)
        {
            writer.WriteNumberValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(offset);
        writer.WriteNumberValue(checked(offset + tensor.ByteCount));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
