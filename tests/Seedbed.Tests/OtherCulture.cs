using System.Globalization;

namespace Seedbed.Tests;

/// <summary>
/// A culture whose numbers look like those of no other, for the length of a test: as the Turkish, Persian and Swedish ones in one, and
/// there without ICU too.
/// </summary>
internal sealed class OtherCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public OtherCulture()
    {
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NegativeSign = "\u200E\u2212";
        other.NumberFormat.NumberDecimalSeparator = "٫";
        other.NumberFormat.NumberGroupSeparator = "٬";
        other.NumberFormat.PercentDecimalSeparator = "٫";
        other.NumberFormat.NaNSymbol = "ليس رقم";
        other.NumberFormat.PositiveInfinitySymbol = "∞";
        CultureInfo.CurrentCulture = other;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
