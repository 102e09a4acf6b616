using System.Globalization;

namespace Seedbed.Cli.Options;

/// <summary><c>784,128</c> or <c>scalar</c>.</summary>
internal static class ShapeParser
{
    private const string Scalar = "scalar";
    private const string Allowed = "it must be dimensions of at least 0 with commas between them, such as 784,128, or scalar";

    /// <exception cref="FormatException">The text is neither.</exception>
    /// <exception cref="ArgumentException">A dimension is negative, or there are too many elements.</exception>
    internal static Shape Parse(string text)
    {
        if (text == Scalar)
        {
            return default;
        }

        long[] dimensions = [.. text.Split(',').Select(part => ParseDimension(text, part))];
        return Shape.Create(dimensions);
    }

    private static long ParseDimension(string text, string part)
    {
        if (
            long.TryParse(
                part, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long dimension))
        {
            return dimension;
        }

        bool isInteger = part.AsSpan().Trim().TrimStart('-') is { IsEmpty: false } digits && !digits.ContainsAnyExceptInRange('0', '9');
        throw new FormatException(isInteger
            ? $"--shape is '{text.Excerpt()}', whose dimension {part.Trim()} is too large; a shape has at most {Shape.MaxElementCount} "
                + "(2^53) elements."
            : $"--shape is '{text.Excerpt()}'; {Allowed}.");
    }
}
