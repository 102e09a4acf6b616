using System.Globalization;
using Seedbed.Compare.Measuring;
using Seedbed.Compare.Planning;
using Seedbed.Compare.Peers;
using Seedbed.Compare.Torch;

const int WrongUsage = 2;
const int SystemRefused = 3;

try
{
    return args switch
    {
        ["serve", Programs.LibTorch, string threads] => Serve(TorchWork.Create, threads),
        ["serve", Programs.LibTorchCast, string threads] => Serve(TorchWork.CreateCast, threads),
        ["fit", string library] => Fit(library),
        _ => Refuse("it is a worker of bench/compare; start that."),
    };
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DllNotFoundException or TypeInitializationException)
{
    Console.Error.WriteLine($"compare: {(fault.InnerException ?? fault).Message}");
    return SystemRefused;
}

static int Serve(Func<Workload, IWork?> create, string threads)
{
    LibTorch.UseThreads(int.Parse(threads, CultureInfo.InvariantCulture));
    Reply hello = new() { Version = LibTorch.Version, Blas = LibTorch.Blas };
    new WorkServer(hello, (workload, last) =>
    {
        (last as IDisposable)?.Dispose();
        return create(workload);
    }).Serve(Console.In, Console.Out);
    return 0;
}

static int Fit(string library)
{
    IReadOnlyList<string> weakened = ElfVersions.WeakenMissing(library, "libstdc++.so.6");
    if (weakened.Count > 0)
    {
        string versions = string.Join(", ", weakened);
        Console.WriteLine($"{Path.GetFileName(library)} no longer insists on {versions}, which this system's libstdc++ lacks.");
    }

    return 0;
}

static int Refuse(string reason)
{
    Console.Error.WriteLine($"compare: {reason}");
    return WrongUsage;
}
