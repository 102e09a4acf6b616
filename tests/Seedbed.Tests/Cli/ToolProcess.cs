using System.Diagnostics;
using System.Globalization;

namespace Seedbed.Tests.Cli;

/// <summary>The built tool as a process of its own, as a user's shell runs it.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "Seedbed.Cli.dll");

    public static ToolRun Run(params string[] arguments) => Finish(Start("dotnet", null, [Assembly, .. arguments]));

    /// <summary>Runs a line of shell in which $SEEDBED is the tool.</summary>
    public static ToolRun Shell(string line, string folder) => Finish(Start("bash", folder, ["-c", line]));

    /// <summary>
    /// Whether a process has a file open in a folder, be it one without a name; elsewhere than on Linux, whether there is a file.
    /// </summary>
    public static bool IsWriting(int process, string folder) => OperatingSystem.IsLinux()
        ? Directory.EnumerateFiles($"/proc/{process}/fd").Any(
            path => new FileInfo(path).LinkTarget?.StartsWith(folder + "/", StringComparison.Ordinal) == true)
        : Directory.EnumerateFileSystemEntries(folder).Any();

    /// <summary>Starts the tool, sends it a signal as soon as the condition holds for its number, and waits for its end.</summary>
    public static ToolRun Interrupt(string signal, Func<int, bool> when, string folder, params string[] arguments)
    {
        Process process = Start("dotnet", folder, [Assembly, .. arguments]);
        var waited = Stopwatch.StartNew();
        while (!when(process.Id) && !process.HasExited && waited.Elapsed < s_longest)
        {
            Thread.Sleep(5);
        }

        using Process kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return Finish(process);
    }

    private static Process Start(string file, string? folder, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["SEEDBED"] = $"dotnet {Assembly}";
        return Process.Start(start)!;
    }

    private static ToolRun Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_longest))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"the tool did not end within {s_longest}.");
            }

            return new ToolRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }
}
