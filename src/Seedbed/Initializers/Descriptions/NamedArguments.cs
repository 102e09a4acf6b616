using System.Collections.Immutable;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// The arguments from which something is made. Each getter returns its default where the argument is absent, and says what it accepts where
/// the type is wrong.
/// </summary>
/// <param name="className">What is made, for messages.</param>
/// <param name="values">Argument values by name.</param>
public sealed class NamedArguments(string className, IReadOnlyDictionary<string, ArgumentValue> values)
{
    /// <summary>No argument, for what takes none.</summary>
    public static NamedArguments None { get; } = new("", new Dictionary<string, ArgumentValue>());

    /// <summary>Whether the argument was given.</summary>
    /// <param name="name">The argument's name.</param>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>A number; integers count.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="defaultValue">Where it is absent.</param>
    /// <exception cref="ArgumentException">The value is not a number.</exception>
    public double Number(string name, double defaultValue) => Find(name) switch
    {
        null => defaultValue,
        IntegerValue integer => integer.Value,
        NumberValue number => number.Value,
        FlagValue flag => flag.Value ? 1 : 0,
        ArgumentValue other => throw Wrong(name, other, "a number"),
    };

    /// <summary>A number; null where it is absent or null.</summary>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">The value is neither.</exception>
    public double? NumberOrNull(string name) => Find(name) is null or NullValue ? null : Number(name, 0);

    /// <summary>A whole number of 32 bits.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="defaultValue">Where it is absent.</param>
    /// <exception cref="ArgumentException">The value is another.</exception>
    public int Integer(string name, int defaultValue) => Find(name) switch
    {
        null => defaultValue,
        IntegerValue { Value: >= int.MinValue and <= int.MaxValue } integer => (int)integer.Value,
        ArgumentValue other => throw Wrong(name, other, "an integer"),
    };

    /// <summary>A text.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="defaultValue">Where it is absent.</param>
    /// <exception cref="ArgumentException">The value is not a text.</exception>
    public string Text(string name, string defaultValue) => Find(name) switch
    {
        null => defaultValue,
        TextValue text => text.Value,
        ArgumentValue other => throw Wrong(name, other, "a text"),
    };

    /// <summary>One of a closed set of texts.</summary>
    /// <typeparam name="TChoice">What the texts stand for.</typeparam>
    /// <param name="name">The argument's name.</param>
    /// <param name="defaultValue">Where it is absent.</param>
    /// <param name="choices">Text and meaning.</param>
    /// <exception cref="ArgumentException">The value is none of them.</exception>
    public TChoice Choice<TChoice>(string name, TChoice defaultValue, IReadOnlyDictionary<string, TChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (Find(name) is not ArgumentValue value)
        {
            return defaultValue;
        }

        return value is TextValue text && choices.TryGetValue(text.Value, out TChoice? choice)
            ? choice
            : throw new ArgumentException(
                Wrong(name, value, $"one of {string.Join(", ", choices.Keys)}").Message
                + (value is TextValue typed ? NearWord.Suggestion(typed.Value, choices.Keys) : ""));
    }

    /// <summary>True or false.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="defaultValue">Where it is absent.</param>
    /// <exception cref="ArgumentException">The value is neither.</exception>
    public bool Flag(string name, bool defaultValue) => Find(name) switch
    {
        null => defaultValue,
        FlagValue flag => flag.Value,
        ArgumentValue other => throw Wrong(name, other, "true or false"),
    };

    /// <summary>A seed: an integer, a generator, or null for one to be drawn. Python counts true as 1 and false as 0.</summary>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">The value is none of these.</exception>
    public Seed? Seed(string name = "seed") => Find(name) switch
    {
        null or NullValue => null,
        IntegerValue integer => integer.Value,
        FlagValue flag => flag.Value ? 1L : 0L,
        GeneratorValue generator => generator.Generator,
        ArgumentValue other => throw Wrong(name, other, ParameterDescription.Seed.Accepts),
    };

    /// <summary>A list of integers, or null.</summary>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">The value is another.</exception>
    public ImmutableArray<int>? Axes(string name) => Find(name) switch
    {
        null or NullValue => null,
        IntegerValue { Value: >= int.MinValue and <= int.MaxValue } one => [(int)one.Value],
        ArrayValue { Shape.Rank: 1 } array when array.Values.All(double.IsInteger) => [.. array.Values.Select(value => (int)value)],
        ArgumentValue other => throw Wrong(name, other, "a list of integers or null"),
    };

    /// <summary>Whatever was given, or null where nothing was.</summary>
    /// <param name="name">The argument's name.</param>
    public ArgumentValue? Find(string name) => values.GetValueOrDefault(name);

    /// <summary>The exception for a value that is not accepted.</summary>
    /// <param name="name">The argument's name.</param>
    /// <param name="value">What was got.</param>
    /// <param name="accepted">What is allowed.</param>
    public ArgumentException Wrong(string name, ArgumentValue value, string accepted)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ArgumentException($"{name} of {className} is {value.Describe()}; it must be {accepted}.");
    }
}
