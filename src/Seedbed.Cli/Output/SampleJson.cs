using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Cli.Sampling;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Cli.Output;

/// <summary>A drawn tensor for programs.</summary>
internal static class SampleJson
{
    /// <summary>The sample, or where there are several a list of them.</summary>
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<SampleReport> reports)
    {
        if (reports is [SampleReport only])
        {
            Write(json, only);
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("samples");
        foreach (SampleReport report in reports)
        {
            Write(json, report);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SampleReport report)
    {
        json.WriteStartObject();
        WriteRequest(json, report.Request);
        WriteFans(json, report.Fans);
        WriteStatistics(json, report.Statistics);
        WriteExpected(json, report.Expected);
        json.WriteValues("first_values", report.FirstValues);
        WriteHistogram(json, report.Histogram);
        json.WriteEndObject();
    }

    /// <summary>A tensor that was written to a file.</summary>
    internal static void WriteFile(Utf8JsonWriter json, SampleRequest request, string path)
    {
        json.WriteStartObject();
        WriteRequest(json, request);
        json.WriteString("file", path);
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, SampleRequest request)
    {
        json.WritePropertyName("initializer");
        WriteConfig(json, request.Initializer);
        json.WriteIntegers("shape", request.Shape.Dimensions.ToArray());
        json.WriteString("dtype", request.ElementType.Name());
        json.WriteStartObject("slice");
        json.WriteNumber("start", request.Slice.Start);
        json.WriteNumber("count", request.Slice.Count);
        json.WriteEndObject();
        json.WriteInteger("seed", request.Seed);
        json.WriteString("stream", request.Stream.Name);
        json.WriteString("keras", KerasRelease.Drawing(request.Stream));
    }

    /// <summary>A scheme that Keras has no configuration for is told by its name.</summary>
    private static void WriteConfig(Utf8JsonWriter json, Initializer initializer)
    {
        try
        {
            // Keras writes NaN and Infinity as Python does; parsing makes them texts, which the registry reads as well.
            using JsonDocument config = KerasJson.Parse(InitializerRegistry.Default.Serialize(initializer));
            config.RootElement.WriteTo(json);
        }
        catch (NotSupportedException)
        {
            json.WriteStringValue(initializer.ClassName);
        }
    }

    private static void WriteFans(Utf8JsonWriter json, Fans? fans)
    {
        if (fans is not Fans known)
        {
            json.WriteNull("fans");
            return;
        }

        json.WriteStartObject("fans");
        json.WriteFinite("fan_in", known.FanIn);
        json.WriteFinite("fan_out", known.FanOut);
        json.WriteEndObject();
    }

    private static void WriteStatistics(Utf8JsonWriter json, Statistics statistics)
    {
        json.WriteStartObject("statistics");
        json.WriteNumber("count", statistics.Count);
        WriteMoments(json, statistics.Mean, statistics.StandardDeviation, statistics.Minimum, statistics.Maximum);
        json.WriteNumber("zeros", statistics.Zeros);
        json.WriteNumber("nan", statistics.NaNs);
        json.WriteNumber("inf", statistics.Infinities);
        json.WriteEndObject();
    }

    /// <summary>A bound that there is not is null.</summary>
    private static void WriteExpected(Utf8JsonWriter json, Distribution? expected)
    {
        if (expected is null)
        {
            json.WriteNull("expected");
            return;
        }

        json.WriteStartObject("expected");
        WriteMoments(json, expected.Mean, expected.StandardDeviation, expected.Minimum, expected.Maximum);
        json.WriteEndObject();
    }

    private static void WriteMoments(Utf8JsonWriter json, double? mean, double? deviation, double? minimum, double? maximum)
    {
        json.WriteFinite("mean", mean);
        json.WriteFinite("std", deviation);
        json.WriteFinite("min", minimum);
        json.WriteFinite("max", maximum);
    }

    private static void WriteHistogram(Utf8JsonWriter json, Histogram? histogram)
    {
        if (histogram is null)
        {
            json.WriteNull("histogram");
            return;
        }

        json.WriteStartObject("histogram");
        json.WriteValues("edges", histogram.Edges);
        json.WriteIntegers("counts", histogram.Counts);
        json.WriteEndObject();
    }
}
