using Seedbed.Networks.Autodiff.Operations;
using Seedbed.Networks.Autodiff.Operations.Losses;

namespace Seedbed.Networks.Autodiff;

/// <summary>Every operation, with examples: what is listed is tested.</summary>
internal static class KnownOperations
{
    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        .. Products(),
        .. Arithmetic(),
        .. ActivationExamples.All,
        .. Losses(),
    ];

    private static OperationExample[] Products() =>
    [
        new("DenseProduct", () => DenseProduct.Instance, [3, 5], [5, 4], [4]),
        new("DenseProduct of a sequence without bias", () => DenseProduct.Instance, [2, 3, 5], [5, 4]),
        new("DenseProduct of many rows", () => DenseProduct.Instance, [37, 17], [17, 70], [70]),
    ];

    private static OperationExample[] Arithmetic() =>
    [
        new("Addition", () => Addition.Instance, [2, 3], [2, 3]),
        new("Mean", () => Mean.Instance, [2, 3]),
    ];

    private static OperationExample[] Losses() =>
    [
        new("CategoricalCrossEntropy", () => new CategoricalCrossEntropy(areLogits: false), [3, 4], [3, 4]) { Value = Positive, Differentiable = 1 },
        new("CategoricalCrossEntropy of logits", () => new CategoricalCrossEntropy(areLogits: true), [3, 4], [3, 4]) { Differentiable = 1 },
        new("SparseCategoricalCrossEntropy", () => new SparseCategoricalCrossEntropy(areLogits: false), [3, 4], [3]) { Value = Labelled(Positive, 4), Differentiable = 1 },
        new("SparseCategoricalCrossEntropy of logits", () => new SparseCategoricalCrossEntropy(areLogits: true), [3, 4], [3]) { Value = Labelled((_, _, drawn) => drawn, 4), Differentiable = 1 },
        new("BinaryCrossEntropy", () => new BinaryCrossEntropy(areLogits: false), [3, 4], [3, 4]) { Value = (_, _, drawn) => 0.5 + (0.4 * drawn), Differentiable = 1 },
        new("BinaryCrossEntropy of logits", () => new BinaryCrossEntropy(areLogits: true), [3, 4], [3, 4]) { Differentiable = 1 },
        new("SquaredError", () => SquaredError.Instance, [3, 4], [3, 4]) { Differentiable = 1 },
        new("AbsoluteError", () => AbsoluteError.Instance, [3, 4], [3, 4]) { Value = (input, _, drawn) => input + (0.4 * drawn), Differentiable = 1 },
    ];

    private static double Positive(int input, int element, double drawn) => 0.55 + (0.45 * drawn);

    /// <summary>The second input is a class from 0 to classes − 1.</summary>
    private static Func<int, int, double, double> Labelled(Func<int, int, double, double> scores, int classes) =>
        (input, element, drawn) => input == 1 ? Math.Floor((drawn + 1) / 2 * classes) : scores(input, element, drawn);
}
