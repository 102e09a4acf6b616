using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Random;

namespace Seedbed.Diagnostics;

/// <summary>
/// Kernels at the edge of chaos: E[w²] = σw²/fan_in with the critical σw² of the activation that the layer's input went through, and,
/// where the critical point asks for it, biases N(0, σb²). Layers without an activation before them, as the first, are scaled on the batch
/// so that E[z²] before their activation is 1, from where every fixed point that attracts is reached; a half-stable one is left at once by
/// networks of finite width that start at it.
/// </summary>
/// <remarks>Source: Roberts, Yaida and Hanin 2022, section 5; <see cref="CriticalPoint"/>.</remarks>
internal sealed record CriticalScaling : Calibration
{
    internal static Description<Calibration> Description { get; } = new("Critical", _ => new CriticalScaling())
    {
        Aliases = ["critical"],
        Formula = "E[w²] = σw²/fan_in, σw² critical for the activation before; the first layer so that E[z²] = 1",
        SuitedTo = "deep networks of one activation, convolutions and dense layers",
        Source = "Roberts, Yaida and Hanin 2022 (arXiv 2106.10165), section 5",
        Module = KnownCalibrations.Module,
    };

    internal override Description<Calibration> Own => Description;

    internal override void Apply(CalibrationRun run)
    {
        LayerGraph graph = new(run.Model);
        run.Forward(call =>
        {
            foreach (KernelPart part in run.Open(call))
            {
                if (part.IsProduct || part.IsEmbedding || part.Node.ClassName.Contains("Transpose", StringComparison.Ordinal))
                {
                    run.Tell(part, "left: the theory is of dense layers and convolutions one behind the other");
                }
                else if (graph.ActivationBefore(part.Node) is { } name)
                {
                    Follow(run, call, part, name);
                }
                else
                {
                    Begin(run, call, part);
                }
            }
        });
    }

    private static CriticalPoint? PointOf(string activation)
    {
        try
        {
            return CriticalPoint.Of(ActivationFunction.Named(activation));
        }
        catch (ArgumentException)
        {
            // Of one that acts on a whole axis, or has no finite moments, the theory says nothing.
            return null;
        }
    }

    private static void Follow(CalibrationRun run, ObservedCall call, KernelPart part, string activation)
    {
        if (PointOf(activation) is not { } point)
        {
            run.Tell(part, $"left: {activation.Excerpt()}, before it, has no critical point");
            return;
        }

        int inputs = part.IsDepthwise ? part.Kernel.Value.CountIn(..^2) : part.Rows();
        part.Kernel.ScaleTo(Math.Sqrt(point.WeightVariance / inputs));
        string note = $"σw² = {point.WeightVariance:G4} for {activation}";
        if (point.BiasVariance > 0 && run.BiasOf(part) is { DrawnFrom: Zeros } bias)
        {
            Seed seed = Seed.FromKey(run.KeyOf(bias, "critical"));
            bias.Restore(new RandomNormal(0, Math.Sqrt(point.BiasVariance), seed).CreateArray<double>([bias.Value.Count]));
            note += $", σb² = {point.BiasVariance:G4}";
        }

        Finish(run, call, part, note);
    }

    private static void Begin(CalibrationRun run, ObservedCall call, KernelPart part)
    {
        double square = part.MomentsOf(call).MeanSquare;
        if (!(square > 0) || !double.IsFinite(square))
        {
            run.Fail(part, square == 0 ? "dead, what it gives is 0" : "what it gives is not finite");
            return;
        }

        part.Kernel.ScaleTo(part.Kernel.RootMeanSquare() / Math.Sqrt(square));
        Finish(run, call, part, "E[z²] = 1 on the batch");
    }

    private static void Finish(CalibrationRun run, ObservedCall call, KernelPart part, string note)
    {
        run.Count(part, 1);
        run.Tell(part, note);
        call.Repeat();
    }
}
