using System.Text.Json;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Runs from several seeds for programs: <c>quantity</c>, <c>bands</c> and <c>differences</c>.</summary>
internal static class ComparisonJson
{
    internal static void Write(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteString("quantity", comparison.Quantity);
        json.WriteStartArray("bands");
        foreach (CurveBand band in comparison.Bands)
        {
            json.WriteStartObject();
            json.WriteString("initializer", band.Name);
            json.WriteString("quantity", band.Quantity);
            json.WriteNumber("runs", band.Runs);
            json.WriteValues("least", band.Least);
            json.WriteValues("lower_quartile", band.LowerQuartile);
            json.WriteValues("median", band.Median);
            json.WriteValues("upper_quartile", band.UpperQuartile);
            json.WriteValues("greatest", band.Greatest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (PairedDifference difference in comparison.Differences)
        {
            json.WriteStartObject();
            WriteContent(json, difference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter json, PairedDifference difference)
    {
        json.WriteString("initializer", difference.Second);
        json.WriteString("against", difference.First);
        json.WriteIntegers("seeds", difference.Seeds);
        json.WriteString("test", PermutationTest.Name);
        json.WriteString("statistic", $"mean difference of the last {difference.Quantity}");
        json.WriteValue("mean_difference", difference.Test.MeanDifference);
        json.WriteNumber("p", difference.Test.PValue);
        json.WriteNumber("p_by_holm", difference.AdjustedPValue);
        json.WriteNumber("least_p", difference.Test.LeastPValue);
        json.WriteBoolean("is_exact", difference.Test.IsExact);
        json.WriteBoolean("can_be_told", difference.CanBeTold);
        json.WriteBoolean("is_more_than_noise", difference.IsMoreThanNoise);
        json.WriteString("sentence", difference.Sentence);
    }
}
