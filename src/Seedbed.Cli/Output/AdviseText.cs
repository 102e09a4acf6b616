using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Advice for people: the reason, what to paste, the facts, a plot.</summary>
internal static class AdviseText
{
    private static readonly TableColumn[] s_columns = [new("quantity"), TableColumn.OfNumbers("value"), new("meaning")];

    internal static void Print(Terminal terminal, string name, Advice advice)
    {
        AdviceRequest request = advice.Request;
        Recommendation recommendation = advice.Recommendation;
        terminal.Output.WriteLine($"{terminal.Bold(PrintableText.Of(name))}, depth {request.Depth}, width {request.Width}");
        foreach (string line in recommendation.Reason.SelectMany(line => WrappedText.Lines(line, terminal.Width)))
        {
            terminal.Output.WriteLine(line);
        }

        terminal.Output.WriteLine();
        foreach (RecommendedArgument argument in recommendation.Arguments)
        {
            PrintToPaste(
                terminal, argument.Name.Replace("_initializer", "", StringComparison.Ordinal).Replace('_', ' '), [argument.Json]);
        }

        PrintToPaste(terminal, "C#", WrappedText.Lines(recommendation.CSharp, terminal.Width));
        PrintToPaste(terminal, "PyTorch", WrappedText.Lines(recommendation.PyTorch, terminal.Width));
        terminal.Output.WriteLine();
        TextTable.Print(terminal, s_columns, [.. Facts(advice), .. Numbers(recommendation)]);
        if (request is { IsResidual: false, Normalization: NormalizationKind.None, Layer: LayerKind.Dense or LayerKind.Conv })
        {
            terminal.Output.WriteLine();
            VariancePlot.Print(terminal, advice.Curves());
        }
    }

    /// <summary>A label, and below it lines that are copied as they are: a configuration in JSON is never broken.</summary>
    private static void PrintToPaste(Terminal terminal, string label, IEnumerable<string> lines)
    {
        terminal.Output.WriteLine(terminal.Dim($"{label}:"));
        foreach (string line in lines)
        {
            terminal.Output.WriteLine(line);
        }
    }

    private static IEnumerable<string[]> Facts(Advice advice)
    {
        SignalPropagation facts = advice.Facts;
        yield return ["gain", Number(advice.Gain.Gain), "1/√E[φ(z)²]: weights behind φ keep unit variance"];
        yield return ["unit-output gain", Number(advice.Gain.UnitOutput), "σ with E[φ(σz)²] = 1"];
        yield return ["mean square", Number(advice.MeanSquare), "E[φ(z)²]"];
        string kind = advice.Critical is null ? "none" : AdviseJson.NameOf(advice.Critical.Kind);
        yield return ["critical point", kind, Critical(advice.Critical)];
        yield return ["σw²", Number(facts.Map.WeightVariance), "variance of weights times fan in"];
        yield return ["σb²", Number(facts.Map.BiasVariance), "variance of biases"];
        yield return ["fixed point q*", Number(facts.FixedPoint?.Variance), $"reached from q = 1: {Stability(facts.FixedPoint)}"];
        foreach (FixedPoint point in advice.OtherFixedPoints)
        {
            yield return ["  another", Number(point.Variance), Stability(point)];
        }

        yield return ["χ parallel", Number(facts.ChiParallel), "factor of a deviation of q from layer to layer"];
        yield return ["χ perp", Number(facts.ChiPerp), $"factor of squared gradients: "
            + $"{(facts.Phase is Phase phase ? AdviseJson.NameOf(phase) : "unknown")}"];
        yield return ["correlation c*", Number(facts.CorrelationFixedPoint), "to which the correlation of two inputs comes"];
        yield return ["depth scale", Number(facts.DepthScale), "ξ_c, layers in which correlations come there"];
        yield return ["trainable depth", Number(facts.TrainableDepth), "about 6·ξ_c layers"];
    }

    private static IEnumerable<string[]> Numbers(Recommendation recommendation) =>
        recommendation.Numbers.Select(number => (string[])[number.Key.Replace('_', ' '), Number(number.Value), number.Meaning]);

    private static string Critical(CriticalPoint? critical) => critical is null
        ? $"no pair with q* in {CriticalPoint.SearchedRange.From:G} to {CriticalPoint.SearchedRange.To:G}, or at 0"
        : $"σw² = {critical.WeightVariance:G9}, σb² = {critical.BiasVariance:G9}, q* = "
            + $"{(critical.FixedPoint is double q ? $"{q:G9}" : "any")}";

    private static string Stability(FixedPoint? point) => point switch
    {
        null => "none, q grows without end",
        { ReachedFrom: var (from, to) } => $"{AdviseJson.NameOf(point.Stability).Replace('_', ' ')}, from q in ({from:G4}, "
            + $"{(double.IsInfinity(to) ? "∞" : $"{to:G4}")})",
        _ => AdviseJson.NameOf(point.Stability).Replace('_', ' '),
    };

    private static string Number(double? value) => value switch
    {
        null or double.NaN => "none",
        double.PositiveInfinity => "∞",
        double number => $"{number:G7}",
    };
}
