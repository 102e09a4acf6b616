using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// w = value, a number or an array that is broadcast as NumPy does: aligned at the last axis, a dimension of 1 repeated.
/// Values are rounded once, to nearest even.
/// </summary>
/// <remarks>
/// Source: <c>keras.initializers.Constant</c>. Infinities are allowed, and NaN, which is Python's with the sign bit 0. Equal by content,
/// bit for bit.
/// </remarks>
/// <example>
/// <code>
/// Dense hidden = new(64, activation: "relu", biasInitializer: new Constant(0.01));
/// Constant blur = new([1 / 9.0, 1 / 9.0, 1 / 9.0], [3]);
/// Console.WriteLine(blur.CreateArray&lt;double&gt;([3]).Sum());
/// </code>
/// </example>
public sealed record Constant : Initializer
{
    private readonly ImmutableArray<double> _values;
    private readonly Shape _shape;

    /// <summary>One value everywhere.</summary>
    /// <param name="value">Any double.</param>
    public Constant(double value = 0.0) => _values = [WithPositiveNaN(value)];

    /// <summary>An array, broadcast to the weight's shape.</summary>
    /// <param name="values">Row-major; copied now.</param>
    /// <param name="shape">Their shape.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public Constant(ReadOnlySpan<double> values, Shape shape)
    {
        if (values.Length != shape.ElementCount)
        {
            throw new ArgumentException(
                $"there are {values.Length} values, but shape {shape} has {shape.ElementCount} elements.", nameof(values));
        }

        _values = [.. values.ToArray().Select(WithPositiveNaN)];
        _shape = shape;
    }

    internal static Description<Initializer> Description { get; } = new("Constant", Create)
    {
        Aliases = ["constant"],
        Formula = "w = value",
        SuitedTo = "biases, fixed kernels",
        Source = "Keras",
        Module = KnownInitializers.KerasModule,
        Parameters = [new("value", "a number or an array of numbers", null)],
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("value", _shape.Rank == 0 ? _values[0] : new ArrayValue(_shape, _values))];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        for (int axis = -1; axis >= -_shape.Rank; axis--)
        {
            if (_shape.Rank > shape.Rank || (_shape[axis] != 1 && _shape[axis] != shape[axis]))
            {
                throw new ArgumentException(
                    $"a constant of shape {_shape} cannot be broadcast to the weight's shape {shape}; aligned at the last axis its "
                    + "dimensions must be equal or 1.",
                    nameof(shape));
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(Constant? other) =>
        other is not null
            && _shape == other._shape
            && MemoryMarshal.AsBytes(_values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other._values.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_shape, _values.Length, _values.Length > 0 ? _values[0] : 0);

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        if (_values.Length == 1)
        {
            GroupFill.Fill(new ConstantFill<T>(T.CreateTruncating(_values[0])), request.Start, destination, request.Execution);
            return;
        }

        double[] values = ImmutableCollectionsMarshal.AsArray(_values)!;
        GroupFill.Fill(new BroadcastFill<T>(values, _shape, request.Shape), request.Start, destination, request.Execution);
    }

    private static Constant Create(NamedArguments arguments) => arguments.Find("value") switch
    {
        null => throw new ArgumentException("Constant needs a value, such as Constant(value=0.5)."),
        ArrayValue array => new Constant(array.Values.AsSpan(), array.Shape),
        NullValue => new Constant(double.NaN),
        _ => new Constant(arguments.Number("value", 0)),
    };

    /// <summary>.NET's <see cref="double.NaN"/> has the sign bit 1, float('nan') of Python and NumPy's nan have 0.</summary>
    private static double WithPositiveNaN(double value) => double.IsNaN(value) ? Math.CopySign(value, 1.0) : value;
}
