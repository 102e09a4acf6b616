using System.Runtime.InteropServices;
using Xunit;

namespace Seedbed.Tests.Simd;

/// <summary>A test that compares with MathF and runs where MathF is a glibc of 2.28 or later, whose functions the recipes are.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GlibcFactAttribute : FactAttribute
{
    public GlibcFactAttribute()
    {
        if (!IsNewGlibc())
        {
            Skip = "MathF is not glibc 2.28 or later here; the pinned hashes are checked in its place.";
        }
    }

    private static unsafe bool IsNewGlibc()
    {
        if (!OperatingSystem.IsLinux()
            || !NativeLibrary.TryLoad("libc.so.6", out nint library)
            || !NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out nint function))
        {
            return false;
        }

        // const char *gnu_get_libc_version(void): a static string, not to be freed.
        nint text = ((delegate* unmanaged[Cdecl]<nint>)function)();
        return Version.TryParse(Marshal.PtrToStringAnsi(text), out Version? version) && version >= new Version(2, 28);
    }
}
