using System.Globalization;

namespace Seedbed.Compare.Planning;

/// <summary>
/// One thing that everyone does: a kind, an element type, a matrix shape. A fill has one column; an epoch has as many rows as samples and
/// its batch as columns.
/// </summary>
internal sealed record Workload(WorkloadKind Kind, ElementType ElementType, int Rows, int Columns = 1)
{
    private static readonly (WorkloadKind Kind, string Name)[] s_names =
    [
        (WorkloadKind.Uniform, "uniform"),
        (WorkloadKind.Normal, "normal"),
        (WorkloadKind.TruncatedNormal, "truncated_normal"),
        (WorkloadKind.Orthogonal, "orthogonal"),
        (WorkloadKind.OrthogonalReflectors, "orthogonal_reflectors"),
        (WorkloadKind.Product, "product"),
        (WorkloadKind.TrainMlp, "train_mlp"),
        (WorkloadKind.TrainCnn, "train_cnn"),
        (WorkloadKind.TrainLstm, "train_lstm"),
    ];

    public static IEnumerable<string> Names => s_names.Select(entry => entry.Name);

    public bool IsFill => Kind is WorkloadKind.Uniform or WorkloadKind.Normal or WorkloadKind.TruncatedNormal;

    /// <summary>Whether a peer's time is that of its BLAS.</summary>
    public bool NeedsBlas => !IsFill;

    public bool IsTraining => Kind is WorkloadKind.TrainMlp or WorkloadKind.TrainCnn or WorkloadKind.TrainLstm;

    /// <summary>Values that are drawn, or samples that are trained on.</summary>
    public long Elements => IsTraining ? Rows : (long)Rows * Columns;

    public string Name => s_names.Single(entry => entry.Kind == Kind).Name;

    /// <summary>"100000000" or "4096x1024".</summary>
    public string ShapeText => IsFill ? $"{Rows}" : $"{Rows}x{Columns}";

    /// <summary>"1e8" for the powers of ten that fills have, else the shape.</summary>
    public string SizeText
    {
        get
        {
            string digits = ShapeText;
            return IsFill && digits.TrimEnd('0') == "1" ? $"1e{digits.Length - 1}" : digits;
        }
    }

    /// <summary>The inverse of <see cref="ToString"/>.</summary>
    public static Workload Parse(string name, string dtype, string shape)
    {
        int[] sizes = [.. shape.Split('x').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        WorkloadKind kind = s_names.Single(entry => entry.Name == name).Kind;
        return new Workload(kind, ElementTypes.Parse(dtype), sizes[0], sizes.Length > 1 ? sizes[1] : 1);
    }

    /// <summary>As the line protocol has it: "uniform float32 100000000".</summary>
    public override string ToString() => $"{Name} {ElementType.Name()} {ShapeText}";
}
