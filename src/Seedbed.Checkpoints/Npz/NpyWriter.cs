using System.Buffers.Binary;
using System.Text;
using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Writing;
using Seedbed.Random;

namespace Seedbed.Checkpoints;

/// <summary>
/// Writes a tensor, or a slice of one, as NumPy's .npy file: little-endian, row-major, version 1.0, or 2.0 where the header is too long for
/// it.
/// </summary>
/// <remarks>Source of the format: NumPy enhancement proposal 1 and <c>numpy.lib.format</c>.</remarks>
public static class NpyWriter
{
    /// <summary>The data starts at a multiple of this, so that the file can be mapped into memory.</summary>
    private const int Alignment = 64;

    /// <summary>Writes a whole tensor in its shape; a scalar has the shape ().</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="tensor">The tensor; its initializer is pinned.</param>
    /// <param name="stream">The framework whose numbers are drawn; TensorFlow's when null.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The file exists and must not be replaced, or the initializer cannot fill the tensor.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, PlannedTensor tensor, RandomStream? stream = null, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Write(path, tensor, tensor.Shape, 0, stream, options);
    }

    /// <summary>Writes the elements [start, start + count) of a tensor as an array of one dimension.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="tensor">The tensor; its initializer is pinned.</param>
    /// <param name="start">The flat row-major index of the first element, from 0.</param>
    /// <param name="count">The number of elements, at least 0.</param>
    /// <param name="stream">The framework whose numbers are drawn; TensorFlow's when null.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The slice is not within the tensor, or as for a whole tensor.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void WriteSlice(
        string path, PlannedTensor tensor, long start, long count, RandomStream? stream = null, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        CheckSlice(tensor, start, count);
        Write(path, tensor, [count], start, stream, options);
    }

    /// <summary>Writes a whole tensor into a stream that need only go forward; where that fails, it has a part of the bytes.</summary>
    /// <param name="target">Where the bytes go to; it is flushed, and stays open.</param>
    /// <param name="tensor">The tensor; its initializer is pinned.</param>
    /// <param name="stream">The framework whose numbers are drawn; TensorFlow's when null.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The initializer cannot fill the tensor.</exception>
    /// <exception cref="IOException">The target refused.</exception>
    public static void Write(Stream target, PlannedTensor tensor, RandomStream? stream = null, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Write(target, tensor, tensor.Shape, 0, stream, options);
    }

    /// <summary>Writes the elements [start, start + count) of a tensor as an array of one dimension into such a stream.</summary>
    /// <param name="target">Where the bytes go to; it is flushed, and stays open.</param>
    /// <param name="tensor">The tensor; its initializer is pinned.</param>
    /// <param name="start">The flat row-major index of the first element, from 0.</param>
    /// <param name="count">The number of elements, at least 0.</param>
    /// <param name="stream">The framework whose numbers are drawn; TensorFlow's when null.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The slice is not within the tensor, or the initializer cannot fill it.</exception>
    /// <exception cref="IOException">The target refused.</exception>
    public static void WriteSlice(
        Stream target, PlannedTensor tensor, long start, long count, RandomStream? stream = null, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        CheckSlice(tensor, start, count);
        Write(target, tensor, [count], start, stream, options);
    }

    private static void CheckSlice(PlannedTensor tensor, long start, long count)
    {
        if (start < 0 || count < 0 || start > tensor.Shape.ElementCount - count)
        {
            throw new ArgumentException(
                $"the slice {start}:{count} is outside shape {tensor.Shape} of {tensor.Shape.ElementCount} elements; start and start + "
                + $"count must be from 0 to {tensor.Shape.ElementCount}.");
        }
    }

    /// <summary>The mark, version, header length and header, padded with spaces and closed by a line feed.</summary>
    internal static byte[] Header(PlannedTensor tensor, Shape shape)
    {
        string tuple = shape.Rank == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape.Dimensions.ToArray().Select(item => $"{item}"))})";
        string text = $"{{'descr': '{tensor.Type.NpyDescriptor}', 'fortran_order': False, 'shape': {tuple}, }}";
        return Assemble(text, sizeof(ushort)) ?? Assemble(text, sizeof(uint))!;
    }

    /// <summary>The file of a whole tensor.</summary>
    internal static CheckpointLayout Layout(PlannedTensor tensor) => Layout(tensor, tensor.Shape, 0);

    private static byte[]? Assemble(string text, int lengthBytes)
    {
        int before = NpyHeader.Magic.Length + 2 + lengthBytes;
        int total = (before + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        int length = total - before;
        if (lengthBytes == sizeof(ushort) && length > ushort.MaxValue)
        {
            return null;
        }

        byte[] header = new byte[total];
        NpyHeader.Magic.CopyTo(header);
        header[NpyHeader.Magic.Length] = lengthBytes == sizeof(ushort) ? (byte)1 : (byte)2;
        Span<byte> lengthField = header.AsSpan(NpyHeader.Magic.Length + 2, lengthBytes);
        if (lengthBytes == sizeof(ushort))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(lengthField, (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(lengthField, (uint)length);
        }

        header.AsSpan(before).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(before));
        header[^1] = (byte)'\n';
        return header;
    }

    private static void Write(string path, PlannedTensor tensor, Shape shape, long start, RandomStream? stream, WriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(path);
        tensor.Check();
        CheckpointWriter.Write(
            path, Layout(tensor, shape, start), stream ?? RandomStream.TensorFlow, options ?? WriteOptions.Default);
    }

    private static void Write(Stream target, PlannedTensor tensor, Shape shape, long start, RandomStream? stream, WriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(target);
        tensor.Check();
        CheckpointStream.Write(
            target, Layout(tensor, shape, start), stream ?? RandomStream.TensorFlow, options ?? WriteOptions.Default);
    }

    private static CheckpointLayout Layout(PlannedTensor tensor, Shape shape, long start)
    {
        byte[] header = Header(tensor, shape);
        FileRegion region = new(header.Length, tensor, start, shape.ElementCount);
        return new CheckpointLayout(header, [region], checked(header.Length + region.ByteCount));
    }
}
