using System.Diagnostics;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>A short training of one initialization.</summary>
/// <param name="Name">Which.</param>
/// <param name="Seed">The seed of weights and order.</param>
/// <param name="FirstLoss">The loss of the first step.</param>
/// <param name="Loss">The mean loss of the last tenth of the steps; infinite where it is no number.</param>
/// <param name="Steps">The steps.</param>
public sealed record Trial(string Name, long Seed, double FirstLoss, double Loss, int Steps)
{
    private const int BatchSize = 32;

    private List<double> _losses = [];

    /// <summary>The faults that a probe finds in a candidate before it is trained; null where none was asked for.</summary>
    public int? FaultsLeft { get; init; }

    /// <summary>The first steps of an optimizer, with the data and the loss of a probe, or a teacher's.</summary>
    internal static Trial OfSteps(Model model, ProbeOptions options, Optimizer optimizer, int steps, params Callback[] callbacks)
    {
        (DataSet data, Loss loss) = options is { Data: { } given, Loss: { } asked }
            ? (given, asked)
            : (TeacherData.Of(model), TeacherData.LossOf(model));
        return Run("steps", model, data, loss, optimizer, steps, TimeSpan.MaxValue, options.Execution, callbacks);
    }

    /// <summary>Trains a model for some steps, or until its time is over.</summary>
    internal static Trial Run(
        string name, Model model, DataSet data, Loss loss, Optimizer optimizer, int steps, TimeSpan time, ExecutionOptions execution,
        params Callback[] callbacks)
    {
        Meter meter = new(steps, time);
        model.Compile(optimizer, loss);
        int fitting = DrawnInputs.FittingBatch(model);
        int batch = model.BatchSize ?? Math.Min(Math.Min(BatchSize, fitting), data.Count);
        try
        {
            model.Fit(data, new FitOptions
            {
                BatchSize = batch,
                Epochs = ((steps * batch) + data.Count - 1) / data.Count + 1,
                Seed = model.Seed,
                Callbacks = [meter, .. callbacks],
                MaxDegreeOfParallelism = execution.MaxDegreeOfParallelism,
                CancellationToken = execution.CancellationToken,
            });
        }
        catch (NotFiniteNumberException)
        {
            meter.Losses.Add(double.PositiveInfinity);
        }

        return Of(name, model.Seed, meter.Losses);
    }

    /// <summary>That the training went up instead of down.</summary>
    internal SignalFinding Divergence(ModelNode node) => SignalFinding.Of(
        SignalFault.Divergence, node, Loss, FirstLoss,
        $"the training diverges: the loss goes from {FirstLoss:G3} to {Loss:G3} in {Steps} steps, though the signal is well: take a "
        + "smaller learning rate.");

    /// <summary>What it was after so many of its steps; where a loss was no number, it stays so.</summary>
    internal Trial After(int steps) =>
        steps < Steps && double.IsFinite(Loss) ? Of(Name, Seed, _losses[..steps]) : this;

    /// <summary>Trials, some of which ended when their time was over, after as many steps each.</summary>
    internal static Trial[] AfterAsMany(params IReadOnlyList<Trial> trials)
    {
        int steps = trials.Where(trial => double.IsFinite(trial.Loss)).Select(trial => trial.Steps).DefaultIfEmpty().Min();
        return [.. trials.Select(trial => trial.After(steps))];
    }

    private static Trial Of(string name, long seed, List<double> losses)
    {
        double mean = losses.TakeLast(Math.Max(1, losses.Count / 10)).Average();
        return new Trial(name, seed, losses[0], double.IsNaN(mean) ? double.PositiveInfinity : mean, losses.Count) { _losses = losses };
    }

    /// <summary>Keeps the loss of each step, and ends the training behind the last one.</summary>
    private sealed class Meter(int steps, TimeSpan time) : Callback
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();

        internal List<double> Losses { get; } = [];

        public override void OnBatchEnd(TrainingState state)
        {
            Losses.Add(state.Loss);
            if (Losses.Count >= steps || _clock.Elapsed > time)
            {
                state.StopAtOnce();
            }
        }
    }
}
