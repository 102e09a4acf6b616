using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Cli.Options;

/// <summary>A framework whose numbers are drawn.</summary>
internal static class FrameworkParser
{
    /// <summary>Their names.</summary>
    internal static IReadOnlyList<string> Known { get; } = [RandomStream.TensorFlow.Name, RandomStream.NumPy.Name];

    /// <exception cref="FormatException">The framework is unknown.</exception>
    internal static string Parse(string text) => Known.Contains(text)
        ? text
        : throw new FormatException(
            $"--like is '{text.Excerpt()}'; allowed: {string.Join(", ", Known)}.{NearestName.Suggestion(text, Known)}");
}
