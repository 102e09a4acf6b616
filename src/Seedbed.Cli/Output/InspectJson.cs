using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Inspection;

namespace Seedbed.Cli.Output;

/// <summary>A checkpoint's tensors for programs.</summary>
internal static class InspectJson
{
    internal static void Write(Utf8JsonWriter json, string path, CheckpointFile file, IReadOnlyList<TensorSummary> tensors)
    {
        json.WriteStartObject();
        json.WriteString("file", path);
        json.WriteString("format", file.Format.Name);
        json.WriteStartObject("metadata");
        foreach ((string key, string value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteTexts("not_numbers", file.Unread);
        json.WriteStartArray("tensors");
        foreach (TensorSummary tensor in tensors)
        {
            Write(json, tensor);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TensorSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("name", summary.Tensor.Name);
        json.WriteIntegers("shape", summary.Tensor.Shape.Dimensions.ToArray());
        json.WriteString("dtype", summary.Tensor.Type.Name);
        json.WriteNumber("elements", summary.Tensor.Shape.ElementCount);
        json.WriteFinite("mean", summary.Values.Mean);
        json.WriteFinite("std", summary.Values.StandardDeviation);
        json.WriteFinite("min", summary.Values.Minimum);
        json.WriteFinite("max", summary.Values.Maximum);
        json.WriteNumber("zeros", summary.Values.Zeros);
        json.WriteNumber("nan", summary.Values.NaNs);
        json.WriteNumber("inf", summary.Values.Infinities);
        json.WriteString("duplicate_of", summary.DuplicateOf);
        json.WriteEndObject();
    }
}
