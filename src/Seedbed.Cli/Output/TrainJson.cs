using System.Text.Json;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Training;

namespace Seedbed.Cli.Output;

/// <summary>Trained models for programs: the run, or where there are several a list of them.</summary>
internal static class TrainJson
{
    internal static void Write(Utf8JsonWriter json, TrainedRuns runs, IReadOnlyList<string> notes)
    {
        json.WriteStartObject();
        if (runs is { Comparison: null, Runs: [TrainedRun only] })
        {
            WriteContent(json, only);
        }
        else
        {
            json.WriteStartArray("runs");
            foreach (TrainedRun run in runs.Runs)
            {
                json.WriteStartObject();
                WriteContent(json, run);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (runs.Comparison is { } comparison)
            {
                ComparisonJson.Write(json, comparison);
            }
        }

        json.WriteTexts("assumptions", notes);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, TrainedRun run)
    {
        json.WriteString("initializer", run.Initializer);
        json.WriteNumber("seed", run.Seed);
        json.WriteStartObject("history");
        foreach ((string name, IReadOnlyList<double> values) in run.Values)
        {
            json.WriteValues(name, values);
        }

        json.WriteEndObject();
        if (run.Evaluation is { } evaluation)
        {
            json.WriteValues("evaluate", evaluation.Values);
        }
        else
        {
            json.WriteNull("evaluate");
        }

        if (run.Failure is { } failure)
        {
            json.WriteString("failure", failure);
        }

        if (run.Monitor is { } monitor)
        {
            WriteMonitor(json, monitor);
        }

        json.WritePropertyName("predictions");
        if (run.Predictions is [Samples only])
        {
            WriteArray(json, only.ToArray(), [.. only.Dimensions]);
            return;
        }

        json.WriteStartArray();
        foreach (Samples output in run.Predictions)
        {
            WriteArray(json, output.ToArray(), [.. output.Dimensions]);
        }

        json.WriteEndArray();
    }

    /// <summary>Which steps were recorded, and the warnings; the numbers are <c>--monitor-log</c>'s.</summary>
    private static void WriteMonitor(Utf8JsonWriter json, SignalMonitor monitor)
    {
        json.WriteStartObject("monitor");
        json.WriteIntegers("steps", monitor.Records.Select(record => record.Step));
        json.WriteStartArray("warnings");
        foreach (MonitorWarning warning in monitor.Warnings)
        {
            json.WriteStartObject();
            json.WriteNumber("step", warning.Step);
            json.WriteString("fault", warning.FaultName);
            json.WriteString("signal", warning.Signal);
            json.WriteFinite("value", warning.Value);
            json.WriteFinite("threshold", warning.Threshold);
            json.WriteTexts("others", warning.Others);
            json.WriteString("sentence", warning.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Nested lists, as NumPy's <c>tolist</c> gives them; the innermost on one line.</summary>
    private static void WriteArray(Utf8JsonWriter json, ReadOnlySpan<double> values, ReadOnlySpan<int> sizes)
    {
        if (sizes.Length <= 1)
        {
            json.WriteRawValue(JsonOutput.ValuesText(values.ToArray()));
            return;
        }

        json.WriteStartArray();
        int length = sizes[0] == 0 ? 0 : values.Length / sizes[0];
        for (int i = 0; i < sizes[0]; i++)
        {
            WriteArray(json, values.Slice(i * length, length), sizes[1..]);
        }

        json.WriteEndArray();
    }
}
