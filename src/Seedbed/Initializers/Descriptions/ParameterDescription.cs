namespace Seedbed.Initializers;

/// <summary>A parameter: its name in configurations, what it accepts and its default.</summary>
/// <param name="Name">Keras's name, <c>stddev</c>.</param>
/// <param name="Accepts">What is accepted, in words: "a number of at least 0".</param>
/// <param name="Default">The default as text, "0.05"; null where a value must be given.</param>
public sealed record ParameterDescription(string Name, string Accepts, string? Default)
{
    /// <summary>The seed that every random scheme takes.</summary>
    public static ParameterDescription Seed { get; } = new("seed", "an integer, a seed generator or null", "null");

    /// <summary>Whether its values may be objects of another kind, which are handed on as JSON: a schedule in an optimizer.</summary>
    public bool TakesObject { get; init; }

    /// <summary>
    /// Why a value cannot be in a configuration for Keras, which does not know the parameter or that value; null where it does.
    /// </summary>
    internal Func<ArgumentValue, string?>? Refusal { get; init; }

    /// <summary>A parameter whose default, and with it the type of its values, is an argument of an object that was given none.</summary>
    /// <param name="argument">The argument.</param>
    public static ParameterDescription Of(Argument argument) => new(
        argument.Name,
        argument.Value switch
        {
            FlagValue => "true or false",
            TextValue => "a text",
            NullValue => "a number or null",
            _ => "a number",
        },
        argument.Value.CallText);

    /// <summary>Parameters that Keras writes and that change nothing here.</summary>
    /// <param name="names">Keras's names.</param>
    public static IEnumerable<ParameterDescription> Unused(params IEnumerable<string> names) =>
        names.Select(name => new ParameterDescription(name, "anything; it is not used", "null"));
}
