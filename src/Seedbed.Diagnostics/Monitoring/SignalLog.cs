using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seedbed.Diagnostics;

/// <summary>The file of a monitor: a line for each layer and weight of each record.</summary>
internal sealed class SignalLog
{
    private const string JsonLines = ".jsonl";
    private const string Layer = "layer";
    private const string Weight = "weight";

    private static readonly string[] s_columns =
    [
        "step", "epoch", "loss", "learning_rate", "kind", "name", "mean", "std", "norm", "gradient_std", "update_std", "update_ratio",
        "lost_fraction", "dead_fraction", "saturated_fraction",
    ];

    private readonly string _path;
    private readonly bool _append;
    private readonly bool _isJson;

    internal SignalLog(string path, bool append)
    {
        _isJson = path.EndsWith(JsonLines, StringComparison.OrdinalIgnoreCase);
        if (!_isJson && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"the log is '{path.Excerpt()}'; its name must end in .csv or {JsonLines}.", nameof(path));
        }

        (_path, _append) = (path, append);
    }

    /// <summary>Before the first record; a file that is gone on with has its header already.</summary>
    internal void Begin()
    {
        if (!_append || !File.Exists(_path))
        {
            Write(File.WriteAllText, _isJson ? "" : string.Join(',', s_columns) + '\n');
        }
    }

    internal void Write(StepRecord record)
    {
        StringBuilder lines = new();
        foreach (LayerRecord layer in record.Layers)
        {
            Append(lines, record, Layer, layer.Name, [layer.Mean, layer.Deviation, null, null, null, null, null, layer.DeadFraction,
                layer.SaturatedFraction]);
        }

        foreach (WeightRecord weight in record.Weights)
        {
            Append(lines, record, Weight, weight.Name, [null, weight.Deviation, weight.Norm, weight.GradientDeviation,
                weight.UpdateDeviation, weight.UpdateRatio, weight.LostFraction, null, null]);
        }

        Write(File.AppendAllText, lines.ToString());
    }

    private void Append(StringBuilder lines, StepRecord record, string kind, string name, ReadOnlySpan<double?> values)
    {
        lines.Append(_isJson ? JsonLine(record, kind, name, values) : CsvLine(record, kind, name, values)).Append('\n');
    }

    private static string CsvLine(StepRecord record, string kind, string name, ReadOnlySpan<double?> values)
    {
        StringBuilder line = new($"{record.Step},{record.Epoch},{record.Loss},{record.LearningRate},{kind},{Quoted(name)}");
        foreach (double? value in values)
        {
            line.Append(',').Append(value is { } number ? $"{number}" : "");
        }

        return line.ToString();
    }

    /// <summary>As RFC 4180 has it.</summary>
    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;

    private static string JsonLine(StepRecord record, string kind, string name, ReadOnlySpan<double?> values)
    {
        const int firstValue = 6;
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber(s_columns[0], record.Step);
            json.WriteNumber(s_columns[1], record.Epoch);
            WriteNumber(json, s_columns[2], record.Loss);
            WriteNumber(json, s_columns[3], record.LearningRate);
            json.WriteString(s_columns[4], kind);
            json.WriteString(s_columns[5], name);
            for (int i = 0; i < values.Length; i++)
            {
                WriteNumber(json, s_columns[firstValue + i], values[i]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>NaN and infinities, which JSON has not, as texts: they are values, not gaps.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string column, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(column, number);
        }
        else if (value is { } other)
        {
            json.WriteString(column, double.IsNaN(other) ? "NaN" : other > 0 ? "Infinity" : "-Infinity");
        }
    }

    /// <summary>What the system refuses names the file.</summary>
    private void Write(Action<string, string> write, string text)
    {
        try
        {
            write(_path, text);
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new IOException($"the log {_path.Excerpt()} cannot be written: its folder does not exist; make it first.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the log {_path.Excerpt()} cannot be written: {SystemRefusals.ReasonOf(fault)}.", fault);
        }
    }
}
