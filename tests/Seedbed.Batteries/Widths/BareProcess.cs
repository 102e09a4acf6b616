using System.Diagnostics;
using System.Globalization;

namespace Seedbed.Batteries.Widths;

/// <summary>The battery once more in a process in which .NET uses no vectors and no fused multiply-add.</summary>
internal static class BareProcess
{
    /// <summary>The command of the child: a line a result, its name, a tab, its digest.</summary>
    internal const string Command = "digests";

    internal static void WriteDigests(long count)
    {
        foreach (WidthResult result in WidthBattery.Run(count))
        {
            Console.WriteLine($"{result.What}\t{result.Digest:x16}");
        }
    }

    /// <summary>One row for each result: digests tell that values differ, not how many, so then all count as wrong.</summary>
    internal static IEnumerable<BatteryRow> Compare(IReadOnlyList<WidthResult> results, long count)
    {
        Dictionary<string, string> digests = ReadDigests(count);
        return results.Select(result => new BatteryRow(
            result.What, "none", result.Values, digests.GetValueOrDefault(result.What) == $"{result.Digest:x16}" ? 0 : result.Values));
    }

    private static Dictionary<string, string> ReadDigests(long count)
    {
        string[] arguments = [typeof(BareProcess).Assembly.Location, Command, count.ToString(CultureInfo.InvariantCulture)];
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableHWIntrinsic"] = "0";
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(line => line[0], line => line[1]);
    }
}
