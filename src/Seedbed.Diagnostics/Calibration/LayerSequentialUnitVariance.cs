using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// LSUV: kernels are made orthonormal, and then, layer after layer as the batch reaches it, divided by the standard deviation of what the
/// layer gives before its activation, W ← W/√Var, until |Var − 1| is less than the tolerance.
/// </summary>
/// <remarks>
/// Each layer is calibrated when it is reached and computed again, so that those behind it see its new output: one forward pass in all.
/// Kernels of recurrent layers and embeddings are scaled as they were drawn. Source: Mishkin and Matas 2015 (arXiv 1511.06422),
/// algorithm 1; the authors' program divides by std + 1e-8, allows 11 corrections, and its port to PyTorch takes means from biases:
/// <c>center</c>.
/// </remarks>
public sealed record LayerSequentialUnitVariance : Calibration
{
    /// <summary>LSUV with the paper's numbers, or others.</summary>
    /// <param name="tolerance">How far the variance may be from 1; more than 0 and less than 1.</param>
    /// <param name="tries">The most corrections of a layer, at least 1.</param>
    /// <param name="center">Whether the mean of what a layer gives is taken from its bias.</param>
    /// <exception cref="ArgumentException">A number is outside.</exception>
    public LayerSequentialUnitVariance(double tolerance = 0.1, int tries = 10, bool center = false)
    {
        Tolerance = tolerance is > 0 and < 1
            ? tolerance
            : throw new ArgumentException($"the tolerance of lsuv is {tolerance}; it must be more than 0 and less than 1.");
        Tries = tries >= 1 ? tries : throw new ArgumentException($"the tries of lsuv are {tries}; there must be at least 1.");
        Center = center;
    }

    /// <summary>The largest |Var − 1| that is left.</summary>
    public double Tolerance { get; }

    /// <summary>The most corrections of a layer.</summary>
    public int Tries { get; }

    /// <summary>Whether biases are shifted so that the mean is 0.</summary>
    public bool Center { get; }

    internal static Description<Calibration> Description { get; } =
        new("LSUV", arguments => new LayerSequentialUnitVariance(
            arguments.Number("tolerance", 0.1), arguments.Integer("tries", 10), arguments.Flag("center", false)))
        {
            Aliases = ["lsuv"],
            Formula = "W orthonormal, then layer after layer W ← W/std until |variance − 1| < tolerance",
            SuitedTo = "deep networks of any activation",
            Source = "Mishkin and Matas 2015 (arXiv 1511.06422)",
            Module = KnownCalibrations.Module,
            Parameters =
            [
                new("tolerance", "a number between 0 and 1", "0.1"), new("tries", "an integer of at least 1", "10"),
                new("center", "true or false", "false"),
            ],
        };

    internal override Description<Calibration> Own => Description;

    private protected override string Arguments =>
        $"tolerance={Tolerance}, tries={Tries}" + (Center ? ", center=true" : "");

    internal override void Apply(CalibrationRun run) => run.Forward(call =>
    {
        foreach (KernelPart part in run.Open(call))
        {
            Correct(run, call, part, isOrthonormal: !part.IsRecurrent && !part.IsEmbedding && part.Kernel.Shape.Rank > 1);
        }
    });

    /// <summary>Brings what a kernel gives to unit variance; where that cannot be, the kernel stays as it was drawn.</summary>
    internal void Correct(CalibrationRun run, ObservedCall call, KernelPart part, bool isOrthonormal)
    {
        Weight kernel = part.Kernel;
        double[] drawn = kernel.ToArray<double>();
        if (isOrthonormal)
        {
            int rows = part.Rows();
            kernel.FillOrthonormal(rows, 0, kernel.Value.Count / rows, run.KeyOf(kernel, "orthonormal"), run.Fill);
            call.Repeat();
        }

        int tries = 0;
        double deviation = part.MomentsOf(call).Deviation;
        for (; tries < Tries && !IsUnit(deviation) && deviation > 0 && double.IsFinite(deviation); tries++)
        {
            kernel.Scale(1 / deviation);
            call.Repeat();
            deviation = part.MomentsOf(call).Deviation;
        }

        if (IsUnit(deviation))
        {
            run.Count(part, tries);
            Shift(run, call, part);
            return;
        }

        run.Fail(part,
            deviation == 0 ? "dead, what it gives has no variance"
            : !double.IsFinite(deviation) ? "what it gives is not finite"
            : $"its standard deviation was {deviation:G3} after {tries} tries; it does not follow the kernel, or its bias is too "
                + "large");
        kernel.Restore(drawn);
        call.Repeat();
    }

    private bool IsUnit(double deviation) => Math.Abs((deviation * deviation) - 1) < Tolerance;

    private void Shift(CalibrationRun run, ObservedCall call, KernelPart part)
    {
        if (Center && run.BiasOf(part) is { } bias)
        {
            double mean = part.MomentsOf(call).Mean;
            bias.Change((_, value) => value - mean);
            call.Repeat();
        }
    }
}
