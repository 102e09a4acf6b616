using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Training;

/// <summary>Optimizers, losses or metrics by their Keras names, calls (<c>SGD(learning_rate=0.1)</c>) and configurations in JSON.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="kind">How messages name one: "an optimizer".</param>
/// <param name="components">All there are.</param>
internal sealed class ComponentList<T>(string kind, IReadOnlyList<Component<T>> components)
{
    /// <summary>All, in order.</summary>
    internal IReadOnlyList<Component<T>> All => components;

    /// <summary>What a text means.</summary>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or a value is refused.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    internal T Get(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        string text = identifier.Trim();
        if (text.StartsWith('{'))
        {
            using JsonDocument document = KerasJson.Parse(text);
            return Read(document.RootElement);
        }

        (string name, IReadOnlyList<Argument> arguments) = CallSyntax.Parse(text);
        return Create(Find(name), arguments);
    }

    private T Read(JsonElement config)
    {
        if (!config.TryGetProperty("class_name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
        {
            throw new ArgumentException(
                $"the configuration of {kind} needs a text class_name, but its keys are "
                + $"[{string.Join(", ", config.EnumerateObject().Select(property => property.Name))}].");
        }

        bool hasArguments = config.TryGetProperty("config", out JsonElement values) && values.ValueKind == JsonValueKind.Object;
        return Create(Find(name.GetString()!),
            hasArguments
                ? [.. values.EnumerateObject().Select(each => new Argument(each.Name, ArgumentReader.Read(each.Name, each.Value)))]
                : []);
    }

    private Component<T> Find(string name) =>
        components.FirstOrDefault(component => component.ClassName == name || component.Aliases.Contains(name))
        ?? throw new ArgumentException(
            $"'{name.Excerpt()}' is not {kind} that is known.{NearestName.Suggestion(name, Names)} There are "
            + $"{string.Join(", ", components.Select(component => component.Aliases[0]))}.");

    private IEnumerable<string> Names => components.SelectMany(component => component.Aliases.Append(component.ClassName));

    private static T Create(Component<T> component, IReadOnlyList<Argument> arguments)
    {
        Dictionary<string, ArgumentValue> values = new(StringComparer.Ordinal);
        foreach (Argument argument in arguments)
        {
            if (!component.Parameters.Contains(argument.Name))
            {
                throw new ArgumentException(
                    $"{component.ClassName} has no argument "
                    + $"'{argument.Name.Excerpt()}'.{NearestName.Suggestion(argument.Name, component.Parameters)} It takes "
                        + $"{string.Join(", ", component.Parameters)}.");
            }

            if (!values.TryAdd(argument.Name, argument.Value))
            {
                throw new ArgumentException($"{component.ClassName} is given {argument.Name} twice.");
            }
        }

        return component.Create(new InitializerArguments(component.ClassName, values));
    }
}
