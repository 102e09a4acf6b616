using System.Globalization;

namespace Seedbed.Cli.Options;

/// <summary>The elements [Start, Start + Count) of a tensor, row-major; on the command line <c>START:COUNT</c>.</summary>
/// <param name="Start">At least 0.</param>
/// <param name="Count">At least 0.</param>
internal readonly record struct Slice(long Start, long Count)
{
    internal static Slice All(in Shape shape) => new(0, shape.ElementCount);

    /// <exception cref="FormatException">The text is not of the form START:COUNT.</exception>
    internal static Slice Parse(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && TryParse(parts[0], out long start) && TryParse(parts[1], out long count)
            ? new Slice(start, count)
            : throw new FormatException(
                $"--slice is '{text.Excerpt()}'; it must be START:COUNT, two integers of at least 0, such as 0:100.");
    }

    /// <exception cref="ArgumentException">The slice is not within the shape.</exception>
    internal void CheckWithin(in Shape shape)
    {
        if (Start > shape.ElementCount || Count > shape.ElementCount - Start)
        {
            throw new ArgumentException(
                $"--slice {Start}:{Count} is outside the shape {shape} of {shape.ElementCount} elements; START + COUNT must be at most "
                + $"{shape.ElementCount}.");
        }
    }

    private static bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
