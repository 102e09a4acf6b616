namespace Seedbed.Compare.Planning;

/// <summary>
/// The rows of a run, in the order in which they are measured: small before large, so that small ones predict the time of large
/// ones, and what is asked for most before what may be left out when the time is up.
/// </summary>
internal static class Plan
{
    private static readonly int[] s_fillSizes = [10_000, 1_000_000, 100_000_000];
    private static readonly ElementType[] s_fillTypes = [ElementType.Float32, ElementType.BFloat16];
    private static readonly WorkloadKind[] s_fillKinds = [WorkloadKind.Uniform, WorkloadKind.Normal, WorkloadKind.TruncatedNormal];
    private static readonly (int Rows, int Columns)[] s_matrices = [(512, 512), (2048, 2048), (4096, 1024), (4096, 4096)];

    private static readonly Workload[] s_epochs =
    [
        new(WorkloadKind.TrainMlp, ElementType.Float32, 12_800, 32),
        new(WorkloadKind.TrainMlp, ElementType.Float32, 12_800, 256),
        new(WorkloadKind.TrainCnn, ElementType.Float32, 3_200, 32),
        new(WorkloadKind.TrainLstm, ElementType.Float32, 1_280, 32),
    ];

    /// <summary>
    /// The fills, all matrices and the epochs, or with <paramref name="quick"/> the fills and the smallest orthogonal matrix.
    /// </summary>
    public static IReadOnlyList<PlanRow> Rows(bool quick, IReadOnlyList<string> only)
    {
        IEnumerable<PlanRow> fills = s_fillSizes.SelectMany(Fills);
        IEnumerable<PlanRow> all = quick
            ? [.. OnEveryThreadCount(Matrix(WorkloadKind.Orthogonal, s_matrices[0])), .. fills.OrderBy(MayWait)]
            : [.. fills, .. Matrices(), .. s_epochs.SelectMany(OnEveryThreadCount)];
        return [.. all.Where(row => only.Count == 0 || only.Any(row.Matches))];
    }

    /// <summary>Rows of one type and thread count stand together: they share a buffer.</summary>
    private static IEnumerable<PlanRow> Fills(int elements) =>
        from type in s_fillTypes
        from threads in ThreadCounts()
        from kind in s_fillKinds
        select new PlanRow(new Workload(kind, type, elements), threads);

    /// <summary>The slowest of all, which no goal is about.</summary>
    private static bool MayWait(PlanRow row) =>
        row.Workload.Elements == s_fillSizes[^1]
        && row.Workload is { Kind: WorkloadKind.TruncatedNormal, ElementType: ElementType.BFloat16 };

    private static IEnumerable<PlanRow> Matrices()
    {
        WorkloadKind[] kinds = [WorkloadKind.Orthogonal, WorkloadKind.OrthogonalReflectors];
        IEnumerable<Workload> orthogonal = s_matrices.SelectMany(size => kinds.Select(kind => Matrix(kind, size)));
        Workload product = Matrix(WorkloadKind.Product, s_matrices[^1]);
        return orthogonal.Append(product).SelectMany(OnEveryThreadCount);
    }

    private static Workload Matrix(WorkloadKind kind, (int Rows, int Columns) size) =>
        new(kind, ElementType.Float32, size.Rows, size.Columns);

    private static IEnumerable<PlanRow> OnEveryThreadCount(Workload workload) =>
        ThreadCounts().Select(threads => new PlanRow(workload, threads));

    private static IEnumerable<int> ThreadCounts() => new[] { 1, Environment.ProcessorCount }.Distinct();
}
