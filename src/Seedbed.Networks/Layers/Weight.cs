using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Seedbed.Initializers;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Layers;

/// <summary>A weight of a model: what the configuration says of it, and its values, which training changes.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Weight
{
    private readonly Parameter _parameter;

    internal Weight(Parameter parameter) => _parameter = parameter;

    /// <summary>The full name: <c>lstm/lstm_cell/kernel</c>.</summary>
    public string Name => _parameter.Name;

    /// <summary>The shape.</summary>
    public Shape Shape => _parameter.Template.Shape;

    /// <summary>Whether training changes it by its gradient.</summary>
    public bool Trainable => _parameter.Trainable;

    /// <summary>Float32 or Float64.</summary>
    public ElementType Type => _parameter.Value.Type;

    /// <summary>
    /// The values where they stand, with their gradient between <see cref="Autodiff.Tape.Backward"/> and
    /// <see cref="Autodiff.Tape.Reset"/>; what is written there, the model has.
    /// </summary>
    public Tensor Value => _parameter.Value;

    /// <summary>What the values are drawn from, unless a plan or a file gave others.</summary>
    public Initializer Initializer => _parameter.Template.Initializer;

    /// <summary>What the values were drawn from, its seed settled; null once they were set, loaded or trained.</summary>
    public Initializer? DrawnFrom { get; internal set; }

    /// <summary>A copy of the values, row-major.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public T[] ToArray<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[Value.Count];
        if (Type == ElementType.Float32)
        {
            TensorPrimitives.ConvertTruncating<float, T>(Value.Values<float>(), values);
        }
        else
        {
            TensorPrimitives.ConvertTruncating<double, T>(Value.Values<double>(), values);
        }

        return values;
    }

    /// <summary>A copy of the values in their shape; a scalar is of the shape [1].</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public Tensor<T> ToTensor<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        System.Numerics.Tensors.Tensor.Create(ToArray<T>(), Shape.Rank == 0 ? [1] : Shape.ToLengths());

    /// <summary>Sets the values.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="values">As many as the weight has elements, row-major.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void Set<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length != Value.Count)
        {
            throw new ArgumentException(
                $"{values.Length} values are given for the weight '{Name.Excerpt()}' of shape {Shape}, which has {Value.Count} "
                + "elements.", nameof(values));
        }

        DrawnFrom = null;
        if (Type == ElementType.Float32)
        {
            TensorPrimitives.ConvertTruncating(values, Value.Values<float>());
        }
        else
        {
            TensorPrimitives.ConvertTruncating(values, Value.Values<double>());
        }
    }

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";

    /// <summary>Sets several weights, all or none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">Their values, in the same order.</param>
    /// <param name="place">How messages name what has the weights.</param>
    internal static void SetAll(IReadOnlyList<Weight> weights, IReadOnlyList<float[]> values, string place)
    {
        if (values.Count != weights.Count)
        {
            throw new ArgumentException(
                $"{values.Count} arrays are given, and {place} has {weights.Count} weights: "
                + $"{string.Join(", ", weights.Select(item => $"{item}"))}.");
        }

        foreach ((Weight weight, float[] array) in weights.Zip(values))
        {
            if (array.Length != weight.Value.Count)
            {
                throw new ArgumentException(
                    $"{array.Length} values are given for the weight '{weight.Name.Excerpt()}' of shape {weight.Shape}, which has "
                    + $"{weight.Value.Count} elements.");
            }
        }

        foreach ((Weight weight, float[] array) in weights.Zip(values))
        {
            weight.Set<float>(array);
        }
    }

    /// <summary>The bytes of the values, in the machine's order.</summary>
    internal Span<byte> Bytes =>
        Type == ElementType.Float32 ? MemoryMarshal.AsBytes(Value.Values<float>()) : MemoryMarshal.AsBytes(Value.Values<double>());
}
