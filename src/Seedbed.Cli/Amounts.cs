namespace Seedbed.Cli;

/// <summary>What work is counted in.</summary>
internal enum AmountUnit
{
    /// <summary>Bytes of files.</summary>
    Bytes,

    /// <summary>Values that are drawn.</summary>
    Values,

    /// <summary>Steps of a training.</summary>
    Steps,
}

/// <summary>Amounts and times as people read them: three digits and a prefix of powers of 1000, the two largest parts of a time.</summary>
internal static class Amounts
{
    private const int SecondsOfMinute = 60;
    private const int SecondsOfHour = 60 * SecondsOfMinute;
    private const int SecondsOfDay = 24 * SecondsOfHour;

    private static readonly string[] s_prefixes = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary>12.3 GB, 800 M values, 12 steps.</summary>
    internal static string Of(double amount, AmountUnit unit)
    {
        (double scaled, string prefix) = Scaled(amount);
        return $"{Digits(scaled)} {prefix}{Name(unit)}".TrimEnd();
    }

    /// <summary>How much of how much: 1.2/3.4 GB.</summary>
    internal static string Pair(long done, long total, AmountUnit unit)
    {
        (double scaled, string prefix) = Scaled(done);
        string first = prefix == Scaled(total).Prefix ? Digits(scaled) : Of(done, AmountUnit.Steps);
        return $"{first}/{Of(total, unit)}";
    }

    /// <summary>3 s, 2 min 10 s, 1 h 5 min, 12 days.</summary>
    /// <param name="seconds">At least 0.</param>
    internal static string Duration(double seconds)
    {
        const double longest = 1e6 * SecondsOfDay;
        long whole = (long)Math.Ceiling(Math.Min(seconds, longest));
        return whole switch
        {
            < SecondsOfMinute => $"{whole} s",
            < SecondsOfHour => $"{whole / SecondsOfMinute} min {whole % SecondsOfMinute} s",
            < SecondsOfDay => $"{whole / SecondsOfHour} h {whole % SecondsOfHour / SecondsOfMinute} min",
            < 2 * SecondsOfDay => $"1 day {(whole - SecondsOfDay) / SecondsOfHour} h",
            _ => $"{whole / SecondsOfDay} days",
        };
    }

    private static (double Scaled, string Prefix) Scaled(double amount)
    {
        int power = 0;
        while (amount >= 999.5 && power < s_prefixes.Length - 1)
        {
            amount /= 1000;
            power++;
        }

        return (amount, s_prefixes[power]);
    }

    private static string Digits(double scaled) => scaled < 9.95 ? $"{scaled:0.#}" : $"{scaled:0}";

    private static string Name(AmountUnit unit) => unit switch
    {
        AmountUnit.Bytes => "B",
        AmountUnit.Values => "values",
        AmountUnit.Steps => "",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };
}
