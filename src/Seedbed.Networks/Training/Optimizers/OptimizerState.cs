using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>How far an optimizer has come: the number of batches, the rate, and what it remembers of each weight that it trains.</summary>
internal sealed class OptimizerState
{
    private readonly Optimizer _optimizer;
    private readonly IReadOnlyList<Tensor> _weights;
    private readonly WeightMemory[] _memories;

    /// <summary>Nothing is remembered yet.</summary>
    /// <param name="optimizer">Its settings.</param>
    /// <param name="weights">What is trained.</param>
    /// <param name="names">The weights' names.</param>
    internal OptimizerState(Optimizer optimizer, IReadOnlyList<Tensor> weights, IReadOnlyList<string>? names = null)
    {
        _optimizer = optimizer;
        _weights = weights;
        _memories = [.. weights.Select((weight, index) => WeightMemory.Of(optimizer, weight, names?[index] ?? ""))];
        OwnRate = optimizer.LearningRate;
    }

    /// <summary>Threads.</summary>
    internal ExecutionOptions Execution { get; set; }

    /// <summary>The number of batches so far.</summary>
    internal long Batches { get; private set; }

    /// <summary>The rate that was set, which a schedule leaves as it is.</summary>
    internal double OwnRate { get; private set; }

    /// <summary>The rate of the next update.</summary>
    /// <exception cref="InvalidOperationException">It is set where a schedule gives it.</exception>
    internal double LearningRate
    {
        get => _optimizer.Schedule?.At(Updates) ?? OwnRate;
        set => OwnRate = _optimizer.Schedule is null
            ? ArgumentNumbers.AtLeast(value, 0, "learning_rate")
            : throw new InvalidOperationException(
                $"the learning rate is to be set, and {_optimizer.Schedule.ClassName} gives it; give {_optimizer.ClassName} a number as "
                + "its learning rate.");
    }

    /// <summary>Whether the next batch changes the weights, and is not added up for a later one alone.</summary>
    internal bool IsUpdate => (Batches + 1) % BatchesOfUpdate == 0;

    private int BatchesOfUpdate => _optimizer.GradientAccumulationSteps ?? 1;

    private long Updates => Batches / BatchesOfUpdate;

    /// <summary>
    /// One batch: changes every weight whose gradient is known, or adds its gradient up. Gradients are changed too, where they are added up
    /// or clipped.
    /// </summary>
    internal void Apply()
    {
        bool isUpdate = IsUpdate;
        foreach (WeightMemory memory in BatchesOfUpdate > 1 ? _memories : [])
        {
            memory.Accumulate(BatchesOfUpdate, isUpdate);
        }

        if (isUpdate)
        {
            Update();
        }

        if (_optimizer.UseEma)
        {
            Average();
        }

        Batches++;
    }

    /// <summary>Ends a training: averages take the weights' places, where there are some.</summary>
    internal void Finish()
    {
        foreach (WeightMemory memory in _memories)
        {
            memory.TakeAverage();
        }
    }

    /// <summary>
    /// Every array that is remembered, by a name of its own, made where it is not there yet: what is saved and read again to go on later.
    /// </summary>
    internal IEnumerable<(string Name, int Weight, Array Values)> Memory() =>
        _memories.Index().SelectMany(memory => memory.Item.Arrays().Select(array => (array.Name, memory.Index, array.Values)));

    /// <summary>Goes on where another stood whose <see cref="Memory"/> this one has.</summary>
    internal void GoOn(long batches, double rate) => (Batches, OwnRate) = (batches, rate);

    private void Update()
    {
        double rate = LearningRate;
        double? scale = _optimizer.GlobalClipNorm is { } most ? GlobalScale(most) : null;
        foreach (WeightMemory memory in _memories)
        {
            memory.Update(Updates + 1, rate, scale, Execution);
        }
    }

    /// <summary>What scales all gradients so that their common norm is at most the given one.</summary>
    private double GlobalScale(double most)
    {
        double squares = 0;
        foreach (Tensor weight in _weights)
        {
            squares += weight.Gradient?.SumOfSquares() ?? 0;
        }

        return most / Math.Max(Math.Sqrt(squares), most);
    }

    /// <summary>Averages follow the weights; the first time they are the weights.</summary>
    private void Average()
    {
        bool overwrites = _optimizer.EmaOverwriteFrequency is { } frequency && (Updates + 1) % frequency == 0;
        foreach (WeightMemory memory in _memories)
        {
            memory.Average(Updates == 0 ? 0 : _optimizer.EmaMomentum);
            if (overwrites)
            {
                memory.TakeAverage();
            }
        }
    }
}
