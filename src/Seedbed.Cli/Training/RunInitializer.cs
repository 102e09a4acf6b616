using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Cli.Training;

/// <summary>
/// What <c>--initializer</c> of a training means: a scheme for all kernels, or <c>PATTERN=ID</c> for the weights of a pattern.
/// </summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Pattern">Of weights' names; null for all kernels.</param>
/// <param name="Initializer">The scheme.</param>
internal sealed record RunInitializer(string Text, string? Pattern, Initializer Initializer)
{
    /// <summary>The variables that a layer's <c>kernel_initializer</c>, or that of a depthwise or pointwise kernel, fills.</summary>
    private static readonly string[] s_kernels = ["kernel", "depthwise_kernel", "pointwise_kernel"];

    /// <exception cref="FormatException">There is no initializer of the name.</exception>
    internal static RunInitializer Parse(string text)
    {
        // A call and a configuration have '=' too, but behind a bracket.
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int bracket = text.IndexOfAny(['(', '{']);
        bool hasPattern = equals > 0 && (bracket < 0 || equals < bracket);
        try
        {
            return hasPattern
                ? new RunInitializer(text, text[..equals], InitializerRegistry.Default.Get(text[(equals + 1)..]))
                : new RunInitializer(text, null, InitializerRegistry.Default.Get(text));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"--initializer {text.Excerpt()}: {Fault.SentenceOf(fault)}", fault);
        }
    }

    /// <summary>What replaces the model's own schemes.</summary>
    /// <param name="names">The names of all weights.</param>
    internal IEnumerable<InitializerOverride> OverridesOf(IEnumerable<string> names) => Pattern is { } pattern
        ? [new InitializerOverride(pattern, Initializer)]
        : names.Where(name => s_kernels.Contains(name[(name.LastIndexOf('/') + 1)..])).Select(
            name => new InitializerOverride(name, Initializer));
}
