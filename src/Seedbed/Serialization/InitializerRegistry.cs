using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Seedbed.Initializers;

namespace Seedbed.Serialization;

/// <summary>
/// The initializers known by name: <c>keras.initializers.get</c>, <c>serialize</c> and <c>deserialize</c>. Immutable; a user's own schemes
/// are added with <see cref="With"/>, which returns a larger registry.
/// </summary>
public sealed class InitializerRegistry
{
    private const string KerasModule = "keras.initializers";

    private readonly FrozenDictionary<string, InitializerDescription> _byName;

    private InitializerRegistry(IReadOnlyList<InitializerDescription> descriptions)
    {
        Descriptions = descriptions;
        var byName = new Dictionary<string, InitializerDescription>(StringComparer.Ordinal);
        foreach (InitializerDescription description in descriptions)
        {
            foreach (string name in NamesOf(description))
            {
                if (!byName.TryAdd(name, description))
                {
                    throw new ArgumentException(
                        $"the name '{name.Excerpt()}' is taken by {byName[name].ClassName}; choose another.", nameof(descriptions));
                }
            }
        }

        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Keras's initializers.</summary>
    public static InitializerRegistry Default { get; } = new(KnownInitializers.All);

    /// <summary>What is registered, in order.</summary>
    public IReadOnlyList<InitializerDescription> Descriptions { get; }

    /// <summary>This registry and one more scheme.</summary>
    /// <param name="description">Its class name and aliases must be free.</param>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public InitializerRegistry With(InitializerDescription description) => new([.. Descriptions, description]);

    /// <summary>
    /// The initializer that a text names: a name (<c>he_normal</c>, <c>HeNormal</c>), a call (<c>VarianceScaling(scale=2.0)</c>) or a
    /// configuration in JSON.
    /// </summary>
    /// <param name="identifier">Case-sensitive, as in Keras; null gives null.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or an argument is wrong.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    [return: NotNullIfNotNull(nameof(identifier))]
    public Initializer? Get(string? identifier)
    {
        if (identifier is null)
        {
            return null;
        }

        string text = identifier.Trim();
        if (text.StartsWith('{'))
        {
            return Deserialize(text)!;
        }

        (string name, IReadOnlyList<Argument> arguments) = CallSyntax.Parse(text);
        return Create(Find(name), arguments);
    }

    /// <summary>Reads a configuration from JSON; the text <c>null</c> gives null.</summary>
    /// <param name="json">A name in quotes, a Keras 3 object or the older <c>{class_name, config}</c>.</param>
    /// <exception cref="FormatException">Not JSON; line and column are told.</exception>
    /// <exception cref="ArgumentException">An unknown class, an unknown or ill-typed key, a value that the scheme refuses.</exception>
    public Initializer? Deserialize(string json)
    {
        using JsonDocument document = KerasJson.Parse(json);
        return Deserialize(document.RootElement);
    }

    /// <summary>Reads a configuration; null gives null.</summary>
    /// <param name="config">A name, a Keras 3 object or the older <c>{class_name, config}</c>.</param>
    /// <exception cref="ArgumentException">An unknown class, an unknown or ill-typed key, a value that the scheme refuses.</exception>
    public Initializer? Deserialize(JsonElement config) => config.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Create(Find(config.GetString()!), []),
        JsonValueKind.Object => DeserializeObject(config),
        _ => throw new ArgumentException(
            $"an initializer is a name, an object with class_name and config, or null, but this is {config.GetRawText()}.", nameof(config)),
    };

