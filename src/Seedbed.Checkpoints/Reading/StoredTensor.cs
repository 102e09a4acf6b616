using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints;

/// <summary>Gives elements of a tensor.</summary>
/// <param name="offset">The first byte that is asked for, of all elements, row-major and little-endian; a multiple of an element's.</param>
/// <param name="destination">Receives as many bytes as it is long.</param>
public delegate void StoredTensorReader(long offset, Span<byte> destination);

/// <summary>A tensor of a checkpoint.</summary>
public sealed class StoredTensor
{
    internal StoredTensor(string name, Shape shape, DType type, TensorContent content)
    {
        Name = name;
        Shape = shape;
        Type = type;
        Content = content;
    }

    /// <summary>A tensor whose elements somebody else holds, such as another library.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="reader">Gives its elements; called from several threads at once.</param>
    public static StoredTensor Of(string name, Shape shape, DType type, StoredTensorReader reader)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(reader);
        return new StoredTensor(name, shape, type, new HeldContent(reader));
    }

    /// <summary>Its name; in an HDF5 file the path of its dataset.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>The type of its elements.</summary>
    public DType Type { get; }

    /// <summary>The bytes of all elements.</summary>
    public long ByteCount => checked(Shape.ElementCount * Type.SizeInBytes);

    /// <summary>The bytes that are kept in memory while the tensor is read.</summary>
    internal long KeptByteCount => Content.KeptByteCount;

    /// <summary>Where the elements come from; the same object where a file has one tensor under two names.</summary>
    internal TensorContent Content { get; }

    /// <summary>
    /// Reads elements [start, start + n), row-major, as little-endian bytes; n is the length of the destination over that of an element.
    /// </summary>
    /// <param name="start">The flat index of the first element, from 0.</param>
    /// <param name="destination">As long as n elements. It receives them.</param>
    /// <exception cref="ArgumentException">The range is not within the tensor, or the length is no multiple of an element's.</exception>
    /// <exception cref="FormatException">The content is damaged.</exception>
    /// <exception cref="IOException">The system refused to read, or the file was cut in the meantime.</exception>
    public void Read(long start, Span<byte> destination)
    {
        (int count, int rest) = Math.DivRem(destination.Length, Type.SizeInBytes);
        if (rest != 0 || start < 0 || start > Shape.ElementCount - count)
        {
            throw new ArgumentException(
                $"elements {start}:{count} in {destination.Length} bytes are asked of tensor '{Name.Excerpt()}'; it has "
                + $"{Shape.ElementCount} of {Type.SizeInBytes} bytes each.");
        }

        if (count > 0)
        {
            Content.Read(start * Type.SizeInBytes, destination);
        }
    }

    /// <summary>
    /// Reads elements [start, start + n), row-major, as double numbers, whatever their type; 64-bit integers beyond 2⁵³ are rounded.
    /// </summary>
    /// <param name="start">The flat index of the first element, from 0.</param>
    /// <param name="destination">Receives n numbers.</param>
    /// <exception cref="ArgumentException">The range is not within the tensor.</exception>
    /// <exception cref="FormatException">The content is damaged.</exception>
    /// <exception cref="IOException">The system refused to read, or the file was cut in the meantime.</exception>
    public void ReadNumbers(long start, Span<double> destination)
    {
        byte[] bytes = new byte[checked(destination.Length * Type.SizeInBytes)];
        Read(start, bytes);
        ElementDecoder.Decode(Type, bytes, destination);
    }

    /// <summary>The same elements with the axes in another order, as <c>numpy.transpose</c> has them.</summary>
    /// <param name="axes">For each axis of the result, which of this tensor's it is; every axis once.</param>
    /// <exception cref="ArgumentException">The axes are not those of the tensor.</exception>
    public StoredTensor Transpose(params ReadOnlySpan<int> axes)
    {
        int[] order = axes.ToArray();
        if (!order.Order().SequenceEqual(Enumerable.Range(0, Shape.Rank)))
        {
            throw new ArgumentException(
                $"the axes [{string.Join(", ", order.Select(axis => $"{axis}"))}] are not those of tensor '{Name.Excerpt()}' of shape "
                + $"{Shape}; each from 0 to {Shape.Rank - 1} must stand there once.");
        }

        Shape shape = Shape;
        Shape transposed = Shape.Create([.. order.Select(axis => shape[axis])]);
        return new StoredTensor(Name, transposed, Type, new PermutedContent(Content, Shape, order, Type.SizeInBytes));
    }

    /// <summary>Tensors beside each other along their last axis, as <c>numpy.concatenate</c> has them with axis −1.</summary>
    /// <param name="name">The name of the result.</param>
    /// <param name="parts">At least one, of one type, of shapes that differ along the last axis alone.</param>
    /// <exception cref="FormatException">They do not fit together.</exception>
    public static StoredTensor Join(string name, IReadOnlyList<StoredTensor> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        StoredTensor first = parts[0];
        int last = first.Shape.Rank - 1;
        if (last < 0 || parts.Any(part => part.Type != first.Type || part.Shape.Rank != first.Shape.Rank || part.Shape[last] == 0
            || !part.Shape.Dimensions[..last].SequenceEqual(first.Shape.Dimensions[..last])))
        {
            throw new FormatException(
                $"{string.Join(", ", parts.Select(part => $"'{part.Name.Excerpt()}' {part.Shape}"))} do not fit beside each other along "
                + "the last axis.");
        }

        Shape shape = Shape.Create([.. first.Shape.Dimensions[..last], parts.Sum(part => part.Shape[last])]);
        long[] widths = [.. parts.Select(part => part.Shape[last] * part.Type.SizeInBytes)];
        return new StoredTensor(name, shape, first.Type, new JoinedContent([.. parts.Select(part => part.Content)], widths));
    }

    /// <summary>The same elements, row-major, in another shape.</summary>
    /// <param name="shape">As many elements.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public StoredTensor Reshape(Shape shape) => shape.ElementCount == Shape.ElementCount
        ? new StoredTensor(Name, shape, Type, Content)
        : throw new ArgumentException(
            $"tensor '{Name.Excerpt()}' of shape {Shape} has {Shape.ElementCount} elements; the shape {shape} has {shape.ElementCount}.");

    /// <summary>Rents out the same tensor to a reader that goes from its beginning to its end.</summary>
    internal void Rent(Action<StoredTensor> reader, CancellationToken cancellationToken) =>
        Content.Rent(content => reader(new StoredTensor(Name, Shape, Type, content)), cancellationToken);

    /// <summary>Name, shape and type.</summary>
    public override string ToString() => $"{Name} {Shape} {Type}";

    private sealed class HeldContent(StoredTensorReader reader) : TensorContent
    {
        internal override void Read(long offset, Span<byte> destination) => reader(offset, destination);
    }
}
