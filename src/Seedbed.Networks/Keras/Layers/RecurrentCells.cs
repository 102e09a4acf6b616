using System.Text.Json;
using Seedbed.Initializers;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>
/// Cells: a kernel from the inputs, a recurrent kernel from the state, and a bias, for as many gates as the cell has, side by side.
/// </summary>
internal static class RecurrentCells
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("SimpleRNNCell", SimpleRnnCell),
        new("LSTMCell", LstmCell),
        new("GRUCell", GruCell),
        new("StackedRNNCells", StackedCells),
    ];

    internal static void SimpleRnnCell(LayerScope cell) => Kernels(cell, gates: 1, bias: units => Bias(cell, [units]));

    internal static void LstmCell(LayerScope cell) => Kernels(cell, gates: 4, bias: units => LstmBias(cell, units));

    internal static void GruCell(LayerScope cell) =>
        Kernels(cell, gates: 3,
            bias: units => Bias(cell, cell.Config.Flag("reset_after", true) ? [2, checked(3 * units)] : [checked(3 * units)]));

    /// <summary>A convolutional LSTM's cell of the given spatial rank.</summary>
    internal static void ConvLstmCell(LayerScope cell, int rank)
    {
        long filters = cell.Config.Size("filters");
        long[] sizes = cell.Config.Sizes("kernel_size", rank);
        cell.Weight("kernel", [.. sizes, Convolutions.Channels(cell), 4 * filters], "kernel_initializer", "glorot_uniform");
        cell.Weight("recurrent_kernel", [.. sizes, filters, 4 * filters], "recurrent_initializer", "orthogonal");
        if (cell.Config.Flag("use_bias", true))
        {
            LstmBias(cell, filters);
        }
    }

    private static void Kernels(LayerScope cell, int gates, Action<long> bias)
    {
        long units = cell.Config.Size("units");
        cell.Weight("kernel", [cell.Input[-1], checked(gates * units)], "kernel_initializer", "glorot_uniform");
        cell.Weight("recurrent_kernel", [units, checked(gates * units)], "recurrent_initializer", "orthogonal");
        if (cell.Config.Flag("use_bias", true))
        {
            bias(units);
        }
    }

    private static void Bias(LayerScope cell, long[] shape) => cell.Weight("bias", shape, "bias_initializer", "zeros");

    private static void LstmBias(LayerScope cell, long units)
    {
        Initializer given = cell.Initializers.Of("bias_initializer", "zeros");
        cell.Weight(
            "bias", [checked(4 * units)], cell.Config.Flag("unit_forget_bias", true) ? new ForgetGateBias(units, given, given) : given);
    }

    /// <summary>Each cell's input is the output of the one before.</summary>
    private static void StackedCells(LayerScope stack)
    {
        PartialShape input = stack.Input;
        foreach (JsonElement cell in stack.Config.Objects("cells"))
        {
            stack.ChildOfList("cells", cell, input);
            input = input.WithFeatures(OutputSize(stack, cell));
        }
    }

    /// <summary>The units of a cell, or of the last cell of a stack.</summary>
    internal static long OutputSize(LayerScope stack, JsonElement cell)
    {
        if (!cell.TryGetProperty("config", out JsonElement element) || element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException(
                $"a cell of {stack.Place} is {LayerConfig.Excerpt(cell)}; it must be an object with a text class_name and an object "
                + "config.");
        }

        LayerConfig config = new(element, $"a cell of {stack.Place}");
        if (config.Find("cells") is null)
        {
            return config.Size("units");
        }

        JsonElement[] cells = [.. config.Objects("cells")];
        return cells.Length > 0 ? OutputSize(stack, cells[^1]) : throw config.Wrong("cells", "a list of at least one cell");
    }
}
