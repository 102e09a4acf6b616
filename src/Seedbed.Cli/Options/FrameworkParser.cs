using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Cli.Options;

/// <summary>A framework whose numbers are drawn.</summary>
internal static class FrameworkParser
{
    private static readonly string[] s_known = [RandomStream.TensorFlow.Name, RandomStream.NumPy.Name];

    /// <exception cref="FormatException">The framework is unknown.</exception>
    internal static string Parse(string text) => s_known.Contains(text)
        ? text
        : throw new FormatException(
            $"--like is '{text.Excerpt()}'; allowed: {string.Join(", ", s_known)}.{NearestName.Suggestion(text, s_known)}");
}
