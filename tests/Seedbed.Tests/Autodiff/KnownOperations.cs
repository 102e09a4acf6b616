using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>Every operation, with examples: what is listed is tested.</summary>
internal static class KnownOperations
{
    private static readonly double[] s_weights = [0.5, 0.25, 1, 2, -1, 0.75, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        .. Products(),
        .. Arithmetic(),
        .. ActivationExamples.All,
        .. Shaping(),
        .. Normalizations(),
        .. WindowExamples.All,
        .. RecurrentExamples.All,
        .. Losses(),
        .. LossExamples.All,
    ];

    private static OperationExample[] Products() =>
    [
        new("DenseProduct", () => DenseProduct.Instance, [3, 5], [5, 4], [4]),
        new("DenseProduct of a sequence without bias", () => DenseProduct.Instance, [2, 3, 5], [5, 4]),
        new("DenseProduct of many rows", () => DenseProduct.Instance, [37, 17], [17, 70], [70]),
        new("DenseProduct of a deep kernel", () => DenseProduct.Instance, [7, 600], [600, 3]),
        new("DenseProduct with an activation", () => new DenseProduct(new Tanh()), [3, 5], [5, 4], [4]),
        new("BatchedProduct", () => new BatchedProduct(isTransposed: false), [2, 3, 4, 5], [2, 3, 5, 2]),
        new("BatchedProduct of transposed factors", () => new BatchedProduct(isTransposed: true), [2, 4, 5], [2, 3, 5]),
    ];

    private static OperationExample[] Arithmetic() =>
    [
        new("Addition", () => Addition.Instance, [2, 3], [2, 3]),
        new("Subtraction", () => Subtraction.Instance, [2, 3], [2, 3]),
        new("Multiplication", () => Multiplication.Instance, [2, 3], [2, 3]),
        new("Division", () => Division.Instance, [2, 3], [2, 3]) { Value = (_, _, drawn) => 2 + drawn },
        new("Maximum", () => Extremum.Maximum, [2, 8], [2, 8]) { Value = Apart },
        new("Minimum", () => Extremum.Minimum, [2, 8], [2, 8]) { Value = Apart },
        new("ScaleAndShift", () => new ScaleAndShift(-1.5, 0.25), [2, 3]),
        new("Mean", () => Mean.Instance, [2, 3]),
        new("RowSum", () => new RowSum(), [3, 5]),
        new("RowExtremum: the largest", () => new RowExtremum(isMaximum: true), [3, 5]),
        new("RowExtremum: the smallest", () => new RowExtremum(isMaximum: false), [3, 5]),
        new("SquareRoot", () => new SquareRoot(), [2, 3]) { Value = Positive },
        new("Logarithm", () => new Logarithm(), [2, 3]) { Value = Positive },
        new("RowProduct", () => new RowProduct(), [3, 5]),
        new("RowProduct with a zero", () => new RowProduct(), [2, 4]) { Value = (_, element, drawn) => element == 1 ? 0 : drawn },
        new("RunningSum", () => new RunningSum(), [3, 5]),
        new("RunningSum from the end", () => new RunningSum(isReversed: true, isExclusive: true), [2, 2, 4]),
        .. Scalars(),
        new("AbsoluteValue", () => new AbsoluteValue(), [2, 3]) { Value = (_, element, drawn) => element % 2 == 0 ? 1.5 + drawn : -1.5 - drawn },
        new("StopGradient", () => new StopGradient(), [2, 3]) { Differentiable = 0 },
        new("Rounding", () => new Rounding(ElementType.Float16), [2, 3]) { Differentiable = 0 },
        new("Selection", () => new Selection([true, false, true, false]), [2, 2, 3], [2, 2, 3]),
        new("Selection of a value", () => new Selection([true, false, true], otherwise: 0.5), [3, 2]),
        new("CausalMask", () => new CausalMask(hidden: -3), [2, 3, 4]),
    ];

    private static OperationExample[] Scalars() =>
    [
        new("Sine", () => ScalarFunction.Sine, [2, 5]) { Value = Wide },
        new("Cosine", () => ScalarFunction.Cosine, [2, 5]) { Value = Wide },
        new("Tangent", () => ScalarFunction.Tangent, [2, 5]),
        new("HyperbolicSine", () => ScalarFunction.HyperbolicSine, [2, 5]) { Value = (_, _, drawn) => 3 * drawn },
        new("HyperbolicCosine", () => ScalarFunction.HyperbolicCosine, [2, 5]) { Value = (_, _, drawn) => 3 * drawn },
        new("ExpM1", () => ScalarFunction.ExpM1, [2, 5]),
        new("Exp2", () => ScalarFunction.Exp2, [2, 5]),
        new("LogP1", () => ScalarFunction.LogP1, [2, 5]) { Value = Positive },
        new("Erf", () => ScalarFunction.Erf, [2, 5]) { Value = (_, _, drawn) => 2 * drawn },
        new("Power", () => ScalarFunction.Power(2.5), [2, 5]) { Value = Positive },
        new("Power that is whole", () => ScalarFunction.Power(-7), [2, 5]) { Value = (_, element, drawn) => (1 + Math.Abs(drawn)) * (element % 2 == 0 ? 1 : -1) },
        new("QuickGelu", () => ScalarFunction.QuickGelu, [2, 5]) { Value = (_, _, drawn) => 3 * drawn },
        new("SquaredRelu", () => ScalarFunction.SquaredRelu, [2, 5]) { Value = (_, _, drawn) => 3 * drawn },
        new("SparseSigmoid", () => ScalarFunction.SparseSigmoid, [2, 5]) { Value = (_, _, drawn) => (Math.Round(drawn * 20) + 0.5) / 10 },
        new("Step", () => ScalarFunction.Step(Math.Floor), [2, 5]) { Value = (_, _, drawn) => Math.Round(drawn * 20) + 0.5 },
    ];

