using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>
/// Convolutions and pools as examples of operations: with and without a border, strides, gaps, groups, in one to three dimensions.
/// </summary>
internal static class WindowExamples
{
    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        Convolved("Convolution in one dimension", Read([7], [3], [1], [1], "valid"), 1, 2, 3, hasBias: true),
        Convolved("Convolution, causal with gaps", Read([7], [3], [1], [2], "causal"), 1, 2, 3, hasBias: false),
        Convolved("Convolution in two dimensions", Read([6, 5], [3, 2], [1, 1], [1, 1], "valid"), 1, 2, 3, hasBias: true),
        Convolved("Convolution with a border and strides", Read([7, 6], [3, 2], [2, 3], [1, 1], "same"), 1, 2, 3, hasBias: true),
        Convolved("Convolution in groups with gaps", Read([6, 7], [2, 3], [1, 1], [2, 1], "same"), 2, 4, 6, hasBias: true),
        Convolved("Convolution in three dimensions", Read([3, 4, 4], [2, 2, 3], [1, 2, 1], [1, 1, 1], "same"), 1, 2, 2, hasBias: true),
        Convolved("Convolution of many channels", Read([4, 4], [3, 3], [1, 1], [1, 1], "same"), 1, 9, 20, hasBias: true),
        Convolved("Convolution with an activation", Read([4, 4], [3, 3], [1, 1], [1, 1], "same"), 1, 2, 3, hasBias: true, new Tanh()),
        Transposed("TransposedConvolution", Write([3, 4], [3, 2], [1, 1], "valid"), 2, 3),
        Transposed("TransposedConvolution with strides", Write([3, 4], [3, 3], [2, 3], "same"), 2, 3),
        Transposed("TransposedConvolution with small windows", Write([3, 4], [1, 2], [2, 3], "valid"), 2, 3),
        Each("DepthwiseConvolution", Read([6, 5], [3, 2], [1, 2], [1, 1], "same"), 9,
            (shape, sizes) => new DepthwiseConvolution(shape, sizes), [3, 2, 9, 1]),
        Each("MaxPool", Read([6, 5], [2, 2], [2, 2], [1, 1], "valid"), 3, (shape, sizes) => new MaxPool(shape, sizes)),
        Each("MaxPool, overlapping with a border", Read([6, 5], [3, 3], [2, 1], [1, 1], "same"), 9,
            (shape, sizes) => new MaxPool(shape, sizes)),
        Each("AveragePool", Read([6, 5], [2, 2], [2, 2], [1, 1], "valid"), 3, (shape, sizes) => new AveragePool(shape, sizes)),
        Each("AveragePool, overlapping with a border", Read([6, 5], [3, 3], [2, 1], [1, 1], "same"), 3,
            (shape, sizes) => new AveragePool(shape, sizes)),
    ];

    private static WindowShape Read(int[] input, int[] kernel, int[] strides, int[] dilation, string padding) =>
        WindowShape.Reading(input, kernel, strides, dilation, padding);

    private static WindowShape Write(int[] input, int[] kernel, int[] strides, string padding) =>
        WindowShape.Writing(input, kernel, strides, [1, 1], padding, null);

    private static OperationExample Convolved(
        string name, WindowShape shape, int groups, int channels, int filters, bool hasBias, ElementOperation? activation = null)
    {
        int[][] inputs = [[2, .. shape.Input, channels], [.. shape.Kernel, channels / groups, filters], [filters]];
        return new OperationExample(
            name, () => new Convolution(shape, groups, [2, .. shape.Output, filters], activation), hasBias ? inputs : inputs[..2]);
    }

    private static OperationExample Transposed(string name, WindowShape shape, int channels, int filters) =>
        new(name, () => new TransposedConvolution(shape, [2, .. shape.Input, filters]), [2, .. shape.Output, channels],
            [.. shape.Kernel, filters, channels], [filters]);

    private static OperationExample Each(
        string name, WindowShape shape, int channels, Func<WindowShape, int[], Operation> make, params int[][] others) =>
        new(name, () => make(shape, [2, .. shape.Output, channels]), [[2, .. shape.Input, channels], .. others]) { Value = Distinct };

    /// <summary>No two elements of a window are nearly equal.</summary>
    private static double Distinct(int input, int element, double drawn) => (element * 37 % 101 / 50.0) - 1;
}
