using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>A fact about signals and devices that Windows has not, or about a program that may be missing, which is then told.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>What has to be installed; null for nothing.</summary>
    public string? Program { get; }

    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs a Unix shell" : null;

    public UnixFactAttribute(string program)
        : this()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Program = program;
        Skip ??= folders.Any(folder => File.Exists(Path.Combine(folder, program))) ? null : $"{program} is not installed";
    }
}
