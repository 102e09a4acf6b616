using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;

namespace Seedbed.Cli.Output;

/// <summary>An initialized model for programs; a dry run has every tensor.</summary>
internal static class InitJson
{
    internal static void Write(Utf8JsonWriter json, InitReport report)
    {
        json.WriteStartObject();
        json.WriteString("template", report.Template);
        json.WriteString("file", report.File);
        json.WriteNumber(report.Plan.GlobalSeed is null ? "seed" : "global_seed", report.Plan.Seed);
        json.WriteBoolean("seed_was_drawn", report.SeedWasDrawn);
        json.WriteString("stream", report.Plan.Stream.Name);
        json.WriteString("keras", $"{report.Release}");
        json.WriteNumber("tensor_count", report.Plan.Tensors.Length);
        json.WriteNumber("parameter_count", report.ParameterCount);
        json.WriteNumber("bytes", report.Plan.ByteCount);
        json.WriteFinite("seconds", report.Seconds);
        json.WriteTexts("assumptions", report.Assumptions);
        json.WriteTexts("warnings", report.Plan.Warnings);
        if (report.Calibration is not null)
        {
            CalibrationOutput.Write(json, report.Calibration);
        }

        if (report.File is null)
        {
            WriteTensors(json, report.Plan);
        }

        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, InitializationPlan plan)
    {
        json.WriteStartArray("tensors");
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteIntegers("shape", tensor.Shape.Dimensions.ToArray());
            json.WriteString("dtype", tensor.Type.Name);
            json.WriteString("initializer", InitReport.SchemeOf(tensor));
            json.WriteFinite("std", InitReport.DeviationOf(tensor));
            json.WriteString("seed_source", tensor.SeedSource);
            json.WriteString("key", InitReport.KeyOf(tensor));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
