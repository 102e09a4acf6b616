using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Seedbed.Initializers;

namespace Seedbed.Serialization;

/// <summary>
/// The initializers known by name: <c>keras.initializers.get</c>, <c>serialize</c> and <c>deserialize</c>. Immutable; a user's own schemes
/// are added with <see cref="With"/>, which returns a larger registry.
/// </summary>
public sealed class InitializerRegistry : Registry<Initializer>
{
    private InitializerRegistry(IReadOnlyList<Description<Initializer>> descriptions)
        : base("an initializer", descriptions, FrameworkNames.All)
    {
    }

    /// <summary>Every scheme by its names, and the functions of other frameworks by theirs (<see cref="FrameworkNames"/>).</summary>
    public static InitializerRegistry Default { get; } = new(KnownInitializers.All);

    /// <summary>This registry and one more scheme.</summary>
    /// <param name="description">Its class name and aliases must be free.</param>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    /// <example>
    /// <code>
    /// InitializerRegistry registry = InitializerRegistry.Default.With(
    ///     new("Halved", arguments =&gt; new Halved(arguments.Number("value", 0.5))) { Parameters = [new("value", "a number", "0.5")] });
    /// Console.WriteLine(registry.Get("Halved(value=2)"));
    ///
    /// sealed record Halved(double Value) : Initializer
    /// {
    ///     public override IReadOnlyList&lt;Argument&gt; Arguments =&gt; [new("value", Value)];
    ///
    ///     protected override void FillCore&lt;T&gt;(in FillRequest request, Span&lt;T&gt; destination) =&gt;
    ///         destination.Fill(T.CreateTruncating(Value / 2));
    /// }
    /// </code>
    /// </example>
    public InitializerRegistry With(Description<Initializer> description) => new([.. Descriptions, description]);

    /// <summary>An initializer itself, as <c>keras.initializers.get</c> takes any identifier.</summary>
    /// <param name="initializer">Any; null gives null.</param>
    [OverloadResolutionPriority(-1)]
    [SuppressMessage("Performance", "CA1822", Justification = "A registry gets it, whatever the registry knows.")]
    public Initializer? Get(Initializer? initializer) => initializer;

    /// <summary>Whether the class of an initializer is listed, and not only another one of the same name.</summary>
    /// <param name="initializer">Any.</param>
    public bool Knows(Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        return OwnerOf(initializer.ClassName, initializer.Module) is not null;
    }

    /// <summary>The name under which Keras must know the class of an initializer that is listed and not Keras's; null for others.</summary>
    /// <param name="initializer">Any.</param>
    public string? RegisteredNameOf(Initializer initializer) =>
        Knows(initializer) ? RegisteredNameOf(initializer.ClassName, initializer.Module) : null;

    /// <summary>
    /// The configuration as Keras 3 writes it, in JSON that every Keras from 3.3 on reads; one of a class that is not Keras's says whose it
    /// is.
    /// </summary>
    /// <param name="initializer">Any but one made from a function or given values.</param>
    /// <exception cref="NotSupportedException">
    /// The initializer cannot be written: a function, given values, a stream key, or a fan rule or method that no Keras knows.
    /// </exception>
    /// <example>
    /// <code>
    /// string json = InitializerRegistry.Default.Serialize(new HeNormal(seed: 42));
    /// Console.WriteLine(InitializerRegistry.Default.Deserialize(json) == new HeNormal(seed: 42));
    /// </code>
    /// </example>
    public string Serialize(Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        return Serialize(
            initializer.ClassName,
            initializer.Arguments ?? throw new NotSupportedException(
                $"{initializer.ClassName} has no configuration: functions and given values cannot be written."),
            initializer.Module);
    }

    private protected override string Unknown(string name, string? module) => module is null
        ? $"'{name.Excerpt()}' is not a known initializer.{Suggest(name)} 'seedbed list' shows all."
        : $"'{name.Excerpt()}' of the module '{module.Excerpt()}' is not a known initializer; register it with InitializerRegistry.With, "
            + "or use one of Keras's.";

    /// <summary>The nearest name; of other frameworks' only where a dot says that one is meant.</summary>
    private string Suggest(string name) => name.Contains('.', StringComparison.Ordinal)
        ? NearestName.Suggestion(name, FrameworkNames.All.Select(each => each.ClassName))
        : Suggestion(name);

    private protected override string UnknownArgument(string className, string name, IReadOnlyList<string> parameters) =>
        $"{className} has no argument '{name.Excerpt()}'; it takes "
        + $"{(parameters.Count == 0 ? "none" : string.Join(", ", parameters))}.{NearestName.Suggestion(name, parameters)}";

    private protected override string NoClass(string keys) =>
        $"an initializer's configuration needs the key class_name, but its keys are [{keys}].";
}
