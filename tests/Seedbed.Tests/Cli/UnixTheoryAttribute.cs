using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>A theory about signals and devices that Windows has not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "needs a Unix shell" : null;
}
