using System.Diagnostics;

namespace Seedbed.Models;

/// <summary>
/// Prints the lines of Keras's <c>fit</c>: <c>Epoch 1/5</c>, and below it a bar with time and values that grows with the steps. Source:
/// <c>keras.callbacks.ProgbarLogger</c>.
/// </summary>
/// <param name="writer">Where it prints: <c>Console.Out</c>, or what takes text.</param>
/// <param name="isInteractive">Whether a line is printed over and over; else once, at the end of an epoch.</param>
public sealed class ProgbarLogger(TextWriter writer, bool isInteractive = true) : Callback
{
    private const int BarLength = 20;

    private readonly Stopwatch _clock = new();
    private int _printed;

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        writer.Write($"Epoch {state.Epoch}/{state.Epochs}\n");
        _printed = 0;
        _clock.Restart();
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (isInteractive)
        {
            string line = Line(state);
            writer.Write("\r" + line.PadRight(_printed));
            writer.Flush();
            _printed = line.Length;
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        writer.Write((isInteractive ? "\r" : "") + Line(state).PadRight(_printed) + "\n");
        writer.Flush();
    }

    private string Line(TrainingState state)
    {
        int done = BarLength * state.Batch / Math.Max(1, state.Batches);
        string count = $"{state.Batch}".PadLeft($"{state.Batches}".Length);
        double step = _clock.Elapsed.TotalMilliseconds / Math.Max(1, state.Batch);
        double seconds = state.Batch < state.Batches ? step * (state.Batches - state.Batch) / 1000 : _clock.Elapsed.TotalSeconds;
        string values = string.Concat(state.Logs.Select(log => $" - {log.Key}: {log.Value:F4}"));
        string bar = new string('━', done) + new string(' ', BarLength - done);
        return $"{count}/{state.Batches} {bar} {Math.Floor(seconds)}s {step:F0}ms/step{values}";
    }
}
