using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Measuring;

/// <summary>
/// Who takes part in a row. Serial peers stand in the rows of one thread only, where they are not asked to be what they are not.
/// </summary>
internal static class Contestants
{
    /// <summary>Up to here a peer may be faster on one thread than on all, and its best counts.</summary>
    private const int LargestForFewThreads = 1_000_000;

    private static readonly string[] s_quickPeers = [Programs.PyTorch, Programs.LibTorch, Programs.NumPy];

    public static Contestant Ours(PlanRow row) => new(Programs.Seedbed, "", row.Threads);

    public static IReadOnlyList<Contestant> PeersOf(PlanRow row, bool quick, IReadOnlyList<string> only)
    {
        IEnumerable<Contestant> all = row.Workload.IsFill ? FillPeers(row) : MatrixPeers(row);
        if (row.Threads > 1 && row.Workload.Elements <= LargestForFewThreads)
        {
            all = [.. all, .. all.Select(peer => peer with { Threads = 1 })];
        }

        return [.. all.Where(peer => (!quick || s_quickPeers.Contains(peer.Program)) && (only.Count == 0 || only.Contains(peer.Program)))];
    }

    private static IEnumerable<Contestant> FillPeers(PlanRow row)
    {
        (Workload workload, int threads) = (row.Workload, row.Threads);
        bool isFloat = workload.ElementType == ElementType.Float32;
        bool isTruncated = workload.Kind == WorkloadKind.TruncatedNormal;
        yield return new Contestant(Programs.PyTorch, "", threads);
        yield return new Contestant(Programs.LibTorch, "", threads);
        if (!isFloat)
        {
            yield return new Contestant(Programs.PyTorchCast, "", threads);
            yield return new Contestant(Programs.LibTorchCast, "", threads);
        }

        if (isFloat && !isTruncated)
        {
            yield return new Contestant(Programs.NumPy, "PCG64", threads);
            yield return new Contestant(Programs.NumPy, "SFC64", threads);
        }

        if (threads > 1 || !isFloat)
        {
            yield break;
        }

        yield return new Contestant(Programs.TensorFlowJs, "", 1);
        if (!isTruncated)
        {
            yield return new Contestant(Programs.MathNet, "", 1);
            yield return new Contestant(Programs.Tensors, "", 1);
        }

        if (workload.Kind == WorkloadKind.Uniform)
        {
            yield return new Contestant(Programs.SystemRandom, "", 1);
        }
    }

    /// <summary>Those whose work is that of a BLAS: on OpenBLAS with every choice of its kernels, PyTorch 2 on its own MKL.</summary>
    private static IEnumerable<Contestant> MatrixPeers(PlanRow row)
    {
        string[] programs = row.Workload switch
        {
            { Kind: WorkloadKind.Product } => [Programs.NumPy],
            { IsTraining: true } => [Programs.PyTorchTraining],
            _ => [Programs.PyTorch, Programs.Lapack],
        };
        IEnumerable<Contestant> onOpenBlas =
            from program in programs
            from kernels in OpenBlasKernels.Choices
            select new Contestant(program, "", row.Threads, kernels);
        return row.Workload.IsTraining ? onOpenBlas : onOpenBlas.Append(new Contestant(Programs.LibTorch, "", row.Threads));
    }
}
