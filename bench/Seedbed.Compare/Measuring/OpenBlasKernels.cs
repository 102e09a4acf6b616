namespace Seedbed.Compare.Measuring;

/// <summary>
/// OpenBLAS does not know processors newer than itself and takes slower kernels for them: those of AVX-512 are tried by name.
/// </summary>
internal static class OpenBlasKernels
{
    public const string CoreType = "OPENBLAS_CORETYPE";
    private const string WithAvx512 = "SkylakeX";

    /// <summary>What a machine may have set to keep OpenBLAS slow but safe; every peer starts without.</summary>
    public static IReadOnlyList<string> Variables { get; } = [CoreType, "OPENBLAS_L2_SIZE"];

    /// <summary>Its own choice, and its AVX-512 kernels where the processor can run them.</summary>
    public static IReadOnlyList<string> Choices { get; } = HasAvx512() ? ["", WithAvx512] : [""];

    /// <summary>Asked of the system: the runtime can be told to hide it.</summary>
    private static bool HasAvx512() =>
        File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").Any(
            line => line.StartsWith("flags", StringComparison.Ordinal) && line.Split(' ').Contains("avx512vl"));
}
