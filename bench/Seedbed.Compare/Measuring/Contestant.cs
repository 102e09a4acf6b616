namespace Seedbed.Compare.Measuring;

/// <summary>Whoever does a workload: a program in a setting on so many threads. Each is a process of its own.</summary>
/// <param name="Program">A key of <see cref="Programs"/>.</param>
/// <param name="Setting">A way of that program to do the work, "" for the only one. The fastest setting of a program counts.</param>
/// <param name="Threads">What the program, its OpenMP and its BLAS may use.</param>
/// <param name="Kernels">The kernels that OpenBLAS is told to use, "" for its own choice.</param>
internal sealed record Contestant(string Program, string Setting, int Threads, string Kernels = "")
{
    /// <summary>What the environment tells OpenBLAS.</summary>
    public string KernelsText => Kernels.Length > 0 ? $"OPENBLAS_CORETYPE={Kernels}" : "";
}
