using System.Text.RegularExpressions;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// For matrices m ← μ·m + g, w ← w − η·rms·√max(rows, columns)·O(g + μ·m), O being the nearest matrix with orthogonal rows or columns, by
/// Newton and Schulz's iteration X ← a·X + (b·A + c·A²)·X, A = X·Xᵀ; for other weights and embeddings Adam. Sources: Jordan et al. 2024,
/// <c>keras.optimizers.Muon</c>.
/// </summary>
public sealed record Muon : Optimizer
{
    /// <summary>Momentum made orthogonal.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ, from 0 to 1.</param>
    /// <param name="nesterov">Whether O is of g + μ·m; else of m.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Muon(double learningRate = 0.001, double momentum = 0.95, bool nesterov = true)
        : base(learningRate)
    {
        Momentum = momentum;
        Nesterov = nesterov;
        WeightDecay = 0.004;
    }

    /// <summary>Adam's β₁, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double AdamBeta1 { get; init => field = ArgumentNumbers.Fraction(value, "adam_beta_1"); } = 0.9;

    /// <summary>Adam's β₂, from 0 to less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double AdamBeta2 { get; init => field = ArgumentNumbers.Fraction(value, "adam_beta_2"); } = 0.999;

    /// <summary>The weight decay of weights that Adam changes; null for none.</summary>
    public double? AdamWeightDecay { get; init; } = 0.004;

    /// <summary>Adam's ε, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon"); } = 1e-7;

    /// <summary>Whether weights with "embedding" in their names are Adam's.</summary>
    public bool ExcludeEmbeddings { get; init; } = true;

    /// <summary>A regular expression of names of weights that are Adam's too; null for none.</summary>
    public string? ExcludeLayers { get; init; }

    /// <summary>a, b and c.</summary>
    public (double A, double B, double C) Coefficients { get; init; } = (3.4445, -4.7750, 2.0315);

    /// <summary>The factor of Adam's rate.</summary>
    public double AdamLearningRateRatio { get; init; } = 1;

    /// <summary>μ, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Momentum { get; init => field = ArgumentNumbers.Share(value, "momentum"); }

    /// <summary>The number of iterations.</summary>
    public int NewtonSchulzSteps { get; init; } = 5;

    /// <summary>Whether O is of g + μ·m; else of m.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The rms of the formula; null for 1/√max(rows, columns).</summary>
    public double? RmsRate { get; init; } = 0.2;

    internal static Description<Optimizer> Description { get; } = Describe(new Muon(), Read);

    internal override int SlotCount => 2;

    private protected override IEnumerable<Argument> OwnArguments =>
    [
        new("adam_beta_1", AdamBeta1), new("adam_beta_2", AdamBeta2),
        new("adam_weight_decay", AdamWeightDecay is { } decay ? decay : ArgumentValue.Null), new("epsilon", Epsilon),
        new("exclude_layers", ExcludeLayers), new("exclude_embeddings", ExcludeEmbeddings),
        new("muon_a", Coefficients.A), new("muon_b", Coefficients.B), new("muon_c", Coefficients.C),
        new("adam_lr_ratio", AdamLearningRateRatio), new("momentum", Momentum), new("ns_steps", (long)NewtonSchulzSteps),
        new("nesterov", Nesterov), new("rms_rate", RmsRate is { } rate ? rate : ArgumentValue.Null),
    ];

    internal override double? DecayOf(TrainedWeight weight) => IsAdams(weight) ? AdamWeightDecay : WeightDecay;

