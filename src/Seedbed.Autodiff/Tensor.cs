using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>A dense row-major array of float32 or float64, and the derivative of a loss by it once that is known.</summary>
public sealed unsafe class Tensor
{
    private readonly int[] _dimensions;

    internal Tensor(ElementType type, TensorBuffer buffer, ReadOnlySpan<int> dimensions)
    {
        Type = type;
        Buffer = buffer;
        _dimensions = dimensions.ToArray();
        Count = CountOf(dimensions);
    }

    /// <summary>Float32 or Float64.</summary>
    public ElementType Type { get; }

    /// <summary>The sizes, outermost first; none for a scalar.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The number of sizes.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>Whether a loss is to be derived by it: set it on parameters; results have it where one of their inputs does.</summary>
    public bool NeedsGradient { get; set; }

    /// <summary>
    /// dL/d(this), from <see cref="Tape.Backward"/> to <see cref="Tape.Reset"/>; null before, after, and where the loss does not depend on
    /// it.
    /// </summary>
    public Tensor? Gradient => HasGradient ? GradientMemory : null;

    /// <summary>Where the derivative stands once there is one; parameters keep theirs from step to step.</summary>
    internal Tensor? GradientMemory { get; set; }

    internal bool HasGradient { get; set; }

    /// <summary>Whether it is no result of the tape, such as a parameter.</summary>
    internal bool IsLeaf { get; init; } = true;

    internal TensorBuffer Buffer { get; }

    /// <summary>A size; negative axes count from the end.</summary>
    public int this[int axis] => _dimensions[axis < 0 ? axis + Rank : axis];

    /// <summary>Zeros in memory of its own.</summary>
    public static Tensor Zeros(ElementType type, params ReadOnlySpan<int> dimensions)
    {
        TensorBuffer buffer = new(checked((long)CountOf(dimensions) * type.SizeInBytes()));
        buffer.Clear();
        return new Tensor(type, buffer, dimensions);
    }

    /// <summary>These values in memory of its own.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">The sizes ask for another number of values.</exception>
    public static Tensor Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> dimensions)
        where T : unmanaged
    {
        Tensor tensor = Zeros(ElementTypes.Of<T>(), dimensions);
        if (values.Length != tensor.Count)
        {
            throw new ArgumentException(
                $"there are {values.Length} values for a tensor of the shape {tensor.ShapeText}; pass {tensor.Count}.", nameof(values));
        }

        values.CopyTo(tensor.Values<T>());
        return tensor;
    }

    /// <summary>The elements.</summary>
    /// <typeparam name="T">What <see cref="Type"/> says: float or double.</typeparam>
    public Span<T> Values<T>()
        where T : unmanaged => new(First<T>(), Count);

    /// <summary>Σ xᵢ, computed in the element type, in an order that follows from the number of elements alone.</summary>
    public double Sum() => Type == ElementType.Float32 ? Sums.Of<float>(Values<float>()) : Sums.Of<double>(Values<double>());

    /// <summary>Σ xᵢ², computed as <see cref="Sum"/> is.</summary>
    public double SumOfSquares() =>
        Type == ElementType.Float32 ? Sums.OfSquares<float>(Values<float>()) : Sums.OfSquares<double>(Values<double>());

    /// <summary>The first element; the memory stays there as long as the tensor is referred to.</summary>
    /// <typeparam name="T">What <see cref="Type"/> says: float or double.</typeparam>
    internal T* First<T>()
        where T : unmanaged =>
        ElementTypes.Of<T>() == Type
            ? (T*)Buffer.First
            : throw new InvalidOperationException($"the tensor's elements are {Type.Name()}, not {typeof(T).Name}.");

    /// <summary>An axis counted from 0.</summary>
    public int Axis(int axis) => axis < 0 ? axis + Rank : axis;

    /// <summary>The product of the sizes in a range of axes.</summary>
    public int CountIn(Range axes) => CountOf(_dimensions.AsSpan(axes));

    /// <summary>The same memory under other sizes of the same product, as a result of the tape.</summary>
    internal Tensor WithDimensions(ReadOnlySpan<int> dimensions) => new(Type, Buffer, dimensions) { IsLeaf = false };

    /// <summary>The sizes as Keras prints them: <c>[32, 10]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", _dimensions.Select(size => $"{size}"))}]";

    /// <summary>Its element type and shape, such as <c>float32 [32, 10]</c>.</summary>
    public override string ToString() => $"{Type.Name()} {ShapeText}";

    private static int CountOf(ReadOnlySpan<int> dimensions)
    {
        int count = 1;
        foreach (int size in dimensions)
        {
            count = checked(count * size);
        }

        return count;
    }
}
