namespace Seedbed.Diagnostics.Reports;

/// <summary>Numbers as a page shows them.</summary>
internal static class Digits
{
    /// <summary>Whole numbers are shown in full up to here: steps, sizes, seeds.</summary>
    private const double LargestInFull = 1e15;
    private const double LargestInSentence = 1e6;

    /// <summary>For tables: six digits, which no picture could show, or a whole number in full.</summary>
    internal static string Of(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        0 => "0",
        _ when value == Math.Floor(value) && Math.Abs(value) < LargestInFull => $"{value:0}",
        _ => Short($"{value:G6}"),
    };

    /// <summary>For sentences and axes: three digits, or a whole number in full.</summary>
    internal static string Rounded(double value) =>
        double.IsFinite(value) && !(value == Math.Floor(value) && Math.Abs(value) < LargestInSentence) ? Short($"{value:G3}") : Of(value);

    /// <summary>For logarithmic axes: "1e5", and 5000.</summary>
    internal static string Power(double value) => Short($"{value:G4}");

    /// <summary>"1.5E-07" is "1.5e-7".</summary>
    private static string Short(string number)
    {
        int exponent = number.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0
            ? number
            : $"{number[..exponent]}e{(number[exponent + 1] == '-' ? "-" : "")}{number[(exponent + 2)..].TrimStart('0')}";
    }
}
