using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>
/// Krähenbühl's initialization: every channel of every layer gets mean 0 and variance 1 on the batch, W_c ← W_c/std_c, b_c ←
/// −mean_c/std_c; then kernels are scaled by √(ratio/target) so that all layers learn at one rate, ratio = √(E[grad²]/E[W²]) under
/// gradients N(0, 1) of the outputs, target = (geometric mean of the ratios)·(standard deviation of the outputs)^(1/layers), in at most
/// 10 rounds.
/// </summary>
/// <remarks>
/// Biases follow: behind each round they take the channels' means to 0 again. Kernels keep what was drawn for them. Source: Krähenbühl,
/// Doersch, Donahue and Darrell 2016 (arXiv 1511.06856), sections 3.1 and 3.2; philkr/magic_init.
/// </remarks>
internal sealed record DataDependentInitialization : Calibration
{
    private const int MostRounds = 10;

    /// <summary>Ratios that are so near to the target, by their logarithms, are balanced.</summary>
    private const double Balanced = 0.01;

    internal static Description<Calibration> Description { get; } = new("DataDependent", _ => new DataDependentInitialization())
    {
        Aliases = ["data_dependent"],
        Formula = "every channel of mean 0 and variance 1, then W ← W·√(ratio/target) so that layers learn at one rate",
        SuitedTo = "networks of ReLU with biases, fine-tuning beside trained layers",
        Source = "Krähenbühl et al. 2016 (arXiv 1511.06856)",
        Module = KnownCalibrations.Module,
    };

    internal override Description<Calibration> Own => Description;

    internal override void Apply(CalibrationRun run)
    {
        Dictionary<string, KernelPart> parts = [];
        run.Forward(call =>
        {
            foreach (KernelPart part in run.Open(call))
            {
                Normalize(run, call, part);
                parts[part.Kernel.Name] = part;
            }
        });
        for (int round = 0; round < MostRounds && Balance(run, [.. parts.Values]); round++)
        {
            run.Forward(call =>
            {
                foreach (KernelPart part in run.Open(call))
                {
                    Center(run, call, part);
                }
            });
        }
    }

    private static void Normalize(CalibrationRun run, ObservedCall call, KernelPart part)
    {
        int channels = part.Channels(call);
        Moments[] moments = channels == 1 ? [part.MomentsOf(call)] : part.MomentsOf(call, channels);
        if (moments.Any(each => !double.IsFinite(each.Variance)))
        {
            run.Fail(part, "what it gives is not finite");
            return;
        }

        int dead = moments.Count(each => each.Variance == 0);
        double[] factors = Array.ConvertAll(moments, each => each.Variance == 0 ? 1 : 1 / each.Deviation);
        part.Kernel.Change((i, value) => value * factors[i % channels]);
        call.Repeat();
        Center(run, call, part);
        run.Count(part, 1);
        string[] notes =
        [
            .. dead > 0 ? [$"{dead} of {channels} channels have no variance and stay"] : (string[])[],
            .. channels == 1 ? ["scaled as a whole"] : (string[])[],
            .. run.BiasOf(part) is null ? ["no bias takes its mean"] : (string[])[],
        ];
        if (notes.Length > 0)
        {
            run.Tell(part, string.Join("; ", notes));
        }
    }

    private static void Center(CalibrationRun run, ObservedCall call, KernelPart part)
    {
        int channels = part.Channels(call);
        if (run.BiasOf(part) is { } bias && bias.Value.Count == channels)
        {
            Moments[] moments = part.MomentsOf(call, channels);
            bias.Change((i, value) => value - moments[i].Mean);
            call.Repeat();
        }
    }

    /// <summary>Scales the kernels towards one rate; false where they have it, or it cannot be told.</summary>
    private static bool Balance(CalibrationRun run, KernelPart[] parts)
    {
        using ModelRun recorded = run.Record();
        Tensor[] outputs =
        [
            .. run.Model.OutputTensors.Where(output => output.Node >= 0).Select(output => recorded.Calls[output.Node].PreActivation)
                .Distinct(),
        ];
        if (outputs.Length == 0)
        {
            return false;
        }

        // The gradient by the outputs is N(0, 1).
        recorded.Tape.Backward(RandomSum.Of(recorded.Tape, outputs, (_, index) => new RandomNormal(
            0, 1, Seed.FromKey(RandomKey.FromName(run.Model.Seed, $"calibration/gradient_{index}")))));
        (Weight Kernel, double Ratio)[] ratios =
        [
            .. parts.Select(part => (part.Kernel, RatioOf(part.Kernel))).Where(each => each.Item2 > 0 && double.IsFinite(each.Item2)),
        ];
        double deviation = Moments.Of(outputs).Deviation;
        if (ratios.Length < 2 || !(deviation > 0) || !double.IsFinite(deviation))
        {
            return false;
        }

        double target = (ratios.Sum(each => DoubleLog.Log(each.Ratio)) + DoubleLog.Log(deviation)) / ratios.Length;
        if (ratios.All(each => Math.Abs(DoubleLog.Log(each.Ratio) - target) < Balanced))
        {
            return false;
        }

        foreach ((Weight kernel, double ratio) in ratios)
        {
            kernel.Scale(DoubleExp.Exp((DoubleLog.Log(ratio) - target) / 2));
            run.Count(parts.First(part => part.Kernel == kernel), 1);
        }

        return true;
    }

    private static double RatioOf(Weight kernel) => kernel.Value.Gradient is { } gradient
        ? Math.Sqrt(gradient.SumOfSquares() / gradient.Count) / kernel.RootMeanSquare()
        : 0;
}
