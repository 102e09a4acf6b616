using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Cli.Initializing;

/// <summary>What <c>--initializer</c> means: a scheme for all kernels, or <c>PATTERN=ID</c> for the weights of a pattern.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Pattern">Of weights' names; null for all kernels.</param>
/// <param name="Initializer">The scheme.</param>
internal sealed record InitializerRule(string Text, string? Pattern, Initializer Initializer)
{
    /// <summary>The variables that a layer's <c>kernel_initializer</c>, or that of a depthwise or pointwise kernel, fills.</summary>
    private static readonly string[] s_kernels = ["kernel", "depthwise_kernel", "pointwise_kernel"];

    /// <summary>What is overridden, whatever the names of the weights are.</summary>
    internal IEnumerable<InitializerOverride> Overrides =>
        Pattern is { } pattern
            ? [new(pattern, Initializer)]
            : s_kernels.Select(kernel => new InitializerOverride(PatternOf(kernel), Initializer));

    /// <summary>The option, which may stand several times.</summary>
    internal static Option<InitializerRule[]> Option(string description) =>
        TextOption.Several("--initializer", "ID", description, Parse).Completed(() => InitializerRegistry.Default.Names);

    /// <exception cref="FormatException">There is no initializer of the name, or no pattern before or no name behind '='.</exception>
    internal static InitializerRule Parse(string text)
    {
        // A call and a configuration have '=' too, but behind a bracket.
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int bracket = text.IndexOfAny(['(', '{']);
        bool hasPattern = equals >= 0 && (bracket < 0 || equals < bracket);
        bool isPattern = !hasPattern && bracket < 0 && text.AsSpan().ContainsAny('*', '/');
        if (equals == 0 || (hasPattern && equals == text.Length - 1) || isPattern)
        {
            throw new FormatException(
                $"--initializer is '{text.Excerpt()}'; it must be PATTERN=ID, such as '**/kernel=he_normal', or ID for all kernels, "
                + "such as he_normal.");
        }

        try
        {
            return hasPattern
                ? new InitializerRule(text, text[..equals], InitializerRegistry.Default.Get(text[(equals + 1)..]))
                : new InitializerRule(text, null, InitializerRegistry.Default.Get(text));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"--initializer {text.Excerpt()}: {Fault.SentenceOf(fault)}", fault);
        }
    }

    /// <summary>What replaces the model's own schemes.</summary>
    /// <param name="names">The names of all weights.</param>
    /// <exception cref="ArgumentException">All kernels are meant, and there is none.</exception>
    internal IEnumerable<InitializerOverride> OverridesOf(IReadOnlyCollection<string> names)
    {
        if (Pattern is not null)
        {
            return Overrides;
        }

        string[] kernels = [.. s_kernels.Where(kernel => names.Any(name => name[(name.LastIndexOf('/') + 1)..] == kernel))];
        return kernels.Length > 0
            ? kernels.Select(kernel => new InitializerOverride(PatternOf(kernel), Initializer))
            : throw new ArgumentException(
                $"--initializer {Text.Excerpt()} means all kernels, of which the model has none; name its weights with a pattern, such as "
                + $"'{names.FirstOrDefault("**").Excerpt()}={Text.Excerpt()}'.");
    }

    private static string PatternOf(string kernel) => $"**/{kernel}";
}
