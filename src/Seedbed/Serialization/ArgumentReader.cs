using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Serialization;

/// <summary>JSON values as arguments: plain ones, nested arrays, and Keras's wrappers for arrays, tuples and seed generators.</summary>
internal static class ArgumentReader
{
    internal static ArgumentValue Read(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => ArgumentValue.Null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => ReadText(value.GetString()!),
        JsonValueKind.Number => ReadNumber(value),
        JsonValueKind.Array => ReadArray(name, value),
        JsonValueKind.Object => ReadObject(name, value),
        _ => throw new FormatException($"{name} is {value.ValueKind}, which is no JSON value."),
    };

    private static ArgumentValue ReadText(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => text,
    };

    private static ArgumentValue ReadNumber(JsonElement value)
    {
        if (value.TryGetInt64(out long integer))
        {
            return integer;
        }

        return value.GetDouble();
    }

    private static ArrayValue ReadArray(string name, JsonElement array)
    {
        var dimensions = new List<long>();
        JsonElement first = array;
        while (first.ValueKind == JsonValueKind.Array)
        {
            dimensions.Add(first.GetArrayLength());
            if (first.GetArrayLength() == 0)
            {
                break;
            }

            first = first[0];
        }

        var values = ImmutableArray.CreateBuilder<double>();
        ReadLevel(name, array, [.. dimensions], values);
        return new ArrayValue(Shape.Create([.. dimensions]), values.ToImmutable());
    }

    private static void ReadLevel(string name, JsonElement level, ReadOnlySpan<long> dimensions, ImmutableArray<double>.Builder values)
    {
        if (dimensions.IsEmpty)
        {
            values.Add(ReadElement(name, level));
            return;
        }

        if (level.ValueKind != JsonValueKind.Array || level.GetArrayLength() != dimensions[0])
        {
            throw new ArgumentException($"{name} is an array with rows of different lengths; all must be equally long.");
        }

        foreach (JsonElement item in level.EnumerateArray())
        {
            ReadLevel(name, item, dimensions[1..], values);
        }
    }

    private static double ReadElement(string name, JsonElement element) => Read(name, element) switch
    {
        IntegerValue integer => integer.Value,
        NumberValue number => number.Value,
        ArgumentValue other => throw new ArgumentException($"{name} is an array that holds {other.Describe()}; it may hold numbers only."),
    };

    private static ArgumentValue ReadObject(string name, JsonElement value)
    {
        string? className = value.TryGetProperty("class_name", out JsonElement element) && element.ValueKind == JsonValueKind.String
            ? element.GetString()
            : null;
        bool hasConfig = value.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object;
        return className switch
        {
            "__numpy__" or "__tensor__" when hasConfig && config.TryGetProperty("value", out JsonElement array) => Read(name, array),
            "__tuple__" when value.TryGetProperty("items", out JsonElement items) => Read(name, items),
            "SeedGenerator" when hasConfig => ReadGenerator(name, config),
            _ => new ObjectValue(className ?? "none", value.GetRawText()),
        };
    }

    private static GeneratorValue ReadGenerator(string name, JsonElement config)
    {
        long? seed = null;
        if (config.TryGetProperty("seed", out JsonElement element) && element.ValueKind != JsonValueKind.Null)
        {
            seed = element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long integer)
                ? integer
                : throw new ArgumentException(
                    $"{name} is a SeedGenerator whose seed is {element.GetRawText()}; it must be an integer or null.");
        }

        bool hasName = config.TryGetProperty("name", out JsonElement text) && text.ValueKind == JsonValueKind.String;
        return new GeneratorValue(hasName ? new SeedGenerator(seed, text.GetString()!) : new SeedGenerator(seed));
    }
}