    internal override void Update<T>(in WeightStep<T> step)
    {
        if (IsAdams(step.Weight))
        {
            step.Run(AdamRule<T>.At(step.Number, step.LearningRate * AdamLearningRateRatio, AdamBeta1, AdamBeta2, Epsilon));
            return;
        }

        (int rows, int columns) = (step.Weight.Dimensions[0], step.Weight.Dimensions[1]);
        double[] direction = new double[step.Variable.Length];
        for (int i = 0; i < direction.Length; i++)
        {
            T gradient = step.Gradient[i];
            T moment = step.Slots[0][i] += gradient + (step.Slots[0][i] * T.CreateTruncating(Momentum - 1));
            direction[i] = double.CreateTruncating(Nesterov ? gradient + (T.CreateTruncating(Momentum) * moment) : moment);
        }

        Orthogonalize(direction, rows, columns);
        double scale = step.LearningRate * (RmsRate is { } rms ? Math.Sqrt(Math.Max(rows, columns)) * rms : 1);
        for (int i = 0; i < direction.Length; i++)
        {
            step.Variable[i] -= T.CreateTruncating(scale * direction[i]);
        }
    }

    private static Muon Read(Muon muon, NamedArguments arguments) => muon with
    {
        AdamBeta1 = arguments.Number("adam_beta_1", muon.AdamBeta1),
        AdamBeta2 = arguments.Number("adam_beta_2", muon.AdamBeta2),
        AdamWeightDecay = arguments.Has("adam_weight_decay") ? arguments.NumberOrNull("adam_weight_decay") : muon.AdamWeightDecay,
        Epsilon = arguments.Number("epsilon", muon.Epsilon),
        ExcludeLayers = arguments.Find("exclude_layers") is TextValue ? arguments.Text("exclude_layers", "") : null,
        ExcludeEmbeddings = arguments.Flag("exclude_embeddings", true),
        Coefficients = (arguments.Number("muon_a", muon.Coefficients.A), arguments.Number("muon_b", muon.Coefficients.B),
            arguments.Number("muon_c", muon.Coefficients.C)),
        AdamLearningRateRatio = arguments.Number("adam_lr_ratio", 1),
        Momentum = arguments.Number("momentum", muon.Momentum),
        NewtonSchulzSteps = (int)arguments.Number("ns_steps", muon.NewtonSchulzSteps),
        Nesterov = arguments.Flag("nesterov", muon.Nesterov),
        RmsRate = arguments.Has("rms_rate") ? arguments.NumberOrNull("rms_rate") : muon.RmsRate,
    };

    private bool IsAdams(TrainedWeight weight) =>
        weight.Dimensions.Length != 2
            || (ExcludeEmbeddings && weight.Name.Contains("embedding", StringComparison.OrdinalIgnoreCase))
            || (ExcludeLayers is { } pattern && Regex.IsMatch(weight.Name, pattern));

    /// <summary>The iteration on the side where A is smaller.</summary>
    private void Orthogonalize(double[] x, int rows, int columns)
    {
        bool isTall = rows > columns;
        (int m, int n) = isTall ? (columns, rows) : (rows, columns);
        double norm = 0;
        foreach (double value in x)
        {
            norm += value * value;
        }

        norm = Math.Sqrt(norm) + 1e-7;
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x[isTall ? ((i % n) * columns) + (i / n) : i] / norm;
        }

        for (int step = 0; step < NewtonSchulzSteps; step++)
        {
            double[] square = Product(m, n, m, (i, k) => y[(i * n) + k], (k, j) => y[(j * n) + k]);
            double[] fourth = Product(m, m, m, (i, k) => square[(i * m) + k], (k, j) => square[(k * m) + j]);
            double[] before = y;
            double[] change = Product(m, m, n, (i, k) => (Coefficients.B * square[(i * m) + k]) + (Coefficients.C * fourth[(i * m) + k]),
                (k, j) => before[(k * n) + j]);
            y = [.. before.Select((value, i) => (Coefficients.A * value) + change[i])];
        }

        for (int i = 0; i < y.Length; i++)
        {
            x[isTall ? ((i % n) * columns) + (i / n) : i] = y[i];
        }
    }

    private static double[] Product(int rows, int inner, int columns, Func<int, int, double> left, Func<int, int, double> right)
    {
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < inner; k++)
            {
                double factor = left(i, k);
                for (int j = 0; j < columns; j++)
                {
                    product[(i * columns) + j] += factor * right(k, j);
                }
            }
        }

        return product;
    }
}
