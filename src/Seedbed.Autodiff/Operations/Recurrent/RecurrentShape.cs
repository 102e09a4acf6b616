namespace Seedbed.Autodiff;

/// <summary>
/// The sizes of a recurrence, and how its arrays lie: projections (batch, steps, gates·units); states (batch, rows, units), row 0 before
/// the first step.
/// </summary>
/// <param name="Batch">Sequences.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="Units">Elements of a state.</param>
/// <param name="Gates">Blocks of units of a projection.</param>
/// <param name="StateRows">Rows of a sequence's states: one more than steps, or two where a last one holds something else.</param>
internal readonly record struct RecurrentShape(int Batch, int Steps, int Units, int Gates, int StateRows)
{
    /// <summary>Multiply-adds from which several threads are worth it.</summary>
    private const long ParallelWork = 1L << 20;

    internal int ProjectionSize => Gates * Units;

    /// <summary>Elements from a sequence's projections to the next one's.</summary>
    internal int ProjectionStride => Steps * ProjectionSize;

    /// <summary>Elements from a sequence's states to the next one's.</summary>
    internal int StateStride => StateRows * Units;

    /// <summary>The element of the states where a step's result of the first sequence begins; −1 is the initial state.</summary>
    internal int StateAt(int step) => (step + 1) * Units;

    /// <summary>The element of the projections where a step of the first sequence begins.</summary>
    internal int ProjectionAt(int step) => step * ProjectionSize;

    /// <summary>
    /// Sequences do not know each other: each thread runs some of them from the first step to the last. Their numbers are multiples of the
    /// rows that a product does together where that leaves no thread idle.
    /// </summary>
    internal int Slices(ExecutionOptions execution) =>
        (long)Batch * Steps * Units * ProjectionSize < ParallelWork ? 1 : Math.Max(1, Math.Min(execution.Degree, (Batch + 1) / 2));
}
