using System.Text.Json;
using Seedbed.Keras;

namespace Seedbed.Cli.Output;

/// <summary>What there is to tell about a converted checkpoint, for people and for programs.</summary>
/// <param name="Source">What was read.</param>
/// <param name="Target">What was written.</param>
/// <param name="Conversion">What was converted.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Notes">What was told on the way.</param>
internal sealed record ConvertReport(string Source, string Target, Conversion Conversion, double Seconds, IReadOnlyList<string> Notes)
{
    private string TargetFormat => Checkpoint.FormatOf(Target)?.Name ?? ".npy";

    private long ParameterCount => Conversion.Plan.Tensors.Sum(tensor => tensor.Shape.ElementCount);

    internal void Print(Terminal terminal)
    {
        FactList.Print(terminal, "file", Target);
        FactList.Print(terminal, "format", $"{TargetFormat}, from {Conversion.SourceFormat}");
        FactList.Print(terminal, "tensors", $"{Conversion.Plan.Tensors.Length}");
        FactList.Print(terminal, "parameters", $"{ParameterCount:N0}");
        FactList.Print(terminal, "bytes", $"{Conversion.Plan.ByteCount:N0}");
        FactList.Print(terminal, "seconds", $"{Seconds:F2}");
    }

    internal void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", Source);
        json.WriteString("source_format", Conversion.SourceFormat.Name);
        json.WriteString("file", Target);
        json.WriteString("format", TargetFormat);
        json.WriteNumber("tensor_count", Conversion.Plan.Tensors.Length);
        json.WriteNumber("parameter_count", ParameterCount);
        json.WriteNumber("bytes", Conversion.Plan.ByteCount);
        json.WriteFinite("seconds", Seconds);
        json.WriteTexts("assumptions", Notes);
        json.WriteEndObject();
    }
}
