using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Serialization;

/// <summary>Configurations as the JSON that every Keras since 3.3 reads: keys in Keras's order, axes only where they are set.</summary>
internal static class ConfigWriter
{
    internal static string Write(string? module, string className, IEnumerable<Argument> arguments, string? registeredName)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteObject(json, module, className, registeredName, () =>
            {
                foreach (Argument argument in arguments)
                {
                    json.WritePropertyName(argument.Name);
                    WriteValue(json, argument.Value);
                }
            });
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteObject(Utf8JsonWriter json, string? module, string className, string? registeredName, Action writeConfig)
    {
        json.WriteStartObject();
        json.WriteString("module", module);
        json.WriteString("class_name", className);
        json.WriteStartObject("config");
        writeConfig();
        json.WriteEndObject();
        json.WriteString("registered_name", registeredName);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, ArgumentValue value)
    {
        switch (value)
        {
            case NullValue:
                json.WriteNullValue();
                break;
            case IntegerValue integer:
                json.WriteNumberValue(integer.Value);
                break;
            case NumberValue number:
                WriteNumber(json, number.Value);
                break;
            case TextValue text:
                json.WriteStringValue(text.Value);
                break;
            case FlagValue flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ArrayValue array:
                WriteArray(json, array.Shape.Dimensions, array.Values.AsSpan());
                break;
            case GeneratorValue generator:
                WriteGenerator(json, generator.Generator);
                break;
            case ObjectValue other:
                json.WriteRawValue(other.Json);
                break;
            case KeyValue:
                throw new NotSupportedException(
                    "a configuration holds an integer seed, a generator or none; a key of the stream cannot be written.");
            default:
                throw new InvalidOperationException($"unknown argument value {value}");
        }
    }

    /// <summary>A float as Python writes it: 1.0, not 1; NaN and Infinity as bare words.</summary>
    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        string text = double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture)
            : double.IsNaN(value) ? "NaN"
            : value > 0 ? "Infinity" : "-Infinity";
        bool looksLikeInteger = text.All(c => char.IsAsciiDigit(c) || c == '-');
        json.WriteRawValue(looksLikeInteger ? text + ".0" : text, skipInputValidation: true);
    }

    private static void WriteArray(Utf8JsonWriter json, ReadOnlySpan<long> dimensions, ReadOnlySpan<double> values)
    {
        json.WriteStartArray();
        int rows = (int)dimensions[0];
        int rowLength = rows == 0 ? 0 : values.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            if (dimensions.Length > 1)
            {
                WriteArray(json, dimensions[1..], values.Slice(row * rowLength, rowLength));
            }
            else
            {
                WriteElement(json, values[row]);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Axes are integers in Python, where 0.0 is no index; other whole numbers mean the same either way.</summary>
    private static void WriteElement(Utf8JsonWriter json, double value)
    {
        bool isNegativeZero = value == 0 && double.IsNegative(value);
        if (double.IsInteger(value) && Math.Abs(value) <= int.MaxValue && !isNegativeZero)
        {
            json.WriteNumberValue((long)value);
        }
        else
        {
            WriteNumber(json, value);
        }
    }

    private static void WriteGenerator(Utf8JsonWriter json, SeedGenerator generator) =>
        WriteObject(json, "keras.random", "SeedGenerator", null, () =>
        {
            json.WritePropertyName("seed");
            WriteValue(json, generator.ConfiguredSeed is long seed ? seed : ArgumentValue.Null);
            json.WriteString("name", generator.Name);
        });
}
