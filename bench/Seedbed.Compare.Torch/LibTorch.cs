using System.Runtime.InteropServices;
using System.Text;
using Seedbed.Compare.Peers;
using TorchSharp;

namespace Seedbed.Compare.Torch;

/// <summary>The libtorch below TorchSharp.</summary>
internal static partial class LibTorch
{
    private const string Library = "torch_cpu";
    private const string Release = " Version ";
    private const int LongestVersion = 200;

    /// <summary>"PyTorch 2.10.0.0 through TorchSharp 0.107.0".</summary>
    public static string Version => $"PyTorch {torch.__version__} through {LibraryVersion.Of(typeof(torch))}";

    /// <summary>It is linked with MKL; were it not, it would have no name here.</summary>
    public static BlasLibrary Blas => new() { Name = MklVersion(), Libraries = [$"lib{Library}"] };

    /// <summary>Loads it.</summary>
    public static void UseThreads(int threads) => torch.set_num_threads(threads);

    private static string? MklVersion()
    {
        byte[] told = new byte[LongestVersion];
        try
        {
            MklGetVersionString(told, told.Length);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        // "Intel(R) oneAPI Math Kernel Library Version 2024.2-Product Build 20240605 for Intel(R) 64 architecture applications"
        string text = Encoding.ASCII.GetString(told);
        int start = text.IndexOf(Release, StringComparison.Ordinal) + Release.Length;
        return $"oneMKL {text[start..].Split('-', ' ')[0]}";
    }

    [LibraryImport(Library, EntryPoint = "MKL_Get_Version_String")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void MklGetVersionString([Out] byte[] text, int length);
}
