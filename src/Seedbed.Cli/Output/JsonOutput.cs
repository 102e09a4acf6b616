using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seedbed.Cli.Output;

/// <summary>JSON as the tool prints it: indented, formulas readable, numbers that JSON has not as null.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Print(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        using (Utf8JsonWriter json = new(new PrintableSink(terminal), s_options))
        {
            write(json);
        }

        terminal.Output.WriteLine();
    }

    /// <summary>An object on one line.</summary>
    internal static string Line(Action<Utf8JsonWriter> writeProperties)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, s_options with { Indented = false }))
        {
            json.WriteStartObject();
            writeProperties(json);
            json.WriteEndObject();
        }

        return PrintableText.OfJson(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <summary>The number, or null where it is missing, NaN or infinite.</summary>
    internal static void WriteFinite(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        if (value is double number && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>The integer, or null where it is missing.</summary>
    internal static void WriteInteger(this Utf8JsonWriter json, string name, long? value)
    {
        json.WritePropertyName(name);
        if (value is long number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Values of a tensor on one line; NaN and infinities as texts, since they are values, not gaps.</summary>
    internal static void WriteValues(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(ValuesText(values));
    }

    /// <summary>One such value.</summary>
    internal static void WriteValue(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(ValueText(value));
    }

    /// <summary>A list of values on one line.</summary>
    internal static string ValuesText(IEnumerable<double> values) => $"[{string.Join(", ", values.Select(ValueText))}]";

    /// <summary>Integers on one line.</summary>
    internal static void WriteIntegers(this Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", values.Select(value => $"{value}"))}]");
    }

    /// <summary>An array of texts.</summary>
    internal static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// Takes what the writer has finished, whole tokens, so that JSON of many tensors does not stand in memory in several forms.
    /// </summary>
    private sealed class PrintableSink(Terminal terminal) : IBufferWriter<byte>
    {
        private byte[] _block = new byte[1 << 14];

        public void Advance(int count)
        {
            terminal.Output.Write(PrintableText.OfJson(Encoding.UTF8.GetString(_block, 0, count)));
            terminal.FlushIfMuch();
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            _block = _block.Length < sizeHint ? new byte[sizeHint] : _block;
            return _block;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }

    private static string ValueText(double value) =>
        double.IsFinite(value) ? $"{value:R}" : double.IsNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}
