using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seedbed.Training;

/// <summary>
/// Inputs or targets of a model: a dense row-major array of any numbers whose first axis counts samples. Arrays of C# of any rank and
/// tensors convert implicitly; the values are copied in their own type, and converted to the model's batch by batch.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Samples
{
    private readonly SampleValues _values;
    private readonly int[] _dimensions;

    private Samples(SampleValues values, int[] dimensions)
    {
        _values = values;
        _dimensions = dimensions;
        SampleLength = (int)(ElementCountOf(dimensions) / Math.Max(1, Count));
    }

    /// <summary>The number of samples, the size of the first axis.</summary>
    public int Count => _dimensions[0];

    /// <summary>The sizes of all axes, samples first.</summary>
    public IReadOnlyList<int> Dimensions => _dimensions;

    /// <summary>The number of elements of one sample.</summary>
    internal int SampleLength { get; }

    /// <summary>The sizes of one sample.</summary>
    internal ReadOnlySpan<int> SampleDimensions => _dimensions.AsSpan(1);

    /// <summary>Whether the elements are float32.</summary>
    internal bool IsSingle => _values is SampleValues<float>;

    /// <summary>The number of all elements.</summary>
    internal long ElementCount => (long)Count * SampleLength;

    /// <summary>The sizes as Keras prints them: <c>[256, 64]</c>.</summary>
    internal string ShapeText => Text(_dimensions);

    /// <summary>The element of a flat index, row-major.</summary>
    internal double this[long index] => _values[index];

    /// <summary>The elements of an array of float, double, Half, bool or integers.</summary>
    /// <param name="array">Of any rank; its first axis counts samples.</param>
    /// <exception cref="ArgumentException">Its elements are no numbers.</exception>
    public static implicit operator Samples(Array array) => Of(array);

    /// <summary>The elements of a tensor.</summary>
    /// <param name="tensor">Of rank 1 or more.</param>
    public static implicit operator Samples(Tensor<float> tensor) => OfTensor(tensor);

    /// <summary>The elements of a tensor.</summary>
    /// <param name="tensor">Of rank 1 or more.</param>
    public static implicit operator Samples(Tensor<double> tensor) => OfTensor(tensor);

    /// <summary>The elements of an array of float, double, Half, bool or integers.</summary>
    /// <param name="array">Of any rank; its first axis counts samples.</param>
    /// <exception cref="ArgumentException">Its elements are no numbers.</exception>
    public static Samples Of(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        int[] dimensions = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        return array.GetType().GetElementType() switch
        {
            Type type when type == typeof(float) => Of(Elements<float>(array), dimensions),
            Type type when type == typeof(double) => Of(Elements<double>(array), dimensions),
            Type type when type == typeof(Half) => Of(Elements<Half>(array), dimensions),
            Type type when type == typeof(bool) => Of(MemoryMarshal.Cast<bool, byte>(Elements<bool>(array)), dimensions),
            Type type when type == typeof(byte) => Of(Elements<byte>(array), dimensions),
            Type type when type == typeof(sbyte) => Of(Elements<sbyte>(array), dimensions),
            Type type when type == typeof(short) => Of(Elements<short>(array), dimensions),
            Type type when type == typeof(ushort) => Of(Elements<ushort>(array), dimensions),
            Type type when type == typeof(int) => Of(Elements<int>(array), dimensions),
            Type type when type == typeof(uint) => Of(Elements<uint>(array), dimensions),
            Type type when type == typeof(long) => Of(Elements<long>(array), dimensions),
            Type type when type == typeof(ulong) => Of(Elements<ulong>(array), dimensions),
            Type other =>
                throw new ArgumentException(
                    $"the array holds elements of {other.Name}; it must hold numbers, in an array such as float[,]."),
            null => throw new ArgumentException("the array has no elements' type; it must be an array of numbers."),
        };
    }

    /// <summary>A copy of values.</summary>
    /// <typeparam name="T">Any number of .NET.</typeparam>
    /// <param name="values">Row-major.</param>
    /// <param name="dimensions">The sizes of all axes, samples first.</param>
    /// <exception cref="ArgumentException">The sizes ask for another number of values, or there is none.</exception>
    public static Samples Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> dimensions)
        where T : unmanaged, INumber<T>
    {
        if (ElementCountOf(dimensions) != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not have the sizes {Text(dimensions)}; the sizes' product must be their number, and the first "
                + "size the number of samples.");
        }

        return Own(values.ToArray(), dimensions);
    }

    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, ReadOnlySpan{int})"/>
    [OverloadResolutionPriority(-1)]
    public static Samples Of<T>(ReadOnlyMemory<T> values, params ReadOnlySpan<int> dimensions)
        where T : unmanaged, INumber<T> => Of(values.Span, dimensions);

    /// <summary>The values themselves, which nobody changes any more, as many as the sizes' product.</summary>
    internal static Samples Own<T>(T[] values, params ReadOnlySpan<int> dimensions)
        where T : unmanaged, INumber<T> => new(new SampleValues<T>(values), dimensions.ToArray());

    /// <summary>The number of elements that sizes ask for.</summary>
    /// <exception cref="ArgumentException">
    /// There are no sizes, one is negative, or their product, that of the first left out, is beyond what an array has.
    /// </exception>
    internal static long ElementCountOf(ReadOnlySpan<int> dimensions)
    {
        long length = 1;
        foreach (int size in dimensions.IsEmpty ? dimensions : dimensions[1..])
        {
            length = length <= Array.MaxLength ? length * size : length;
        }

        return dimensions.IsEmpty || dimensions.ContainsAnyInRange(int.MinValue, -1) || length > Array.MaxLength
            ? throw new ArgumentException(
                $"the sizes are {Text(dimensions)}; there must be at least one, the number of samples, and each sample must have at most "
                + $"{Array.MaxLength} elements.")
            : length * dimensions[0];
    }

    /// <summary>The samples [start, start + count).</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="count">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not within these samples.</exception>
    public Samples Slice(int start, int count)
    {
        if (start < 0 || count < 0 || start > Count - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"samples {start}:{count} are asked of {Count}; start and start + count must be from 0 to {Count}.");
        }

        return new Samples(_values.Slice((start * SampleLength)..((start + count) * SampleLength)), [count, .. SampleDimensions]);
    }

    /// <summary>The same samples in other sizes.</summary>
    /// <param name="sample">The sizes of one sample; their product is its number of elements.</param>
    /// <exception cref="ArgumentException">The product is another.</exception>
    public Samples Reshape(params ReadOnlySpan<int> sample)
    {
        int[] sizes = [Count, .. sample];
        return ElementCountOf(sizes) == ElementCount
            ? new Samples(_values, sizes)
            : throw new ArgumentException(
                $"samples of {Text(SampleDimensions)} are to be {Text(sample)}; the sizes' product must stay {SampleLength}.",
                nameof(sample));
    }

    /// <summary>The elements, row-major, as float64.</summary>
    public double[] ToArray() => ToArray<double>();

    /// <summary>The elements, row-major, each rounded once.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public T[] ToArray<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[ElementCount];
        _values.Copy<T>(0, values);
        return values;
    }

    /// <summary>The elements in their sizes, samples first, each rounded once.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public Tensor<T> ToTensor<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensor.Create(ToArray<T>(), [.. _dimensions.Select(size => (nint)size)]);

    /// <summary>Number and sizes: <c>256 samples of [28, 28]</c>.</summary>
    public override string ToString() => $"{Count} samples of {Text(SampleDimensions)}";

    /// <summary>Copies some samples, in the order of their numbers.</summary>
    internal void Gather<T>(ReadOnlySpan<int> numbers, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            _values.Copy(numbers[i] * SampleLength, destination.Slice(i * SampleLength, SampleLength));
        }
    }

    /// <summary>The flat index of the first element that is NaN or infinite; −1 where all are finite.</summary>
    internal long FirstNonFinite() => _values.FirstNonFinite();

    private static string Text(ReadOnlySpan<int> dimensions) => $"[{string.Join(", ", dimensions.ToArray().Select(size => $"{size}"))}]";

    private static Samples OfTensor<T>(Tensor<T> tensor)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        T[] values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return Of<T>(values, [.. tensor.Lengths.ToArray().Select(length => checked((int)length))]);
    }

    // The elements of an array of any rank lie one after another, the last index running fastest.
    private static ReadOnlySpan<T> Elements<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
