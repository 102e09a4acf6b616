using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>
/// Examples with rows of many vectors and a rest, values from one end of a function's range to the other, and enough work for several
/// threads: where one vector width,
/// or one number of threads, may go another way than the next.
/// </summary>
internal static class WideExamples
{
    /// <summary>Of no multiple of a vector's elements, and more than a block of sums.</summary>
    private const int Wide = 301;

    private static readonly WindowShape s_images = WindowShape.Reading([20, 20], [3, 3], [1, 1], [1, 1], "same");

    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        .. NamedActivations.All.Names.Where(name => name != "linear").Select(
            name => new OperationExample($"{name} over its range", () => NamedActivations.Find(name)!, [3, 700]) { Value = OverTheRange }),
        new("softmax of wide rows", () => new Softmax(), [3, Wide]),
        new("log_softmax of wide rows", () => new LogSoftmax(), [3, Wide]),
        new("ApproximateGelu over its range", () => new ApproximateGelu(), [3, 700]) { Value = OverTheRange },
        new("tanh of many elements", () => new Tanh(), [300, 400]) { Value = OverTheRange },
        new("Mean of many elements", () => Mean.Instance, [7, Wide]),
        new("RowNormalization of wide rows", () => new RowNormalization(epsilon: 1e-3, centers: true), [300, Wide]),
        new("RowNormalization without a mean of wide rows", () => new RowNormalization(epsilon: 1e-3, centers: false), [3, Wide]),
        new("ColumnNormalization of many rows", () => new ColumnNormalization(epsilon: 1e-3), [300, Wide]),
        new("ColumnAffine of many rows", () => new ColumnAffine(hasScale: true, hasShift: true), [300, Wide], [Wide], [Wide]),
        .. Losses(),
        .. Recurrences(),
        new("DenseProduct for several threads", () => new DenseProduct(new Sigmoid()), [130, 520], [520, 70], [70]),
        new("DenseProduct packed on both sides", () => DenseProduct.Instance, [512, 1100], [1100, 520]),
        Convolved("Convolution for several threads", [9, 20, 20, 5], [3, 3, 5, 21]),
        new("DepthwiseConvolution for several threads", () => new DepthwiseConvolution(s_images, [9, 20, 20, 37]), [9, 20, 20, 37],
            [3, 3, 37, 1]),
        new("AveragePool for several threads", () => new AveragePool(s_images, [9, 20, 20, 37]), [9, 20, 20, 37]),
    ];

    private static OperationExample[] Losses() =>
    [
        new("CategoricalCrossEntropy of many classes", () => new CategoricalCrossentropyOperation(areLogits: false), [5, Wide],
            [5, Wide]) { Value = Positive, Differentiable = 1 },
        new("CategoricalCrossEntropy of many logits", () => new CategoricalCrossentropyOperation(areLogits: true), [5, Wide],
            [5, Wide]) { Value = Scores, Differentiable = 1 },
        new("SparseCategoricalCrossEntropy of many classes", () => new SparseCategoricalCrossentropyOperation(areLogits: false), [5, Wide], [5])
        {
            Value = (input, element, drawn) => input == 1 ? element * 60 : Positive(input, element, drawn), Differentiable = 1,
        },
        new("SparseCategoricalCrossEntropy of many logits", () => new SparseCategoricalCrossentropyOperation(areLogits: true), [5, Wide], [5])
        {
            Value = (input, element, drawn) => input == 1 ? element * 60 : 20 * drawn, Differentiable = 1,
        },
        new("BinaryCrossEntropy of wide rows", () => new BinaryCrossentropyOperation(areLogits: false), [5, Wide],
            [5, Wide]) { Value = Positive, Differentiable = 1 },
        new("BinaryCrossEntropy of wide logits", () => new BinaryCrossentropyOperation(areLogits: true), [5, Wide],
            [5, Wide]) { Value = Scores, Differentiable = 1 },
        new("SquaredError of wide rows", () => SquaredError.Instance, [5, Wide], [5, Wide]) { Differentiable = 1 },
        new("AbsoluteError of wide rows", () => AbsoluteError.Instance, [5, Wide], [5, Wide]) { Differentiable = 1 },
    ];

    /// <summary>Units that are a multiple of 2, 4, 8 and 16: a path of whole vectors must give what the other gives.</summary>
    private static IEnumerable<OperationExample> Recurrences() => new[] { 2, 4, 8, 16, 40 }.SelectMany(units => (OperationExample[])
    [
        new($"SimpleRecurrence of {units} units", () => new SimpleRecurrence(new Tanh()), [50, 6, units], [units, units], [50, units]),
        new($"LstmRecurrence of {units} units", () => new LstmRecurrence(new Tanh(), new Sigmoid()), [50, 6, 4 * units], [units, 4 * units],
            [50, units], [50, units]),
        new($"GruRecurrence of {units} units", () => new GruRecurrence(new Tanh(), new Sigmoid()), [50, 6, 3 * units], [units, 3 * units],
            [50, units], [3 * units]),
        new($"EarlyResetGruRecurrence of {units} units", () => new EarlyResetGruRecurrence(new Tanh(), new Sigmoid()), [50, 6, 3 * units],
            [units, 3 * units], [50, units]),
    ]);

    private static OperationExample Convolved(string name, int[] images, int[] kernel) =>
        new(name, () => new Convolution(s_images, 1, [.. images[..3], kernel[^1]], new ReluOperation()), images, kernel, [kernel[^1]]);

    /// <summary>Half of them between −1 and 1, the others up to 120 away from 0, where eˣ leaves the floats on both sides.</summary>
    private static double OverTheRange(int input, int element, double drawn) => element % 2 == 0 ? drawn : drawn * 120;

    private static double Positive(int input, int element, double drawn) => 0.505 + (0.495 * drawn);

    private static double Scores(int input, int element, double drawn) => input == 0 ? 20 * drawn : Positive(input, element, drawn);
}
