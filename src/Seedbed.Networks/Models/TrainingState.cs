namespace Seedbed.Models;

/// <summary>Where a training stands, and the way to stop it.</summary>
public sealed class TrainingState
{
    internal TrainingState(Model model) => Model = model;

    /// <summary>The model that learns.</summary>
    public Model Model { get; }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The step of the epoch, from 1; 0 before the first.</summary>
    public int Batch { get; internal set; }

    /// <summary>Means by their names: <c>loss</c>, the metrics, and after an epoch those of the validation, <c>val_loss</c>.</summary>
    public IReadOnlyDictionary<string, double> Logs { get; internal set; } = new Dictionary<string, double>();

    /// <summary>Set to true, it ends the training after the epoch.</summary>
    public bool StopTraining { get; set; }
}
