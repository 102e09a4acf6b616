using System.Numerics;
using Seedbed.Checkpoints;
using Seedbed.Initializers;

namespace Seedbed.Layers.Building;

/// <summary>
/// The bias of an LSTM's four gates, 4u values: u of the input gate and 2u of cell and output by the given schemes, and ones for the u of
/// the forget gate, so that a new network remembers.
/// </summary>
/// <remarks>Sources: Jozefowicz et al. 2015; <c>unit_forget_bias</c> of Keras's LSTM.</remarks>
internal sealed record ForgetGateBias(long Units, Initializer InputGate, Initializer CellAndOutput) : DerivedInitializer
{
    /// <summary>How many elements stand before the ones.</summary>
    internal long UnitsBefore { get; init; } = Units;

    /// <summary>The bias by one scheme, with the ones if they are asked for.</summary>
    internal static Initializer Of(Initializer given, long units, bool hasOnes) =>
        hasOnes ? new ForgetGateBias(units, given, given) : given;

    /// <summary>The same for cuDNN's two biases in one row: the ones are those of the state's.</summary>
    internal static Initializer OfBoth(Initializer given, long units, bool hasOnes) =>
        hasOnes ? new ForgetGateBias(units, given, given) { UnitsBefore = checked(5 * units) } : given;

    public override IReadOnlyList<Initializer> Parts => [InputGate, CellAndOutput];

    public override DerivedInitializer With(IReadOnlyList<Initializer> parts) =>
        this with { InputGate = parts[0], CellAndOutput = parts[1] };

    public override void Check(in Shape shape, ElementType elementType)
    {
        InputGate.Check([UnitsBefore], elementType);
        CellAndOutput.Check([2 * Units], elementType);
    }

    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        FillOptions options = request.ToOptions();
        FillPart(InputGate, UnitsBefore, 0, request.Start, destination, options);
        FillPart(new Ones(), Units, UnitsBefore, request.Start, destination, options);
        FillPart(CellAndOutput, 2 * Units, UnitsBefore + Units, request.Start, destination, options);
    }

    /// <summary>
    /// Fills what the destination, elements from <paramref name="start"/> on, has of the part at <paramref name="offset"/>.
    /// </summary>
    private static void FillPart<T>(Initializer part, long length, long offset, long start, Span<T> destination, FillOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long from = Math.Max(offset, start);
        long to = Math.Min(offset + length, start + destination.Length);
        if (from < to)
        {
            part.FillSlice(destination[(int)(from - start)..(int)(to - start)], [length], from - offset, options);
        }
    }
}

/// <summary>w = √v, v from another scheme: the deviation that belongs to an initial variance.</summary>
internal sealed record SquareRootInitializer(Initializer Variance) : DerivedInitializer
{
    public override IReadOnlyList<Initializer> Parts => [Variance];

    public override DerivedInitializer With(IReadOnlyList<Initializer> parts) => new SquareRootInitializer(parts[0]);

    public override void Check(in Shape shape, ElementType elementType) => Variance.Check(shape, elementType);

    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        Variance.FillSlice(destination, request.Shape, request.Start, request.ToOptions());
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.Sqrt(destination[i]);
        }
    }
}

/// <summary>Handing a request on to another scheme.</summary>
internal static class FillRequests
{
    /// <summary>The options that the request came with.</summary>
    internal static FillOptions ToOptions(this in FillRequest request) => new()
    {
        Stream = request.Stream,
        MaxDegreeOfParallelism = request.Execution.MaxDegreeOfParallelism,
        CancellationToken = request.Execution.CancellationToken,
    };
}
