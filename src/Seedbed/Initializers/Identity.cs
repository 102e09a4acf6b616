using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w[i, j] = gain where i = j, else 0·gain. Matrices only; they need not be square.</summary>
/// <remarks>
/// Source: <c>keras.initializers.Identity</c>; recurrent weights of ReLU networks, Le, Jaitly and Hinton 2015. As in Keras a negative gain
/// makes the zeros −0.
/// </remarks>
/// <example>
/// <code>
/// SimpleRNN memory = new(64, activation: "relu", recurrentInitializer: new Identity(gain: 0.9));
/// </code>
/// </example>
public sealed record Identity : Initializer
{
    /// <summary>The identity matrix times a gain.</summary>
    /// <param name="gain">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public Identity(double gain = 1.0) => Gain = gain;

    /// <summary>The value on the diagonal.</summary>
    public double Gain
    {
        get;
        init => field = ParameterCheck.Finite(value, "gain");
    }

    internal static Description<Initializer> Description { get; } =
        new("Identity", arguments => new Identity(arguments.Number("gain", 1.0)))
        {
            Aliases = ["identity", "IdentityInitializer", "irnn"],
            Formula = "w[i, j] = gain if i = j, else 0",
            SuitedTo = "recurrent kernels of ReLU networks, residual maps",
            Source = "Keras; Le et al. 2015 (arXiv 1504.00941)",
            Module = KnownInitializers.KerasModule,
            Parameters = [new("gain", "a finite number", "1.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <summary>The gain, unless it is 1: Keras itself writes no gain, and reads one.</summary>
    public override IReadOnlyList<Argument> Arguments => Gain == 1.0 ? [] : [new("gain", Gain)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        if (shape.Rank != 2)
        {
            throw new ArgumentException(
                $"Identity fills matrices, but the shape {shape} has rank {shape.Rank}; it must have rank 2.", nameof(shape));
        }

        ParameterCheck.FiniteIn(elementType, Gain, "gain");
    }

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        (long rows, long columns) = (request.Shape[0], request.Shape[1]);
        GroupFill.Fill(
            new DiagonalFill<T>(T.CreateTruncating(Gain), columns, Math.Min(rows, columns)), request.Start, destination, request.Execution);
    }
}
