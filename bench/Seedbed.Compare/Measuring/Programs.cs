using System.Diagnostics;

namespace Seedbed.Compare.Measuring;

/// <summary>The programs that are compared, in the table's order, and how each is started.</summary>
internal static class Programs
{
    public const string Seedbed = "seedbed";
    public const string PyTorch = "pytorch";
    public const string PyTorchCast = "pytorch-cast";
    public const string PyTorchTraining = "pytorch-training";
    public const string LibTorch = "libtorch";
    public const string LibTorchCast = "libtorch-cast";
    public const string NumPy = "numpy";
    public const string Lapack = "lapack";
    public const string SystemRandom = "system-random";
    public const string MathNet = "mathnet";
    public const string Tensors = "tensors";
    public const string TensorFlowJs = "tensorflowjs";

    private static readonly MeasuredProgram[] s_all =
    [
        new(Seedbed, "Seedbed", ProgramHost.DotNet),
        new(PyTorch, "PyTorch {0}", ProgramHost.Python),
        new(PyTorchCast, "PyTorch {0}, cast", ProgramHost.Python),
        new(PyTorchTraining, "PyTorch {0}", ProgramHost.Python),
        new(LibTorch, "PyTorch {0}", ProgramHost.TorchSharp),
        new(LibTorchCast, "PyTorch {0}, cast", ProgramHost.TorchSharp),
        new(NumPy, "NumPy", ProgramHost.Python),
        new(Lapack, "LAPACK", ProgramHost.Python),
        new(SystemRandom, "System.Random", ProgramHost.DotNet),
        new(MathNet, "MathNet", ProgramHost.DotNet),
        new(Tensors, "Tensors", ProgramHost.DotNet),
        new(TensorFlowJs, "TensorFlow.js", ProgramHost.Node),
    ];

    public static IEnumerable<string> Keys => s_all.Select(program => program.Key);

    public static MeasuredProgram Named(string key) => s_all.Single(program => program.Key == key);

    /// <summary>
    /// The process of a contestant: its threads bound in the environment, since PyTorch's own setting does not bind its BLAS.
    /// </summary>
    public static ProcessStartInfo StartOf(Contestant contestant)
    {
        MeasuredProgram program = Named(contestant.Program);
        ProcessStartInfo start = new(program.Executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in program.Arguments(contestant))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string variable in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
        {
            start.Environment[variable] = $"{contestant.Threads}";
        }

        foreach (string variable in OpenBlasKernels.Variables)
        {
            start.Environment.Remove(variable);
        }

        if (contestant.Kernels.Length > 0)
        {
            start.Environment[OpenBlasKernels.CoreType] = contestant.Kernels;
        }

        return start;
    }
}
