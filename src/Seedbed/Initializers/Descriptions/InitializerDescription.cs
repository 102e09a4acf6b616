namespace Seedbed.Initializers;

/// <summary>
/// Everything that help texts, documentation, configurations and error messages say about a scheme: written once, beside the scheme.
/// </summary>
/// <param name="ClassName">The class name in configurations, <c>HeNormal</c>.</param>
/// <param name="Create">Makes the initializer from arguments; throws <see cref="ArgumentException"/> where they are wrong.</param>
public sealed record InitializerDescription(string ClassName, Func<InitializerArguments, Initializer> Create)
{
    /// <summary>The other names under which the scheme is found, the snake_case one first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The formula in one line.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The activations or uses it is made for.</summary>
    public string SuitedTo { get; init; } = "";

    /// <summary>The paper and equation, or the program that defines it.</summary>
    public string Source { get; init; } = "";

    /// <summary>What it takes, in Keras's order.</summary>
    public IReadOnlyList<InitializerParameter> Parameters { get; init; } = [];

    /// <summary>The Python module in configurations; null for a scheme that no Keras has.</summary>
    public string? Module { get; init; }

    /// <summary>The name under which Keras registers a user's own class, <c>package>Name</c>; null for Keras's own.</summary>
    public string? RegisteredName { get; init; }
}
