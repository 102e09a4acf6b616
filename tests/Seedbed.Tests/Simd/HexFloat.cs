using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Seedbed.Tests.Simd;

/// <summary>Reads C99 hexadecimal floating constants, the form in which coefficients are published.</summary>
internal static partial class HexFloat
{
    public static double Parse(string text)
    {
        Match match = Pattern().Match(text);
        Assert.True(match.Success, text);
        string fraction = match.Groups["fraction"].Value;
        long digits = long.Parse(match.Groups["whole"].Value + fraction, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.True(digits < 1L << 53, $"{text} has more than 53 bits.");
        int exponent = int.Parse(match.Groups["exponent"].Value, CultureInfo.InvariantCulture) - (4 * fraction.Length);
        double magnitude = Math.ScaleB(digits, exponent);
        return match.Groups["sign"].Length > 0 ? -magnitude : magnitude;
    }

    [GeneratedRegex(@"^(?<sign>-?)0x(?<whole>[01])(\.(?<fraction>[0-9a-f]+))?p(?<exponent>[+-]?\d+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
