using Seedbed.Random;

namespace Seedbed.Cli.Options;

/// <summary>A framework whose numbers are drawn.</summary>
internal static class FrameworkParser
{
    private static readonly string[] s_notYetBuilt = ["jax", "pytorch", "numpy"];

    /// <exception cref="FormatException">The framework is unknown or not built yet.</exception>
    internal static string Parse(string text)
    {
        string known = RandomStream.TensorFlow.Name;
        return text == known ? text
            : s_notYetBuilt.Contains(text) ? throw new FormatException(
                $"--like is '{text.Excerpt()}', whose stream is not yet built; allowed: {known}.")
            : throw new FormatException($"--like is '{text.Excerpt()}'; allowed: {known}.");
    }
}
