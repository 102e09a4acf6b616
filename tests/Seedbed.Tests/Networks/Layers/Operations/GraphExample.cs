namespace Seedbed.Tests.Networks.Layers.Operations;

/// <summary>A model of one operation, and a plain computation of what it gives.</summary>
/// <param name="Name">What tells it from the other examples.</param>
/// <param name="Operation">A name of the operation.</param>
/// <param name="Model">The model's text; its inputs are x0, x1, …, its node is op.</param>
/// <param name="Inputs">The sizes of the inputs, the batch first.</param>
/// <param name="Expected">The elements of all outputs one behind the other, from those of the inputs.</param>
internal sealed record GraphExample(string Name, string Operation, string Model, int[][] Inputs, Func<double[][], double[]> Expected)
{
    /// <summary>Whether the function is only tried on numbers above 0.</summary>
    internal bool IsPositive { get; init; }

    /// <summary>What the inputs are multiplied by, where the function is tried on numbers near 0 alone.</summary>
    internal double Scale { get; init; } = 1;

    /// <summary>What is added to the inputs.</summary>
    internal double Shift { get; init; }

    /// <summary>Whether no gradient is to pass.</summary>
    internal bool IsConstant { get; init; }

    /// <summary>Whether all sizes but the batch are to be known beforehand.</summary>
    internal bool KnowsAll { get; init; } = true;

    public override string ToString() => Name;
}
