using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Seedbed.Initializers;

namespace Seedbed.Serialization;

/// <summary>
/// What is known by name, the one kind of list for initializers, losses, optimizers, metrics, layers and activations: names, calls
/// (<c>SGD(learning_rate=0.1)</c>) and Keras's configurations in JSON become objects. Immutable.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
public class Registry<T>
    where T : class
{
    private readonly string _kind;
    private readonly FrozenDictionary<string, Description<T>> _byName;

    /// <summary>A list of what is known.</summary>
    /// <param name="kind">How messages name one: "an optimizer".</param>
    /// <param name="descriptions">All there are; no two have a name in common.</param>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public Registry(string kind, IReadOnlyList<Description<T>> descriptions)
        : this(kind, descriptions, [])
    {
    }

    /// <summary>A list, and names beside it that stand for the same classes.</summary>
    /// <param name="kind">How messages name one.</param>
    /// <param name="descriptions">All that is listed.</param>
    /// <param name="otherNames">Found by name alone.</param>
    private protected Registry(string kind, IReadOnlyList<Description<T>> descriptions, IReadOnlyList<Description<T>> otherNames)
    {
        ArgumentNullException.ThrowIfNull(descriptions);
        _kind = kind;
        Descriptions = descriptions;
        Dictionary<string, Description<T>> byName = new(StringComparer.Ordinal);
        foreach (Description<T> description in descriptions.Concat(otherNames))
        {
            IEnumerable<string> names = [description.ClassName, .. description.Aliases];
            foreach (string name in description.RegisteredName is { } registered ? names.Append(registered) : names)
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

    /// <summary>What is listed, in order.</summary>
    public IReadOnlyList<Description<T>> Descriptions { get; }

    /// <summary>All names, of each description the aliases first.</summary>
    public IEnumerable<string> Names => Descriptions.SelectMany(description => description.Aliases.Append(description.ClassName));

    /// <summary>What a name stands for; null where it is unknown.</summary>
    /// <param name="name">A class name or an alias, case-sensitive as in Keras.</param>
    public Description<T>? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What a name stands for.</summary>
    /// <param name="name">A class name or an alias, case-sensitive as in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown; the nearest is suggested.</exception>
    public Description<T> Describe(string name) => Find(name) ?? throw new ArgumentException(Unknown(name, null));

    /// <summary>What a configuration stands for: a registered name wins, a class must be of its module.</summary>
    /// <param name="className">The class.</param>
    /// <param name="module">Its Python module; null stands for Keras's.</param>
    /// <param name="registeredName">The name of a user's own class, <c>package>Name</c>; null where there is none.</param>
    /// <returns>Null where it is unknown.</returns>
    public Description<T>? Find(string className, string? module, string? registeredName)
    {
        if (registeredName is not null && Find(registeredName) is { } registered)
        {
            return registered;
        }

        Description<T>? description = Find(className);
        bool isKeras = module is null || Description.IsOfKeras(module);
        return isKeras || description?.Module == module ? description : null;
    }

    /// <summary>" Did you mean 'x'?" with the known name that is nearest, or nothing.</summary>
    /// <param name="name">What was typed.</param>
    public string Suggestion(string name) => NearestName.Suggestion(name, Names);

    /// <summary>Whether a text is of a class that is listed, be its arguments right or wrong.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON.</param>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public bool Knows(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        string text = identifier.Trim();
        if (!text.StartsWith('{'))
        {
            return Find(CallSyntax.Parse(text).Name) is not null;
        }

        using JsonDocument document = KerasJson.Parse(text);
        (string className, string? module, string? registeredName, _) = Header(document.RootElement);
        return Find(className, module, registeredName) is not null;
    }

    /// <summary>
    /// What a text means: a name (<c>he_normal</c>, <c>HeNormal</c>), a call (<c>VarianceScaling(scale=2.0)</c>) or a configuration in
    /// JSON.
    /// </summary>
    /// <param name="identifier">Case-sensitive, as in Keras; null gives null.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or an argument is wrong.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    /// <example>
    /// <code>
    /// InitializerRegistry known = InitializerRegistry.Default;
    /// Initializer byName = known.Get("he_normal");
    /// Initializer byCall = known.Get("VarianceScaling(scale=2.0, mode=fan_out, seed=42)");
    /// Initializer byConfig = known.Get("""{"class_name": "HeNormal", "config": {"seed": 42}}""");
    /// </code>
    /// </example>
    [return: NotNullIfNotNull(nameof(identifier))]
    public T? Get(string? identifier)
    {
        if (identifier is null)
        {
            return null;
        }

        string text = identifier.Trim();
        if (text.StartsWith('{'))
        {
            using JsonDocument document = KerasJson.Parse(text);
            return Deserialize(document.RootElement)!;
        }

        (string name, IReadOnlyList<Argument> arguments) = CallSyntax.Parse(text);
        return Create(Describe(name), arguments);
    }

    /// <summary>Reads a configuration from JSON, or a bare name as Keras does; the text <c>null</c> gives null.</summary>
    /// <param name="json">A name, with quotes or without, a Keras 3 object or the older <c>{class_name, config}</c>.</param>
    /// <exception cref="FormatException">Not JSON; line and column are told.</exception>
    /// <exception cref="ArgumentException">An unknown class, an unknown or ill-typed key, a value that is refused.</exception>
    /// <example>
    /// <code>
    /// Initializer? initializer = InitializerRegistry.Default.Deserialize(
    ///     """{"module": "keras.initializers", "class_name": "HeNormal", "config": {"seed": 42}, "registered_name": null}""");
    /// </code>
    /// </example>
    public T? Deserialize(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > 0 && char.IsAsciiLetter(json[0]) && !KerasJson.IsLiteral(json.TrimEnd()))
        {
            return Get(json);
        }

        using JsonDocument document = KerasJson.Parse(json);
        return Deserialize(document.RootElement);
    }

    /// <summary>Reads a configuration; null gives null.</summary>
    /// <param name="config">A name, a Keras 3 object or the older <c>{class_name, config}</c>.</param>
    /// <exception cref="ArgumentException">An unknown class, an unknown or ill-typed key, a value that is refused.</exception>
    public T? Deserialize(JsonElement config)
    {
        switch (config.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return Create(Describe(config.GetString()!), []);
            case JsonValueKind.Object:
                (string className, string? module, string? registeredName, JsonElement arguments) = Header(config);
                Description<T> description = Find(className, module, registeredName)
                    ?? throw new ArgumentException(Unknown(className, Description.IsOfKeras(module) ? null : module));
                return Create(description, ReadArguments(description, arguments));
            default:
                throw new ArgumentException(
                    $"{_kind} is a name, an object with class_name and config, or null, but this is {config.GetRawText().Excerpt()}.",
                    nameof(config));
        }
    }

    /// <summary>The configuration of a class as Keras 3 writes it, in JSON that every Keras from 3.3 on reads.</summary>
    /// <param name="className">The class.</param>
    /// <param name="arguments">Its arguments, in Keras's order.</param>
    /// <param name="module">The module that the object tells; null for that of the list.</param>
    /// <exception cref="NotSupportedException">An argument cannot be written: Keras has none of its kind.</exception>
    public string Serialize(string className, IReadOnlyList<Argument> arguments, string? module = null)
    {
        Description<T>? description = OwnerOf(className, module);
        foreach (Argument argument in arguments)
        {
            if (description?.Parameters.FirstOrDefault(known => known.Name == argument.Name)?.Refusal?.Invoke(argument.Value)
                is { } sentence)
            {
                throw new NotSupportedException(sentence);
            }
        }

        return ConfigWriter.Write(description?.Module ?? module, className, arguments, RegisteredNameOf(className, module));
    }

    /// <summary>The name under which Keras must know a class that is not its own; null for its own.</summary>
    /// <param name="className">The object's class.</param>
    /// <param name="module">The module that the object tells; null for that of the list.</param>
    private protected string? RegisteredNameOf(string className, string? module)
    {
        Description<T>? description = OwnerOf(className, module);
        return Description.IsOfKeras(description?.Module ?? module) ? null : description?.RegisteredName ?? className;
    }

    /// <summary>What is listed under an object's class; null where that is another's class of the same name.</summary>
    /// <param name="className">The object's class.</param>
    /// <param name="module">The module that the object tells; null for that of the list.</param>
    private protected Description<T>? OwnerOf(string className, string? module) =>
        Find(className) is { } description
            && (module is null || Description.IsOfKeras(module) == Description.IsOfKeras(description.Module))
            ? description
            : null;

    /// <summary>The sentence for a name that is not listed.</summary>
    private protected virtual string Unknown(string name, string? module) =>
        $"'{name.Excerpt()}' {(module is null ? "" : $"of the module '{module.Excerpt()}' ")}is not {_kind} that is known."
        + $"{Suggestion(name)} There are {string.Join(", ", Descriptions.Select(each => each.Aliases.FirstOrDefault(each.ClassName)))}.";

    /// <summary>The sentence for an argument that a class does not have.</summary>
    private protected virtual string UnknownArgument(string className, string name, IReadOnlyList<string> parameters) =>
        parameters.Count == 0 ? $"{className} takes no arguments, but '{name.Excerpt()}' is given.{Kin(className)}" :
        $"{className} has no argument '{name.Excerpt()}'.{NearestName.Suggestion(name, parameters)} It takes "
        + $"{string.Join(", ", parameters)}.";

    /// <summary>What is listed under names that hold another's: leaky_relu and relu6 beside relu.</summary>
    private string Kin(string name)
    {
        string[] kin = [.. Descriptions.Select(each => each.Aliases.FirstOrDefault(each.ClassName))
            .Where(each => each.Length > name.Length && each.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return kin.Length == 0 ? "" : $" Related: {string.Join(", ", kin)}.";
    }

    /// <summary>The sentence for a configuration without a class.</summary>
    private protected virtual string NoClass(string keys) =>
        $"the configuration of {_kind} needs a text class_name, but its keys are [{keys}].";

    /// <summary>What a configuration says of a class; Keras writes a function as one without arguments.</summary>
    private (string ClassName, string? Module, string? RegisteredName, JsonElement Arguments) Header(JsonElement config)
    {
        string className = KerasJson.TextOf(config, "class_name")
            ?? throw new ArgumentException(NoClass(string.Join(", ", config.EnumerateObject().Select(property => property.Name))));
        return className == "function" && KerasJson.TextOf(config, "config") is { } function
            ? (function, null, null, default)
            : (
                className, KerasJson.TextOf(config, "module"), KerasJson.TextOf(config, "registered_name"),
                config.TryGetProperty("config", out JsonElement arguments) ? arguments : default);
    }

    private static List<Argument> ReadArguments(Description<T> description, JsonElement arguments) => arguments.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.Object => [.. arguments.EnumerateObject()
            .Select(property => new Argument(property.Name, ArgumentReader.Read(property.Name, property.Value)))],
        _ => throw new ArgumentException(
            $"the config of {description.ClassName} is {arguments.GetRawText().Excerpt()}; it must be an object."),
    };

    private T Create(Description<T> description, IReadOnlyList<Argument> arguments)
    {
        Dictionary<string, ArgumentValue> values = new(StringComparer.Ordinal);
        string[] parameters = [.. description.Parameters.Select(parameter => parameter.Name)];
        foreach (Argument argument in arguments)
        {
            if (!parameters.Contains(argument.Name))
            {
                throw new ArgumentException(UnknownArgument(description.ClassName, argument.Name, parameters));
            }

            if (argument.Value is ObjectValue other && !description.Parameters.First(known => known.Name == argument.Name).TakesObject)
            {
                throw new ArgumentException(
                    $"{argument.Name} is {other.Describe()}; it may be a number, text, array or SeedGenerator.");
            }

            if (!values.TryAdd(argument.Name, argument.Value))
            {
                throw new ArgumentException($"{description.ClassName} is given {argument.Name} twice.");
            }
        }

        return description.Create(new NamedArguments(description.ClassName, values));
    }
}