    /// <summary>The configuration as Keras 3 writes it, in JSON that every Keras from 3.3 on reads.</summary>
    /// <param name="initializer">Any but one made from a function or given values.</param>
    /// <exception cref="NotSupportedException">
    /// The initializer cannot be written: a function, given values, a stream key, or a fan rule or method that no Keras knows.
    /// </exception>
    public string Serialize(Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        IReadOnlyList<Argument> arguments = initializer.Arguments
            ?? throw new NotSupportedException(
                $"{initializer.ClassName} has no configuration: functions and given values cannot be written.");
        if (arguments.FirstOrDefault(argument => argument.Name == FanRuleText.Key).Value is TextValue rule)
        {
            throw new NotSupportedException(
                $"the fan rule '{rule.Value}' is not one of Keras's, so no Keras could read it back; use input_axes and output_axes.");
        }

        if (initializer is Orthogonal { Method: not OrthogonalMethod.Factorization })
        {
            throw new NotSupportedException(
                $"the method of {initializer.ClassName} is not Keras's, so no Keras could read it back; use the factorization.");
        }

        InitializerDescription? description = _byName.GetValueOrDefault(initializer.ClassName);
        bool isKeras = KnownInitializers.All.Contains(description);
        return ConfigWriter.Write(
            isKeras ? KerasModule : description?.Module, initializer.ClassName, arguments, description?.RegisteredName);
    }

    private static IEnumerable<string> NamesOf(InitializerDescription description)
    {
        IEnumerable<string> names = [description.ClassName, .. description.Aliases];
        return description.RegisteredName is string registered ? names.Append(registered) : names;
    }

    private static Initializer Create(InitializerDescription description, IReadOnlyList<Argument> arguments)
    {
        var values = new Dictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (Argument argument in arguments)
        {
            if (description.Parameters.All(parameter => parameter.Name != argument.Name))
            {
                throw new ArgumentException(UnknownArgument(description, argument.Name));
            }

            if (!values.TryAdd(argument.Name, argument.Value))
            {
                throw new ArgumentException($"{description.ClassName} is given {argument.Name} twice.");
            }
        }

        return description.Create(new InitializerArguments(description.ClassName, values));
    }

    private static string UnknownArgument(InitializerDescription description, string name)
    {
        string allowed = description.Parameters.Count == 0
            ? "it takes none."
            : $"it takes {string.Join(", ", description.Parameters.Select(parameter => parameter.Name))}.";
        return $"{description.ClassName} has no argument '{name.Excerpt()}'; {allowed}";
    }

    private Initializer DeserializeObject(JsonElement config)
    {
        string className = TextOf(config, "class_name") ?? throw new ArgumentException(
            "an initializer's configuration needs the key class_name, but its keys are "
            + $"[{string.Join(", ", config.EnumerateObject().Select(property => property.Name))}].");
        if (className == "function" && TextOf(config, "config") is string function)
        {
            return Create(Find(function), []);
        }

        InitializerDescription description = FindClass(className, TextOf(config, "module"), TextOf(config, "registered_name"));
        return Create(description, ReadArguments(description, config));
    }

    private static List<Argument> ReadArguments(InitializerDescription description, JsonElement config)
    {
        if (!config.TryGetProperty("config", out JsonElement arguments) || arguments.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return arguments.ValueKind == JsonValueKind.Object
            ? [.. arguments.EnumerateObject()
                .Select(property => new Argument(property.Name, ArgumentReader.Read(property.Name, property.Value)))]
            : throw new ArgumentException($"the config of {description.ClassName} is {arguments.GetRawText()}; it must be an object.");
    }

    private InitializerDescription Find(string name) =>
        _byName.GetValueOrDefault(name)
        ?? throw new ArgumentException(
            $"'{name.Excerpt()}' is not a known initializer.{NearestName.Suggestion(name, _byName.Keys)} 'seedbed list' shows all.");

    /// <summary>A registered name wins; a class of a module that is not Keras's must have been registered with that module.</summary>
    private InitializerDescription FindClass(string className, string? module, string? registeredName)
    {
        if (registeredName is not null && _byName.TryGetValue(registeredName, out InitializerDescription? registered))
        {
            return registered;
        }

        bool isKeras = module is null || module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal);
        if (isKeras || _byName.GetValueOrDefault(className)?.Module == module)
        {
            return Find(className);
        }

        throw new ArgumentException(
            $"'{className.Excerpt()}' of the module '{module.Excerpt()}' is not a known initializer; register it with "
            + "InitializerRegistry.With, or use one of Keras's.");
    }

    private static string? TextOf(JsonElement config, string key) =>
        config.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
