using System.Text.Json;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Output;

/// <summary>Diagnoses for programs.</summary>
internal static class DiagnoseJson
{
    internal static void Write(Utf8JsonWriter json, Diagnosis diagnosis, IReadOnlyList<string> assumptions)
    {
        json.WriteStartObject();
        json.WriteBoolean("healthy", diagnosis.IsHealthy);
        json.WriteInteger("seed", diagnosis.Model.Seed);
        json.WriteStartArray("faults");
        foreach (SignalFinding fault in diagnosis.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", AdviseJson.NameOf(fault.Fault));
            json.WriteString("layer", fault.Node.Name);
            json.WriteFinite("value", fault.Value);
            json.WriteFinite("expected", fault.Expected);
            json.WriteString("sentence", fault.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChange(json, diagnosis.Change);
        json.WriteStartObject("evidence");
        json.WriteStartArray("trials");
        foreach (Trial trial in diagnosis.Trials)
        {
            Write(json, trial);
        }

        json.WriteEndArray();
        WritePairs(json, diagnosis);
        json.WriteEndObject();
        json.WriteTexts("assumptions", assumptions);
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, ModelChange? change)
    {
        if (change is null)
        {
            json.WriteNull("change");
            return;
        }

        json.WriteStartObject("change");
        json.WriteString("initialization", change.Name);
        json.WriteString("sentence", change.Description);
        json.WriteString("csharp", change.CSharp);
        json.WriteString("command", change.Command);
        json.WritePropertyName("patch");
        change.Patch.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter json, Diagnosis diagnosis)
    {
        json.WriteStartArray("pairs");
        foreach ((Trial before, Trial after) in diagnosis.Evidence)
        {
            json.WriteStartObject();
            json.WriteInteger("seed", before.Seed);
            json.WriteInteger("steps", after.Steps);
            json.WriteFinite("before", before.Loss);
            json.WriteFinite("after", after.Loss);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("test", diagnosis.Test is null ? null : PermutationTest.Name);
        json.WriteFinite("p", diagnosis.Test?.PValue);
    }

    private static void Write(Utf8JsonWriter json, Trial trial)
    {
        json.WriteStartObject();
        json.WriteString("initialization", trial.Name);
        json.WriteInteger("seed", trial.Seed);
        json.WriteInteger("steps", trial.Steps);
        if (trial.FaultsLeft is { } faults)
        {
            json.WriteInteger("faults_left", faults);
        }

        json.WriteFinite("first_loss", trial.FirstLoss);
        json.WriteFinite("loss", trial.Loss);
        json.WriteEndObject();
    }
}
