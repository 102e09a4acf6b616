using System.Globalization;
using System.Text;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Building;

namespace Seedbed.Models;

/// <summary>The table of a model's layers that <c>model.summary()</c> of Keras prints.</summary>
internal static class SummaryText
{
    private static readonly string[] s_titles = ["Layer (type)", "Output Shape", "Param #", "Connected to"];

    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>The table and the totals, lines ended by line feeds.</summary>
    internal static string Of(string name, Network network)
    {
        bool isGraph = network.Model.Graph.IsFunctional;
        string[][] rows = [.. network.Model.Root.List.Select(layer => Cells(layer, network, isGraph))];
        int[] widths = [.. Enumerable.Range(0, isGraph ? 4 : 3)
            .Select(column => rows.SelectMany(row => Lines(row[column])).Append(s_titles[column]).Max(line => line.Length) + 2)];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Model: \"{name}\"\n").Append(Rule('┏', '━', '┳', '┓', widths)).Append(
            Line('┃', s_titles[..widths.Length], widths)).Append(
            Rule('┡', '━', '╇', '┩', widths));
        foreach ((int index, string[] row) in rows.Index())
        {
            text.Append(index > 0 ? Rule('├', '─', '┼', '┤', widths) : "").Append(Line('│', row, widths));
        }

        text.Append(Rule('└', '─', '┴', '┘', widths));
        AppendTotals(text, network);
        return text.ToString();
    }

    /// <summary>What a call of a layer makes of what, as the end of a line.</summary>
    internal static string Shapes(BuiltCall call)
    {
        LayerCall inputs = call.Inputs ?? new LayerCall([]);
        bool hasSeveral = inputs.Arguments.Count > 1;
        return Shapes(
            hasSeveral ? inputs.Arguments.Values.SelectMany(argument => argument) : inputs.Inputs, call.Outputs, call.Layer);
    }

    /// <summary>What a model makes of what, as the end of a line.</summary>
    internal static string Shapes(BuiltLayer model) => Shapes(((ModelGraph)model.Layer).InputsOf(model), model.Outputs, model);

    private static string Shapes(IEnumerable<PartialShape> inputs, IEnumerable<PartialShape> outputs, BuiltLayer layer)
    {
        string from = string.Join(", ", inputs.Select(Text));
        string to = string.Join(", ", outputs.Select(Text));
        return $": {(from.Length == 0 ? "" : $"{from} -> ")}{to}, {layer.Weights.Sum(weight => weight.Shape.ElementCount):N0} parameters";

        static string Text(PartialShape shape) => shape.IsKnown ? $"{shape}" : "?";
    }

    private static void AppendTotals(StringBuilder text, Network network)
    {
        Parameter[] trainable = [.. network.Parameters.Where(parameter => parameter.Trainable)];
        Parameter[] fixedOnes = [.. network.Parameters.Where(parameter => !parameter.Trainable)];
        text.Append(CultureInfo.InvariantCulture, $" Total params: {Total([.. network.Parameters])}\n");
        text.Append(CultureInfo.InvariantCulture, $" Trainable params: {Total(trainable)}\n");
        text.Append(CultureInfo.InvariantCulture, $" Non-trainable params: {Total(fixedOnes)}\n");
    }

    private static string Total(Parameter[] parameters)
    {
        double size = parameters.Sum(parameter => parameter.Template.Shape.ElementCount * (double)parameter.Template.Type.SizeInBytes);
        int unit = 0;
        while (size >= 1024 && unit < s_units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return $"{parameters.Sum(parameter => parameter.Template.Shape.ElementCount):N0} ({size:F2} {s_units[unit]})";
    }

    private static string[] Cells(BuiltLayer layer, Network network, bool isGraph)
    {
        BuiltCall[] calls = [.. network.Model.Root.Calls.Where(call => call.Layer == layer)];
        string[] sources = [.. calls.SelectMany(call => call.Sources)];
        long count = layer.Weights.Sum(weight => weight.Shape.ElementCount);
        string[] cells =
            [$"{layer.Name} ({layer.Layer.ClassName})", string.Join(", ", calls[0].Outputs.Select(ShapeText)), $"{count:N0}"];
        return isGraph ? [.. cells, sources.Length == 0 ? "-" : string.Join(",\n", sources)] : cells;
    }

    /// <summary>A shape as Python prints a tuple; a question mark where it is not known.</summary>
    private static string ShapeText(PartialShape shape)
    {
        if (!shape.IsKnown)
        {
            return "?";
        }

        string sizes = string.Join(", ", shape.Dimensions.ToArray().Select(size => size is { } known ? $"{known}" : "None"));
        return shape.Rank == 1 ? $"({sizes},)" : $"({sizes})";
    }

    private static string[] Lines(string cell) => cell.Split('\n');

    private static string Rule(char left, char line, char cross, char right, int[] widths) =>
        left + string.Join($"{cross}", widths.Select(width => new string(line, width))) + right + '\n';

    /// <summary>Numbers stand at the right, the rest at the left; a cell of several lines makes the row as high.</summary>
    private static string Line(char border, string[] cells, int[] widths)
    {
        StringBuilder text = new();
        int height = cells.Take(widths.Length).Max(cell => Lines(cell).Length);
        for (int line = 0; line < height; line++)
        {
            IEnumerable<string> parts = widths.Select((width, column) =>
            {
                string part = Lines(cells[column]).ElementAtOrDefault(line) ?? "";
                return " " + (column == 2 ? part.PadLeft(width - 2) : part.PadRight(width - 2)) + " ";
            });
            text.Append(border).Append(string.Join($"{border}", parts)).Append(border).Append('\n');
        }

        return text.ToString();
    }
}
