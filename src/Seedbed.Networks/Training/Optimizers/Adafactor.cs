using System.Numerics;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// Second moments of matrices as a product of a row and a column: r and c are moving means of g² + ε₁ along the last two axes, v = r·c/mean
/// r
/// (of vectors v is the moving mean itself), u = g/√v, w ← w − max(ε₂, rms w)·ρ·u / max(1, rms u / d), ρ = min(η, 1/√t). Sources: Shazeer
/// and
/// Stern 2018, <c>keras.optimizers.Adafactor</c>.
/// </summary>
public sealed record Adafactor : Optimizer
{
    /// <summary>Little memory for large matrices.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta2Decay">β₂ of step t is 1 − t to this power; at most 0.</param>
    /// <param name="epsilon1">ε₁, at least 0.</param>
    /// <param name="epsilon2">ε₂, at least 0.</param>
    /// <param name="clipThreshold">d, greater than 0.</param>
    /// <param name="relativeStep">Whether the rate is at most 1/√t.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adafactor(
        double learningRate = 0.001, double beta2Decay = -0.8, double epsilon1 = 1e-30, double epsilon2 = 1e-3, double clipThreshold = 1,
        bool relativeStep = true)
        : base(learningRate)
    {
        Beta2Decay = beta2Decay;
        Epsilon1 = epsilon1;
        Epsilon2 = epsilon2;
        ClipThreshold = clipThreshold;
        RelativeStep = relativeStep;
    }

    /// <summary>The power of β₂, at most 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Beta2Decay { get; init => field = -ArgumentNumbers.AtLeast(-value, 0, "-beta_2_decay"); }

    /// <summary>ε₁, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon1 { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon_1"); }

    /// <summary>ε₂, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Epsilon2 { get; init => field = ArgumentNumbers.AtLeast(value, 0, "epsilon_2"); }

    /// <summary>d, greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double ClipThreshold { get; init => field = ArgumentNumbers.PositiveOrNull(value, "clip_threshold")!.Value; }

    /// <summary>Whether the rate is at most 1/√t.</summary>
    public bool RelativeStep { get; init; }

    internal static Description<Optimizer> Description { get; } = Describe(new Adafactor(), (adafactor, arguments) => adafactor with
    {
        Beta2Decay = arguments.Number("beta_2_decay", adafactor.Beta2Decay),
        Epsilon1 = arguments.Number("epsilon_1", adafactor.Epsilon1),
        Epsilon2 = arguments.Number("epsilon_2", adafactor.Epsilon2),
        ClipThreshold = arguments.Number("clip_threshold", adafactor.ClipThreshold),
        RelativeStep = arguments.Flag("relative_step", adafactor.RelativeStep),
    });

    internal override int SlotCount => 2;

    private protected override IEnumerable<Argument> OwnArguments =>
    [
        new("beta_2_decay", Beta2Decay), new("epsilon_1", Epsilon1), new("epsilon_2", Epsilon2), new("clip_threshold", ClipThreshold),
        new("relative_step", RelativeStep),
    ];

    /// <summary>Means in double; r and c stand at the beginnings of the two slots.</summary>
    internal override void Update<T>(in WeightStep<T> step)
    {
        double inverseRoot = 1 / Math.Sqrt(step.Number);
        double rate = Math.Min(step.LearningRate, inverseRoot);
        double beta2 = 1 - LearningRateSchedule.Power(step.Number, Beta2Decay);
        double[] update = new double[step.Variable.Length];
        if (step.Weight.Dimensions.Length < 2)
        {
            OfVector(step, beta2, update);
        }
        else
        {
            OfMatrices(step, beta2, update);
        }

        double scale = Math.Max(Epsilon2, RootMeanSquare(step.Variable.Length, Squares(step.Variable))) * rate
            / Math.Max(1, RootMeanSquare(update.Length, Squares<double>(update)) / ClipThreshold);
        for (int i = 0; i < update.Length; i++)
        {
            step.Variable[i] -= T.CreateTruncating(scale * update[i]);
        }
    }

    private void OfVector<T>(in WeightStep<T> step, double beta2, double[] update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < update.Length; i++)
        {
            double moment = (beta2 * double.CreateTruncating(step.Slots[0][i])) + ((1 - beta2) * Square(step, i));
            step.Slots[0][i] = T.CreateTruncating(moment);
            update[i] = double.CreateTruncating(step.Gradient[i]) / Math.Sqrt(moment);
        }
    }

    private void OfMatrices<T>(in WeightStep<T> step, double beta2, double[] update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int columns) = (step.Weight.Dimensions[^2], step.Weight.Dimensions[^1]);
        for (int matrix = 0; matrix < update.Length / (rows * columns); matrix++)
        {
            Span<T> r = step.Slots[0].AsSpan(matrix * rows, rows);
            Span<T> c = step.Slots[1].AsSpan(matrix * columns, columns);
            double[] columnSums = new double[columns];
            double mean = 0;
            for (int i = 0; i < rows; i++)
            {
                double sum = 0;
                for (int j = 0; j < columns; j++)
                {
                    double square = Square(step, (((matrix * rows) + i) * columns) + j);
                    sum += square;
                    columnSums[j] += square;
                }

                double row = (beta2 * double.CreateTruncating(r[i])) + ((1 - beta2) * sum / columns);
                r[i] = T.CreateTruncating(row);
                mean += row / rows;
            }

            for (int j = 0; j < columns; j++)
            {
                c[j] = T.CreateTruncating((beta2 * double.CreateTruncating(c[j])) + ((1 - beta2) * columnSums[j] / rows));
            }

            for (int i = 0; i < rows * columns; i++)
            {
                double moment = double.CreateTruncating(r[i / columns]) / mean * double.CreateTruncating(c[i % columns]);
                int at = (matrix * rows * columns) + i;
                update[at] = double.CreateTruncating(step.Gradient[at]) / Math.Sqrt(moment);
            }
        }
    }

    private double Square<T>(in WeightStep<T> step, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double gradient = double.CreateTruncating(step.Gradient[index]);
        return (gradient * gradient) + Epsilon1;
    }

    private static double Squares<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in values)
        {
            sum += double.CreateTruncating(value) * double.CreateTruncating(value);
        }

        return sum;
    }

    private static double RootMeanSquare(int count, double squares) => Math.Sqrt(squares / Math.Max(1, count));
}
