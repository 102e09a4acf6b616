namespace Seedbed.Initializers;

/// <summary>
/// Everything that help texts, documentation, configurations and error messages say about a scheme, a loss, an optimizer, a metric, a
/// layer or an activation: written once, beside it.
/// </summary>
/// <typeparam name="T">What is described.</typeparam>
/// <param name="ClassName">The class name in configurations, <c>HeNormal</c>.</param>
/// <param name="Create">Makes it from arguments; throws <see cref="ArgumentException"/> where they are wrong.</param>
public sealed record Description<T>(string ClassName, Func<NamedArguments, T> Create)
{
    /// <summary>The other names under which it is found, the snake_case one first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The formula in one line.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The activations or uses it is made for.</summary>
    public string SuitedTo { get; init; } = "";

    /// <summary>The group that lists show it in, <c>convolution</c>; Keras's own schemes are the first.</summary>
    public string Group { get; init; } = SchemeGroup.Keras;

    /// <summary>Whether its rule could not be read in its authors' code, so that it may change.</summary>
    public bool IsExperimental { get; init; }

    /// <summary>The paper and equation, or the program that defines it.</summary>
    public string Source { get; init; } = "";

    /// <summary>What it takes, in Keras's order.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>The Python module in configurations, <c>keras.initializers</c>; null for the one that the object itself tells.</summary>
    public string? Module { get; init; }

    /// <summary>The name under which Keras registers a user's own class, <c>package>Name</c>; null for Keras's own.</summary>
    public string? RegisteredName { get; init; }
}

/// <summary>Whose a described class is.</summary>
public static class Description
{
    /// <summary>Whether a Python module is one of Keras's.</summary>
    /// <param name="module">The module in a configuration, <c>keras.initializers</c>.</param>
    public static bool IsOfKeras(string? module) => module == "keras" || module?.StartsWith("keras.", StringComparison.Ordinal) == true;
}

/// <summary>The groups of schemes, in the order of lists.</summary>
internal static class SchemeGroup
{
    internal const string Keras = "Keras";
    internal const string Distributions = "distributions";
    internal const string Orthogonal = "orthogonal";
    internal const string Convolution = "convolution";
    internal const string Recurrent = "recurrent and state space";
    internal const string Residual = "residual and transformer";
    internal const string Adapters = "adapters";
    internal const string Positions = "positions";
}
