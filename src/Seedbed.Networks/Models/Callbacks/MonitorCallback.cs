using Seedbed.Serialization;

namespace Seedbed.Models;

/// <summary>What watches one value of each epoch. Source: <c>keras.src.callbacks.MonitorCallback</c>.</summary>
public abstract class MonitorCallback : Callback
{
    private static readonly string[] s_rising =
    [
        "acc", "auc", "precision", "recall", "f1_score", "fbeta_score", "f_beta_score", "r2_score", "cosine_similarity", "true_", "io_u",
        "iou",
        "sensitivity", "specificity", "correlation",
    ];

    private protected MonitorCallback(string monitor, MonitorMode mode, double minDelta)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        Monitor = monitor;
        MinDelta = Math.Abs(minDelta);
        Mode = mode != MonitorMode.Auto ? mode
            : s_rising.Any(name => monitor.Contains(name, StringComparison.OrdinalIgnoreCase)) ? MonitorMode.Max
            : MonitorMode.Min;
    }

    /// <summary>The name of the value: <c>val_loss</c>.</summary>
    public string Monitor { get; }

    /// <summary>What is less than this is no improvement.</summary>
    public double MinDelta { get; }

    /// <summary>Whether the value is to fall or to rise.</summary>
    public MonitorMode Mode { get; }

    /// <summary>The value of the epoch.</summary>
    /// <exception cref="ArgumentException">The training tells no value of the name.</exception>
    private protected double Value(TrainingState state) => state.Logs.TryGetValue(Monitor, out double value)
        ? value
        : throw new ArgumentException(
            $"{GetType().Name} watches '{Monitor.Excerpt()}', and the training tells {string.Join(", ", state.Logs.Keys)}; name one of "
            + $"these{(Monitor.StartsWith("val_", StringComparison.Ordinal) ? ", or give validation data." : ".")}"
            + NearestName.Suggestion(Monitor, state.Logs.Keys));

    /// <summary>Whether a value is better than another, or there is no other.</summary>
    private protected bool IsImprovement(double value, double? than) =>
        than is not { } reference || (Mode == MonitorMode.Max ? value - MinDelta > reference : value + MinDelta < reference);

    /// <summary>A count of at least a number.</summary>
    private protected static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be at least {least}.");
}
