using System.Diagnostics;
using System.Globalization;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Batteries.Predictions;

/// <summary>A model whose second moments are predicted, and measured over networks of many seeds.</summary>
/// <param name="Name">The file in tests/Seedbed.Tests/Cases.</param>
/// <param name="Pixels">The size of its images in the file; 0 for other inputs.</param>
internal sealed record PredictionCase(string Name, int Pixels = 0)
{
    internal static IReadOnlyList<PredictionCase> All { get; } =
        [new("resnet50", 32), new("mobilenet_v2", 32), new("unet_skips", 32), new("transformer_12"), new("lstm_100")];

    /// <summary>The model with images of another size.</summary>
    /// <param name="folder">Of the files.</param>
    /// <param name="pixels">The size; that of the file where it is 0.</param>
    internal Model Load(string folder, int pixels = 0)
    {
        string path = Path.Combine(folder, $"{Name}.json");
        if (pixels == 0 || Pixels == 0)
        {
            return Model.Load(path, seed: 1);
        }

        string copy = Path.Combine(Path.GetTempPath(), $"seedbed-{Name}-{pixels}-{Environment.ProcessId}.json");
        File.WriteAllText(copy, File.ReadAllText(path).Replace(
            $"[null, {Pixels}, {Pixels}, 3]", $"[null, {pixels}, {pixels}, 3]", StringComparison.Ordinal)
            .Replace($"[null,{Pixels},{Pixels},3]", $"[null,{pixels},{pixels},3]", StringComparison.Ordinal));
        try
        {
            return Model.Load(copy, seed: 1);
        }
        finally
        {
            File.Delete(copy);
        }
    }
}

/// <summary>One layer: what was predicted, and the mean over networks.</summary>
/// <param name="Predicted">The prediction.</param>
/// <param name="SecondMoment">The mean of the second moments that were measured.</param>
/// <param name="Seeds">The number of networks.</param>
internal sealed record ComparedNode(PredictedNode Predicted, double SecondMoment, int Seeds)
{
    /// <summary>A quarter, and the noise that is stated for a mean of so many networks.</summary>
    internal double Tolerance => 0.25 + (Predicted.RelativeSpread!.Value / Math.Sqrt(Seeds));

    internal double Ratio => SecondMoment == Predicted.SecondMoment ? 1 : SecondMoment / Predicted.SecondMoment!.Value;

    /// <summary>Whether neither is greater than the other by more than the tolerance, be that as wide as it may.</summary>
    internal bool IsWithin => Math.Max(Ratio, 1 / Ratio) <= 1 + Tolerance;

    public override string ToString() =>
        $"{Predicted.Node.Name}: predicted {Predicted.SecondMoment:G4}, measured {SecondMoment:G4}, tolerance {Tolerance:F2}";
}

/// <summary>Predictions against means over networks.</summary>
internal static class PredictionBattery
{
    private const double MostSeconds = 2;

    private static readonly int[] s_pixels = [0, 64];

    /// <summary>All models, at the sizes of their files and at larger ones.</summary>
    internal static IEnumerable<BatteryRow> Run(string folder, int seeds)
    {
        foreach (PredictionCase model in PredictionCase.All)
        {
            foreach (int pixels in s_pixels.Take(model.Pixels == 0 ? 1 : 2))
            {
                Model loaded = model.Load(folder, pixels);
                _ = loaded.Nodes;
                long start = Stopwatch.GetTimestamp();
                double coverage = SignalPrediction.Of(loaded, OptionsFor(loaded, Inputs(loaded, 8, 0))).Coverage;
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                ComparedNode[] nodes = [.. Compare(loaded, seeds, batch: 8)];
                ComparedNode worst = nodes.MaxBy(node => Math.Max(node.Ratio, 1 / node.Ratio))!;
                string what = FormattableString.Invariant(
                    $"{model.Name} {(pixels > 0 ? pixels : model.Pixels)}: {seconds:F2} s, coverage {coverage:P0}, worst {worst.Ratio:F3}")
                    + $" at {worst.Predicted.Node.Name}";
                int wrong = nodes.Count(node => !node.IsWithin) + (coverage < 0.85 ? 1 : 0) + (seconds > MostSeconds ? 1 : 0);
                yield return new BatteryRow(what, $"{seeds} seeds", nodes.Length, wrong);
            }
        }
    }

    /// <summary>Every layer with a prediction, and the mean over networks of as many seeds, each with a batch of its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seeds">The number of networks.</param>
    /// <param name="batch">Samples for each.</param>
    internal static IEnumerable<ComparedNode> Compare(Model model, int seeds, int batch)
    {
        SignalPrediction prediction = SignalPrediction.Of(model, OptionsFor(model, Inputs(model, batch, 0)));
        double[] sums = new double[prediction.Nodes.Count];
        for (int seed = 0; seed < seeds; seed++)
        {
            using ModelRun run = model.Clone(seed + 1).Observe(Inputs(model, batch, seed), new ObserveOptions
            {
                IsTraining = true,
                Observer = call => sums[call.Node.Index] += call.PreActivation.SumOfSquares() / call.PreActivation.Count / seeds,
            });
        }

        return prediction.Nodes.Where(node => node.SecondMoment is not null)
            .Select(node => new ComparedNode(node, sums[node.Node.Index], seeds));
    }

    /// <summary>The batch's size, and which tokens count positions: unit Gaussians and uniform tokens are taken for granted.</summary>
    private static PredictionOptions OptionsFor(Model model, Samples[] inputs) => new()
    {
        BatchSize = inputs[0].Count,
        Inputs = [.. inputs.Select((samples, index) => index == 0 ? null : InputStatistics.OfTokens(samples))],
        InputSizes = [.. model.InputShapes.Select(shape => shape.Skip(1).Select(size => (int)size!).ToArray())],
    };

    /// <summary>Gaussians, tokens where an Embedding reads them, and positions for a second input.</summary>
    private static Samples[] Inputs(Model model, int batch, int seed) => [.. model.InputShapes.Select((shape, index) =>
    {
        int[] sizes = [batch, .. shape.Skip(1).Select(size => (int)size!)];
        Shape whole = Shape.Create([.. sizes.Select(size => (long)size)]);
        ModelNode? reader = model.Nodes.FirstOrDefault(
            node => node.ClassName == "Embedding" && node.Inputs.Contains(new NodeTensor(-1, index)));
        int vocabulary = reader is null ? 0 : int.Parse(reader.Config["input_dim"]!.ToJsonString(), CultureInfo.InvariantCulture);
        return reader is null ? Samples.Of<float>(new RandomNormal(stddev: 1, seed: seed + 1).CreateArray<float>(whole), sizes)
            : index == 0 ? Samples.Of<int>(Tokens(new RandomUniform(0, vocabulary, seed: seed + 1).CreateArray<double>(whole)), sizes)
            : Samples.Of<int>([.. Enumerable.Range(0, batch * sizes[1]).Select(i => i % sizes[1])], sizes);
    })];

    private static int[] Tokens(double[] values) => [.. values.Select(value => (int)value)];
}
