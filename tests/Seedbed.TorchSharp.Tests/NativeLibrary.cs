using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Seedbed.Compare.Torch;

namespace Seedbed.TorchSharp.Tests;

/// <summary>
/// TorchSharp's library asks for a version of libstdc++ of which it calls nothing; where the system's lacks it, the copy beside the tests
/// no longer insists on it.
/// </summary>
internal static class NativeLibrary
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The library is loaded by the first call of any test.")]
    internal static void FitToSystem()
    {
        if (OperatingSystem.IsLinux())
        {
            ElfVersions.WeakenMissing(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"), "libstdc++.so.6");
        }
    }
}
