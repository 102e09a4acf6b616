using Seedbed.Training;

namespace Seedbed.Models;

/// <summary>Where a training stands, and the way to stop it.</summary>
public sealed class TrainingState
{
    internal TrainingState(Model model, OptimizerState optimizer)
    {
        Model = model;
        Optimizer = optimizer;
    }

    /// <summary>The model that learns.</summary>
    public Model Model { get; }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The epoch that the training ends with.</summary>
    public int Epochs { get; internal init; }

    /// <summary>The step of the epoch, from 1; 0 before the first.</summary>
    public int Batch { get; internal set; }

    /// <summary>The number of steps of an epoch.</summary>
    public int Batches { get; internal set; }

    /// <summary>Means by their names: <c>loss</c>, the metrics, and after an epoch those of the validation, <c>val_loss</c>.</summary>
    public IReadOnlyDictionary<string, double> Logs { get; internal set; } = new Dictionary<string, double>();

    /// <summary>The loss of the last batch, which <see cref="Logs"/> has as a mean of the epoch; NaN before the first.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>
    /// In <see cref="Callback.OnGradients"/> whether the step changes the weights; false where it adds its gradients up for a later one.
    /// </summary>
    public bool IsUpdate => Optimizer.IsUpdate;

    /// <summary>The rate of the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">It is set where a schedule gives it.</exception>
    public double LearningRate
    {
        get => Optimizer.LearningRate;
        set => Optimizer.LearningRate = value;
    }

    /// <summary>Set to true, it ends the training after the epoch.</summary>
    public bool StopTraining { get; set; }

    /// <summary>Whether the training ends after the step.</summary>
    public bool StopsAtOnce { get; private set; }

    /// <summary>What is trained with.</summary>
    internal Compilation? Compilation { get; init; }

    /// <summary>What the optimizer remembers.</summary>
    internal OptimizerState Optimizer { get; }

    /// <summary>How far the random stream of each layer has been read.</summary>
    internal Dictionary<string, long> NoisePositions => Model.Network.NoisePositions;

    /// <summary>
    /// Lets an action see what every layer computes in the step that begins, beside others. The step takes longer, its values are the
    /// same.
    /// </summary>
    /// <param name="observer">Is told of each call once it is done.</param>
    public void Observe(Action<ObservedCall> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        NodeTable nodes = Model.Table;
        Model.Network.Observer += run =>
        {
            if (nodes.Find(run) is { } node)
            {
                observer(new ObservedCall(node, run));
            }
        };
    }

    /// <summary>Ends the training after the step; the history has what was told of the epoch until then, without validation.</summary>
    public void StopAtOnce() => StopTraining = StopsAtOnce = true;

    /// <summary>Adds a value to those of the epoch, for callbacks behind this one and the history.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    public void Tell(string name, double value) =>
        Logs = new Dictionary<string, double>(Logs, StringComparer.Ordinal) { [name] = value };
}
