using System.Text.Json;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Advice for programs.</summary>
internal static class AdviseJson
{
    internal static void Write(Utf8JsonWriter json, string name, Advice advice)
    {
        SignalPropagation facts = advice.Facts;
        json.WriteStartObject();
        json.WriteString("activation", name);
        json.WriteFinite("gain", advice.Gain.Gain);
        json.WriteFinite("unit_output_gain", advice.Gain.UnitOutput);
        json.WriteFinite("mean_square", advice.MeanSquare);
        WriteCritical(json, advice.Critical);
        json.WriteStartArray("other_fixed_points");
        foreach (FixedPoint point in advice.OtherFixedPoints)
        {
            WriteFixedPoint(json, point);
        }

        json.WriteEndArray();
        json.WriteFinite("weight_variance", facts.Map.WeightVariance);
        json.WriteFinite("bias_variance", facts.Map.BiasVariance);
        json.WriteFinite("fixed_point", facts.FixedPoint?.Variance);
        json.WriteString("stability", facts.FixedPoint is { } reached ? NameOf(reached.Stability) : null);
        json.WriteFinite("chi_parallel", facts.ChiParallel);
        json.WriteFinite("chi_perp", facts.ChiPerp);
        json.WriteFinite("correlation_fixed_point", facts.CorrelationFixedPoint);
        json.WriteFinite("depth_scale", facts.DepthScale);
        json.WriteString("phase", facts.Phase is Phase phase ? NameOf(phase) : null);
        json.WriteStartObject("first_layer");
        json.WriteFinite("weight_variance", advice.FirstLayer.WeightVariance);
        json.WriteFinite("bias_variance", advice.FirstLayer.BiasVariance);
        json.WriteFinite("variance", advice.FirstLayer.Variance);
        json.WriteEndObject();
        WriteRecommendation(json, advice);
        json.WriteEndObject();
    }

    /// <summary>"HalfStableFromAbove" is "half_stable_from_above".</summary>
    internal static string NameOf<T>(T value)
        where T : struct, Enum => string.Concat($"{value}".Select((letter, i) =>
            char.IsAsciiLetterUpper(letter) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter) : $"{letter}"));

    private static void WriteCritical(Utf8JsonWriter json, CriticalPoint? critical)
    {
        if (critical is null)
        {
            json.WriteNull("critical");
            return;
        }

        json.WriteStartObject("critical");
        json.WriteString("kind", NameOf(critical.Kind));
        json.WriteFinite("weight_variance", critical.WeightVariance);
        json.WriteFinite("bias_variance", critical.BiasVariance);
        if (critical.FixedPoint is double variance)
        {
            json.WriteFinite("fixed_point", variance);
        }
        else
        {
            json.WriteString("fixed_point", "any");
        }

        if (critical.Kind == CriticalKind.Family)
        {
            json.WriteStartObject("example");
            json.WriteFinite("fixed_point", critical.FixedPoint);
            json.WriteFinite("weight_variance", critical.WeightVariance);
            json.WriteFinite("bias_variance", critical.BiasVariance);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteFixedPoint(Utf8JsonWriter json, FixedPoint point)
    {
        json.WriteStartObject();
        json.WriteFinite("fixed_point", point.Variance);
        json.WriteString("stability", NameOf(point.Stability));
        json.WriteFinite("chi_parallel", point.ChiParallel);
        json.WriteFinite("chi_perp", point.ChiPerp);
        if (point.ReachedFrom is var (from, to))
        {
            json.WriteValues("reached_from", [from, to]);
        }

        json.WriteEndObject();
    }

    private static void WriteRecommendation(Utf8JsonWriter json, Advice advice)
    {
        Recommendation recommendation = advice.Recommendation;
        json.WriteStartObject("recommendation");
        json.WriteTexts("reason", recommendation.Reason);
        if (advice.Request is { IsResidual: false, Normalization: NormalizationKind.None, Layer: LayerKind.Dense or LayerKind.Conv })
        {
            json.WriteFinite("weight_variance", advice.RecommendedMap.WeightVariance);
            json.WriteFinite("bias_variance", advice.RecommendedMap.BiasVariance);
        }

        foreach (RecommendedArgument argument in recommendation.Arguments)
        {
            json.WritePropertyName(argument.Name);
            json.WriteRawValue(argument.Json);
        }

        json.WriteString("csharp", recommendation.CSharp);
        json.WriteString("pytorch", recommendation.PyTorch);
        json.WriteStartObject("numbers");
        foreach (AdviceNumber number in recommendation.Numbers)
        {
            json.WriteFinite(number.Key, number.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
