using Seedbed.Checkpoints;
using Seedbed.Serialization;

namespace Seedbed.Cli.Options;

/// <summary>An override as it is typed: <c>PATTERN=ID</c>.</summary>
internal static class OverrideParser
{
    /// <exception cref="FormatException">There is no pattern or no initializer of that name.</exception>
    internal static InitializerOverride Parse(string text)
    {
        int end = text.IndexOf('=', StringComparison.Ordinal);
        if (end <= 0 || end == text.Length - 1)
        {
            throw new FormatException($"--initializer is '{text.Excerpt()}'; it must be PATTERN=ID, such as '**/kernel=he_normal'.");
        }

        try
        {
            return new InitializerOverride(text[..end], InitializerRegistry.Default.Get(text[(end + 1)..]));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"--initializer {text[..end].Excerpt()}: {Fault.SentenceOf(fault)}", fault);
        }
    }
}
