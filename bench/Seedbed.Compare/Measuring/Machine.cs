using System.Globalization;
using System.Runtime.InteropServices;

namespace Seedbed.Compare.Measuring;

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

    /// <summary>"AMD EPYC (family 26, model 2)": names of virtual processors tell too little.</summary>
    private static string? FromCpuInfo()
    {
        if (!File.Exists("/proc/cpuinfo"))
        {
            return null;
        }

        Dictionary<string, string> first = File.ReadLines("/proc/cpuinfo")
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        return first.TryGetValue("cpu family", out string? family)
            ? $"{first["model name"]} (family {family}, model {first["model"]})"
            : first.GetValueOrDefault("model name");
    }
}
