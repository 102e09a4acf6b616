namespace Seedbed.Initializers;

/// <summary>A parameter that a scheme takes: its name in configurations, what it accepts, its default and its meaning.</summary>
/// <param name="Name">Keras's name, <c>stddev</c>.</param>
/// <param name="Accepts">What is accepted, in words: "a number of at least 0".</param>
/// <param name="Default">The default as text, "0.05"; null where a value must be given.</param>
public sealed record InitializerParameter(string Name, string Accepts, string? Default)
{
    /// <summary>The seed that every random scheme takes.</summary>
    public static InitializerParameter Seed { get; } = new("seed", "an integer, a seed generator or null", "null");
}
