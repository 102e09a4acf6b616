using Seedbed.Initializers;
using Seedbed.Layers;

namespace Seedbed.Diagnostics;

/// <summary>
/// For recurrent layers: of the recurrent kernel each gate's block is made orthogonal of its own, where Keras makes the whole so, and the
/// input kernel is scaled so that x·W has unit variance over the batch, the steps and the gates. Other layers stay.
/// </summary>
/// <remarks>Sources: Saxe et al. 2014 (arXiv 1312.6120), section 4; Henaff, Szlam and LeCun 2016 (arXiv 1602.06662).</remarks>
internal sealed record OrthogonalRecurrence : Calibration
{
    private static readonly LayerSequentialUnitVariance s_scale = new();

    internal static Description<Calibration> Description { get; } = new("OrthogonalRecurrent", _ => new OrthogonalRecurrence())
    {
        Aliases = ["orthogonal_recurrent"],
        Formula = "each gate's block of the recurrent kernel orthogonal, W ← W/std(x·W)",
        SuitedTo = "recurrent networks over long sequences",
        Source = "Saxe et al. 2014 (arXiv 1312.6120); Henaff et al. 2016 (arXiv 1602.06662)",
        Module = KnownCalibrations.Module,
    };

    internal override Description<Calibration> Own => Description;

    internal override void Apply(CalibrationRun run)
    {
        bool isRecurrent = false;
        run.Forward(call =>
        {
            foreach (KernelPart part in run.Open(call))
            {
                if (!part.IsRecurrent)
                {
                    run.Tell(part, "left: no recurrent layer");
                    continue;
                }

                isRecurrent = true;
                string note = part.Sibling("recurrent_kernel") is { DrawnFrom: RandomInitializer } recurrent && run.IsOpen(part, recurrent)
                    ? MakeOrthogonal(run, recurrent)
                    : "its recurrent kernel stays";
                call.Repeat();
                s_scale.Correct(run, call, part, isOrthonormal: false);
                run.TellUnlessTold(part, note);
            }
        });
        if (!isRecurrent)
        {
            throw new ArgumentException(
                $"the model '{run.Model.Name.Excerpt()}' has no recurrent layer whose input kernel is drawn; orthogonal_recurrent is for "
                + "SimpleRNN, GRU, LSTM and their kin, lsuv for any layers.");
        }
    }

    private static string MakeOrthogonal(CalibrationRun run, Weight kernel)
    {
        int units = kernel.Value[-2];
        int gates = kernel.Value[-1] / units;
        int rows = kernel.Value.CountIn(..^1);
        for (int gate = 0; gate < gates; gate++)
        {
            kernel.FillOrthonormal(rows, gate * units, units, run.KeyOf(kernel, $"orthogonal/{gate}"), run.Fill);
        }

        return $"its recurrent kernel: {gates} orthogonal {(gates == 1 ? "block" : "blocks")}";
    }
}