    private static double Wide(int input, int element, double drawn) => 40 * drawn;

    private static OperationExample[] Shaping() =>
    [
        new("PointSampling", () => new PointSampling([2, 3, 2], [0, 1, -1, 3, 2, 2, 1, -1, 0, 0, 3, 1], s_weights, outside: 0.5), [2, 4, 2]),
        new("PointSampling of shared points", () => new PointSampling([2, 2, 3], [0, 3, 2, 1], [0.25, 0.75, 2, -1], isShared: true), [2, 4, 3]),
        new("Reshape", () => new Reshape(3, 4), [2, 6]),
        new("Rearrangement: axes in another order", () => new Rearrangement([4, 2, 3], [1, 12, 4], 0), [2, 3, 4]),
        new("Rearrangement: repeated", () => new Rearrangement([2, 3, 4], [0, 1, 0], 0), [3, 1]),
        new("Rearrangement: cut and turned round", () => new Rearrangement([2, 3], [-6, 2], 7), [3, 6]),
        new("Placement", () => new Placement([4, 9], [[1, 0], [0, 3]]), [2, 3], [4, 5]),
        new("Gather", () => Gather.Instance, [5, 3],
            [2, 4]) { Value = (input, _, drawn) => input == 0 ? drawn : Math.Floor((drawn + 1) / 2 * 5), Differentiable = 1 },
    ];

    private static OperationExample[] Normalizations() =>
    [
        new("RowNormalization", () => new RowNormalization(epsilon: 1e-3, centers: true), [3, 6]),
        new("RowNormalization without a mean", () => new RowNormalization(epsilon: 1e-3, centers: false), [3, 6]),
        new("ColumnNormalization", () => new ColumnNormalization(epsilon: 1e-3), [2, 4, 3]),
        new("ColumnNormalization of some rows", () => new ColumnNormalization(1e-3, [true, false, true, true]), [4, 2, 3]),
        new("UnitVectors", () => new UnitVectors(epsilon: 1e-12), [3, 5]),
        new("UnitVectors that are short", () => new UnitVectors(epsilon: 100), [3, 5]),
        new("ColumnAffine", () => new ColumnAffine(hasScale: true, hasShift: true), [2, 4, 3], [3], [3]),
        new("ColumnAffine without a shift", () => new ColumnAffine(hasScale: true, hasShift: false), [4, 3], [3]),
        new("ColumnAffine without a scale", () => new ColumnAffine(hasScale: false, hasShift: true), [4, 3], [3]),
    ];

    private static OperationExample[] Losses() =>
    [
        new("CategoricalCrossEntropy", () => new CategoricalCrossentropyOperation(areLogits: false), [3, 4],
            [3, 4]) { Value = Positive, Differentiable = 1 },
        new("CategoricalCrossEntropy of logits", () => new CategoricalCrossentropyOperation(areLogits: true), [3, 4], [3, 4]) { Differentiable = 1 },
        new("SparseCategoricalCrossEntropy", () => new SparseCategoricalCrossentropyOperation(areLogits: false), [3, 4],
            [3]) { Value = Labelled(Positive, 4), Differentiable = 1 },
        new("SparseCategoricalCrossEntropy of logits", () => new SparseCategoricalCrossentropyOperation(areLogits: true), [3, 4],
            [3]) { Value = Labelled((_, _, drawn) => drawn, 4), Differentiable = 1 },
        new("BinaryCrossEntropy", () => new BinaryCrossentropyOperation(areLogits: false), [3, 4],
            [3, 4]) { Value = (_, _, drawn) => 0.5 + (0.4 * drawn), Differentiable = 1 },
        new("BinaryCrossEntropy of logits", () => new BinaryCrossentropyOperation(areLogits: true), [3, 4], [3, 4]) { Differentiable = 1 },
        new("SquaredError", () => SquaredError.Instance, [3, 4], [3, 4]) { Differentiable = 1 },
        new("AbsoluteError", () => AbsoluteError.Instance, [3, 4],
            [3, 4]) { Value = (input, _, drawn) => input + (0.4 * drawn), Differentiable = 1 },
    ];

    private static double Positive(int input, int element, double drawn) => 0.55 + (0.45 * drawn);

    /// <summary>Elements of two inputs differ by at least 0.1.</summary>
    private static double Apart(int input, int element, double drawn) =>
        Math.Round(drawn * 5) + (input == 0 ? 0 : element % 2 == 0 ? 0.1 : -0.1);

    /// <summary>The second input is a class from 0 to classes − 1.</summary>
    private static Func<int, int, double, double> Labelled(Func<int, int, double, double> scores, int classes) =>
        (input, element, drawn) => input == 1 ? Math.Floor((drawn + 1) / 2 * classes) : scores(input, element, drawn);
}
