using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>What fills the parameters of a module; as a text, a table of name, shape, fans, standard deviation and scheme.</summary>
public sealed class ModulePlan
{
    private readonly InitializationPlan _plan;
    private readonly ImmutableArray<Tensor> _tensors;

    internal ModulePlan(InitializationPlan plan, ImmutableArray<Tensor> tensors, ImmutableArray<string> unchanged)
    {
        _plan = plan;
        _tensors = tensors;
        Unchanged = unchanged;
    }

    /// <summary>The seed, given or drawn.</summary>
    public long Seed => _plan.Seed;

    /// <summary>The parameters that are filled, with their schemes.</summary>
    public ImmutableArray<PlannedTensor> Parameters => _plan.Tensors;

    /// <summary>The names of the parameters that no rule fits, and that are no norm and no bias: they stay as they are.</summary>
    public ImmutableArray<string> Unchanged { get; }

    /// <summary>The table.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["parameter", "shape", "fans", "std", "scheme"],
            .. Parameters.Select(Row),
            .. Unchanged.Select(name => new[] { name, "", "", "", "stays as it is" }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.Append(CultureInfo.InvariantCulture, $"seed {Seed}").ToString();
    }

    /// <summary>Fills the parameters, all without recording gradients.</summary>
    internal void Run(FillOptions options)
    {
        foreach ((Tensor tensor, PlannedTensor planned) in _tensors.Zip(Parameters))
        {
            TensorFill.FillPinned(tensor, planned.Initializer, options);
        }
    }

    private static string[] Row(PlannedTensor tensor)
    {
        string fans = tensor.Initializer is VarianceScaling scaling && scaling.Fans.Of(tensor.Shape) is var both
            ? string.Create(CultureInfo.InvariantCulture, $"{both.FanIn}, {both.FanOut}")
            : "";
        double? deviation = tensor.Initializer.StandardDeviationFor(tensor.Shape);
        return
        [
            tensor.Name, $"{tensor.Shape}", fans, deviation?.ToString("G4", CultureInfo.InvariantCulture) ?? "",
            tensor.Initializer.ClassName,
        ];
    }
}
