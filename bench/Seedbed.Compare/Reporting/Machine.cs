using System.Globalization;
using System.Runtime.InteropServices;

namespace Seedbed.Compare.Reporting;

/// <summary>What a table is worth depends on where and when it was measured.</summary>
internal static class Machine
{
    public static string Date => DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Processor { get; } = FromCpuInfo() ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Tasks that ran or waited in the last minute; null where the system does not tell.</summary>
    public static double? Load =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    /// <summary>Switches that change what Seedbed runs, such as DOTNET_EnableAVX512=0.</summary>
    public static IReadOnlyList<string> Switches { get; } =
    [
        .. from System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()
           where ((string)entry.Key).StartsWith("DOTNET_Enable", StringComparison.Ordinal)
           orderby entry.Key
           select $"{entry.Key}={entry.Value}",
    ];

    public static string Summary =>
        $"{Date}, {Processor}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, .NET {Environment.Version}"
        + string.Concat(Switches.Select(text => ", " + text))
        + (Load is { } load ? $", load at the start {load}" : "");

    /// <summary>"2026-07-01-amd-epyc-9b45": for the name of a file.</summary>
    public static string FileName
    {
        get
        {
            string text = string.Join('-', Switches.Prepend(Processor).Prepend(Date)).ToLowerInvariant();
            char[] plain = [.. text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')];
            return string.Join('-', new string(plain).Split('-', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static string? FromCpuInfo()
    {
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
