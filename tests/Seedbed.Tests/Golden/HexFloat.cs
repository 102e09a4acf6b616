using System.Globalization;
using System.Text.RegularExpressions;

namespace Seedbed.Tests.Golden;

/// <summary>Doubles in the hexadecimal text of C (ISO C17, 6.4.4.2) and of Python's float.hex: "-0x1.999999999999ap-5".</summary>
internal static partial class HexFloat
{
    public static double Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"{text} is no hexadecimal number; write it like -0x1.8p-5, with at most 13 digits after the point.");
        }

        string fraction = match.Groups["fraction"].Value;
        ulong digits = ulong.Parse(match.Groups["whole"].Value + fraction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        int exponent = int.Parse(match.Groups["exponent"].Value, CultureInfo.InvariantCulture);

        // At most 53 significant bits, so the conversion is exact; ScaleB rounds at most once, in the subnormal range.
        double magnitude = Math.ScaleB(digits, exponent - (4 * fraction.Length));
        return text[0] == '-' ? -magnitude : magnitude;
    }

    [GeneratedRegex(
        @"\A[+-]?0x(?<whole>[01])(\.(?<fraction>[0-9a-f]{1,13}))?p(?<exponent>[+-]?\d{1,4})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
