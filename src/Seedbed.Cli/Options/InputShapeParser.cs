using System.CommandLine;
using System.Globalization;

namespace Seedbed.Cli.Options;

/// <summary>
/// The shape of a model's input without its batch: <c>28,28,1</c>, <c>?,64</c> where a size is left open, or <c>scalar</c>.
/// </summary>
internal static class InputShapeParser
{
    private const string Scalar = "scalar";
    private const string Unknown = "?";

    /// <summary>The option of all commands that read a model.</summary>
    internal static Option<IReadOnlyList<long?>[]> Option() => TextOption.Several(
        "--input-shape", "SHAPE", "An input's shape without the batch, ? where a size is open: 28,28,1. For models whose file does not "
        + "tell it; once for each input.", Parse);

    /// <exception cref="FormatException">The text is no such shape.</exception>
    internal static IReadOnlyList<long?> Parse(string text) =>
        text == Scalar ? [] : [.. text.Split(',').Select(part => ParseSize(text, part.Trim()))];

    private static long? ParseSize(string text, string part) =>
        part == Unknown ? null
        : long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size > 0 ? size
        : throw new FormatException(
            $"--input-shape is '{text.Excerpt()}'; it must be sizes of at least 1, or ?, with commas between them and without the batch, "
            + "such as 28,28,1 or ?,64.");
}
