using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>An operation with inputs on which it can be tried and its gradient held against finite differences.</summary>
/// <param name="Name">What tells it from the other examples.</param>
/// <param name="Make">A fresh object of it.</param>
/// <param name="Shapes">The sizes of each input.</param>
internal sealed record OperationExample(string Name, Func<Operation> Make, params int[][] Shapes)
{
    /// <summary>
    /// The value of an element of an input, from the input's number, the element's and a number drawn from [−1, 1); where the function has
    /// kinks it keeps away from them.
    /// </summary>
    internal Func<int, int, double, double> Value { get; init; } = (_, _, drawn) => drawn;

    /// <summary>How many of the inputs, from the first on, it has derivatives by.</summary>
    internal int Differentiable { get; init; } = Shapes.Length;

    public override string ToString() => Name;
}
