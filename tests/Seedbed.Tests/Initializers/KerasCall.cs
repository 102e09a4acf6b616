using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Tests.Initializers;

/// <summary>Initializers from Keras's class names and JSON arguments, made by their descriptions.</summary>
internal static class KerasCall
{
    /// <summary>A call whose arguments are a JSON object; <c>default</c> for none.</summary>
    public static Initializer Create(string className, JsonElement arguments, Seed? seed = null)
    {
        Dictionary<string, ArgumentValue> values = arguments.ValueKind == JsonValueKind.Undefined
            ? []
            : arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => Value(argument.Value));
        Initializer initializer =
            KnownInitializers.All.Single(description => description.ClassName == className).Create(
                new NamedArguments(className, values));
        return seed is null ? initializer : (RandomInitializer)initializer with { Seed = seed };
    }

    /// <summary>A call whose arguments are JSON text.</summary>
    public static Initializer Create(string className, string arguments)
    {
        using JsonDocument json = JsonDocument.Parse(arguments);
        return Create(className, json.RootElement);
    }

    private static ArgumentValue Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => ArgumentValue.Null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => new ArrayValue([value.GetArrayLength()], [.. value.EnumerateArray().Select(item => item.GetDouble())]),
        JsonValueKind.Number when value.TryGetInt64(out long integer) => integer,
        JsonValueKind.Number => value.GetDouble(),
        _ => throw new InvalidOperationException($"no argument is {value}"),
    };
}
