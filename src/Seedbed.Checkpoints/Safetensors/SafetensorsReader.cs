using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Safetensors;

namespace Seedbed.Checkpoints;

/// <summary>
/// An open .safetensors file whose header was checked: names, shapes, types and places; data is read on demand. Safe from several threads.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly FileSection _file;
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private SafetensorsReader(SafeFileHandle handle, FileSection file, SafetensorsHeader header)
    {
        _handle = handle;
        _file = file;
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _byName = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors in the order of their data.</summary>
    public ImmutableArray<SafetensorsEntry> Tensors { get; }

    /// <summary>What the file says about itself; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its whole header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The content is not of the format; the sentence says what is wrong.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    public static SafetensorsReader Open(string path) => SourceFile.Open(path, handle =>
    {
        FileSection file = new(handle);
        return new SafetensorsReader(handle, file, ReadHeader(file));
    });

    /// <summary>The tensor of that name.</summary>
    /// <param name="name">Its full name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SafetensorsEntry this[string name] =>
        _byName.GetValueOrDefault(name)
            ?? throw new ArgumentException($"the file has no tensor '{name.Excerpt()}'; it has {Tensors.Length} others.", nameof(name));

    /// <summary>Reads bytes of a tensor as they stand in the file, little-endian.</summary>
    /// <param name="tensor">A tensor of this file.</param>
    /// <param name="start">The first byte within the tensor, from 0.</param>
    /// <param name="destination">Receives as many bytes as it is long.</param>
    /// <exception cref="ArgumentException">The range is not within the tensor.</exception>
    /// <exception cref="IOException">The system refused to read, or the file was cut in the meantime.</exception>
    public void Read(SafetensorsEntry tensor, long start, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (start < 0 || start > tensor.ByteCount - destination.Length)
        {
            throw new ArgumentException(
                $"bytes {start}:{destination.Length} are outside tensor '{tensor.Name.Excerpt()}' of {tensor.ByteCount} bytes.");
        }

        _file.Read(tensor.Offset + start, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>The tensors of a file that is open already.</summary>
    /// <exception cref="FormatException">The content is not of the format; the sentence says what is wrong.</exception>
    internal static CheckpointContent Open(FileSection file)
    {
        SafetensorsHeader header = ReadHeader(file);
        return new CheckpointContent(
            [.. header.Tensors.Select(tensor => new StoredTensor(
                tensor.Name, tensor.Shape, tensor.Type, ContentOf(file, tensor)))])
        {
            Metadata = header.Metadata,
        };
    }

    private static TensorContent ContentOf(FileSection file, SafetensorsEntry tensor)
    {
        FileSection section = file.Part(tensor.Offset, tensor.ByteCount);
        return tensor.Type == DType.Float4E2M1 ? new HalfByteContent(section) : new SectionContent(section);
    }

    private static SafetensorsHeader ReadHeader(FileSection file)
    {
        long fileLength = file.Length;
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (fileLength < prefix.Length)
        {
            throw new FormatException($"the file has {fileLength} bytes; a .safetensors file has at least {prefix.Length}.");
        }

        file.Read(0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsWriter.MaxHeaderLength || (long)length > fileLength - prefix.Length)
        {
            throw new FormatException(
                $"the header would have {length} bytes; it must have at most {SafetensorsWriter.MaxHeaderLength}, "
                    + $"and the file has {fileLength - prefix.Length} after the length. This is no .safetensors file, or it is cut.");
        }

        byte[] json = file.Read(prefix.Length, (int)length);
        return SafetensorsHeader.Parse(json, prefix.Length + json.Length, fileLength);
    }
}
