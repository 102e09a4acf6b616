using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Initializers;

namespace Seedbed.Checkpoints.Writing;

/// <summary>Draws tensors as the little-endian bytes of their file type.</summary>
internal sealed class TensorBytes(Random.RandomStream stream, WriteOptions write)
{
    /// <summary>Fills a buffer with its pieces.</summary>
    /// <returns>The number of bytes.</returns>
    internal int Fill(BlockBuffer buffer)
    {
        int length = 0;
        foreach (FileRegion piece in buffer.Pieces)
        {
            Span<byte> bytes = buffer.Bytes.Slice(length, (int)piece.ByteCount);
            Fill(piece, bytes, buffer);
            length += bytes.Length;
        }

        return length;
    }

    /// <summary>Makes a tensor at once, with all threads, and writes it block by block.</summary>
    internal void WriteWhole(ContentSink sink, FileRegion region, int degree)
    {
        FillOptions options = Options(degree);
        switch (region.Tensor.DrawType)
        {
            case ElementType.Float32: WriteWhole<float>(sink, region, options); break;
            case ElementType.Float64: WriteWhole<double>(sink, region, options); break;
            case ElementType.Float16: WriteWhole<Half>(sink, region, options); break;
            case ElementType.BFloat16: WriteWhole<BFloat16>(sink, region, options); break;
            default: throw new InvalidOperationException($"unknown element type {region.Tensor.DrawType}");
        }
    }

    private static void WriteWhole<T>(ContentSink sink, FileRegion region, FillOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = region.Tensor.Initializer.CreateArray<T>(region.Tensor.Shape, options);
        int size = region.Tensor.Type.SizeInBytes;
        byte[] bytes = GC.AllocateUninitializedArray<byte>(BlockBuffer.ByteCount);
        int step = bytes.Length / size;
        for (long done = 0; done < region.Count; done += step)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<T> drawn = values.AsSpan((int)(region.Start + done), (int)Math.Min(step, region.Count - done));
            Span<byte> block = bytes.AsSpan(0, drawn.Length * size);
            Store(drawn, region.Tensor.Type.ElementType ?? ElementType.Float32, block);
            sink.Write(block, region.Offset + (done * size));
        }
    }

    /// <summary>Rounds values once to the file's type, to nearest, ties to even, in little-endian order.</summary>
    private static void Store<T>(ReadOnlySpan<T> values, ElementType type, Span<byte> bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (ElementTypes.Of<T>() == type)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
        }
        else if (typeof(T) == typeof(float))
        {
            Round(MemoryMarshal.Cast<T, float>(values), type, bytes);
        }
        else
        {
            throw new InvalidOperationException($"values drawn as {typeof(T)} are not rounded to {type}; only float32 values are.");
        }

        ToLittleEndian(bytes, type.SizeInBytes());
    }

    /// <summary>float32 rounded to a type of 16 bits.</summary>
    internal static void Round(ReadOnlySpan<float> values, ElementType type, Span<byte> bytes)
    {
        switch (type)
        {
            case ElementType.Float16:
                TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(bytes));
                break;
            case ElementType.BFloat16:
                Span<BFloat16> rounded = MemoryMarshal.Cast<byte, BFloat16>(bytes);
                for (int i = 0; i < rounded.Length; i++)
                {
                    rounded[i] = (BFloat16)values[i];
                }

                break;
            default:
                throw new InvalidOperationException($"float32 values are not rounded to {type}.");
        }
    }

    private static void ToLittleEndian(Span<byte> bytes, int size)
    {
        if (!BitConverter.IsLittleEndian)
        {
            ByteOrder.Reverse(bytes, size);
        }
    }

    private void Fill(in FileRegion piece, Span<byte> bytes, BlockBuffer buffer)
    {
        if (piece.Tensor.Stored is { } stored)
        {
            if (StoredBytes.Read(stored, piece.Start, piece.Tensor.Type, bytes))
            {
                write.Overflowed?.Invoke(piece.Tensor);
            }
        }
        else if (piece.Tensor.Type.ElementType is not { } type)
        {
            bytes.Clear();
        }
        else if (piece.Tensor.DrawType != type)
        {
            Span<float> drawn = buffer.Drawn((int)piece.Count);
            piece.Tensor.Initializer.FillSlice(drawn, piece.Tensor.Shape, piece.Start, Options(1));
            Store<float>(drawn, type, bytes);
        }
        else
        {
            FillInPlace(piece, type, bytes);
            ToLittleEndian(bytes, type.SizeInBytes());
        }
    }

    private void FillInPlace(in FileRegion piece, ElementType type, Span<byte> bytes)
    {
        switch (type)
        {
            case ElementType.Float32: FillInPlace<float>(piece, bytes); break;
            case ElementType.Float64: FillInPlace<double>(piece, bytes); break;
            case ElementType.Float16: FillInPlace<Half>(piece, bytes); break;
            case ElementType.BFloat16: FillInPlace<BFloat16>(piece, bytes); break;
            default: throw new InvalidOperationException($"unknown element type {type}");
        }
    }

    private void FillInPlace<T>(in FileRegion piece, Span<byte> bytes)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        piece.Tensor.Initializer.FillSlice(MemoryMarshal.Cast<byte, T>(bytes), piece.Tensor.Shape, piece.Start, Options(1));

    private FillOptions Options(int degree) =>
        new() { Stream = stream, MaxDegreeOfParallelism = degree, CancellationToken = write.CancellationToken };
}
