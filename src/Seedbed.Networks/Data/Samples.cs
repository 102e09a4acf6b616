using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Seedbed.Networks.Data;

/// <summary>
/// Inputs or targets of a model: a dense row-major array of any numbers whose first axis counts samples. Arrays of C# of any rank and tensors convert implicitly; the
/// values are copied, as float32 where that holds them exactly, else as float64.
/// </summary>
public sealed class Samples
{
    private readonly float[]? _singles;
    private readonly double[]? _doubles;
    private readonly int[] _dimensions;

    private Samples(float[]? singles, double[]? doubles, int[] dimensions)
    {
        _singles = singles;
        _doubles = doubles;
        _dimensions = dimensions;
        SampleLength = dimensions.Skip(1).Aggregate(1, (product, size) => checked(product * size));
    }

    /// <summary>The number of samples, the size of the first axis.</summary>
    public int Count => _dimensions[0];

    /// <summary>The sizes of all axes, samples first.</summary>
    public IReadOnlyList<int> Dimensions => _dimensions;

    /// <summary>The number of elements of one sample.</summary>
    internal int SampleLength { get; }

    /// <summary>The sizes of one sample.</summary>
    internal ReadOnlySpan<int> SampleDimensions => _dimensions.AsSpan(1);

    /// <summary>The number of all elements.</summary>
    internal long ElementCount => (long)Count * SampleLength;

    /// <summary>The sizes as Keras prints them: <c>[256, 64]</c>.</summary>
    internal string ShapeText => $"[{string.Join(", ", _dimensions)}]";

    /// <summary>The element of a flat index, row-major.</summary>
    internal double this[long index] => _singles is null ? _doubles![index] : _singles[index];

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
            Type other => throw new ArgumentException($"the array holds elements of {other.Name}; it must hold numbers, in an array such as float[,]."),
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
        long count = 1;
        foreach (int size in dimensions)
        {
            count = checked(count * size);
        }

        if (dimensions.IsEmpty || dimensions.ContainsAnyInRange(int.MinValue, -1) || count != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not have the sizes [{string.Join(", ", dimensions.ToArray())}]; the sizes' product must be their number, and the first size the number of samples.");
        }

        if (!IsExactAsSingle<T>())
        {
            double[] doubles = GC.AllocateUninitializedArray<double>(values.Length);
            TensorPrimitives.ConvertTruncating(values, doubles.AsSpan());
            return new Samples(null, doubles, dimensions.ToArray());
        }

        float[] singles = GC.AllocateUninitializedArray<float>(values.Length);
        TensorPrimitives.ConvertTruncating(values, singles.AsSpan());
        return new Samples(singles, null, dimensions.ToArray());
    }

    /// <summary>The samples [start, start + count).</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="count">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not within these samples.</exception>
    public Samples Slice(int start, int count)
    {
        if (start < 0 || count < 0 || start > Count - count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"samples {start}:{count} are asked of {Count}; start and start + count must be from 0 to {Count}.");
        }

        Range range = (start * SampleLength)..((start + count) * SampleLength);
        return new Samples(_singles?[range], _doubles?[range], [count, .. SampleDimensions]);
    }

    /// <summary>The elements, row-major, as float64.</summary>
    public double[] ToArray()
    {
        double[] values = new double[ElementCount];
        Copy(0, values);
        return values;
    }

    /// <summary>Copies some samples, in the order of their numbers.</summary>
    internal void Gather<T>(ReadOnlySpan<int> numbers, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            Copy((long)numbers[i] * SampleLength, destination.Slice(i * SampleLength, SampleLength));
        }
    }

    /// <summary>The flat index of the first element that is NaN or infinite; −1 where all are finite.</summary>
    internal long FirstNonFinite() => _singles is null ? FirstNonFinite<double>(_doubles) : FirstNonFinite<float>(_singles);

    private void Copy<T>(long start, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_singles is null)
        {
            Convert<double, T>(_doubles.AsSpan((int)start, destination.Length), destination);
        }
        else
        {
            Convert<float, T>(_singles.AsSpan((int)start, destination.Length), destination);
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> values, Span<TTo> destination)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
        {
            MemoryMarshal.Cast<TFrom, TTo>(values).CopyTo(destination);
        }
        else
        {
            TensorPrimitives.ConvertTruncating(values, destination);
        }
    }

    private static int FirstNonFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static Samples OfTensor<T>(Tensor<T> tensor)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        T[] values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return Of<T>(values, [.. tensor.Lengths.ToArray().Select(length => checked((int)length))]);
    }

    private static bool IsExactAsSingle<T>() =>
        typeof(T) == typeof(float) || typeof(T) == typeof(Half) || typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort);

    // The elements of an array of any rank lie one after another, the last index running fastest.
    private static ReadOnlySpan<T> Elements<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
