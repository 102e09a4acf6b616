using System.Numerics;
using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>What an optimizer remembers of the weights that it trains: slots for each, and the number of steps.</summary>
internal sealed class OptimizerState
{
    private readonly Optimizer _optimizer;
    private readonly IReadOnlyList<Tensor> _weights;
    private readonly TrainedWeight[] _trained;
    private readonly Array?[] _slots;
    private readonly Array?[] _sums;
    private readonly Array?[] _averages;
    private double _rate;

    /// <summary>Nothing is remembered yet.</summary>
    /// <param name="optimizer">Its settings.</param>
    /// <param name="weights">What is trained.</param>
    /// <param name="names">The weights' names.</param>
    internal OptimizerState(Optimizer optimizer, IReadOnlyList<Tensor> weights, IReadOnlyList<string>? names = null)
    {
        _optimizer = optimizer;
        _weights = weights;
        _trained = [.. weights.Select((weight, index) => new TrainedWeight(names?[index] ?? "", weight.Dimensions.ToArray()))];
        _slots = new Array?[weights.Count];
        _sums = new Array?[weights.Count];
        _averages = new Array?[weights.Count];
        _rate = optimizer.LearningRate;
    }

    /// <summary>Threads.</summary>
    internal ExecutionOptions Execution { get; set; }

    /// <summary>The number of batches so far.</summary>
    internal long Batches { get; private set; }

    /// <summary>The rate of the next update.</summary>
    /// <exception cref="InvalidOperationException">It is set where a schedule gives it.</exception>
    internal double LearningRate
    {
        get => _optimizer.Schedule?.At(Updates) ?? _rate;
        set => _rate = _optimizer.Schedule is null
            ? ArgumentNumbers.AtLeast(value, 0, "learning_rate")
            : throw new InvalidOperationException(
                $"the learning rate is to be set, and {_optimizer.Schedule.ClassName} gives it; give {_optimizer.ClassName} a number as "
                + "its learning rate.");
    }

    private int BatchesOfUpdate => _optimizer.GradientAccumulationSteps ?? 1;

    private long Updates => Batches / BatchesOfUpdate;

    /// <summary>
    /// One batch: changes every weight whose gradient is known, or adds its gradient up. Gradients are changed too, where they are added up
    /// or clipped.
    /// </summary>
    internal void Apply()
    {
        bool isUpdate = (Batches + 1) % BatchesOfUpdate == 0;
        for (int i = 0; i < _weights.Count && BatchesOfUpdate > 1; i++)
        {
            ForEach(i, new Accumulation(isUpdate));
        }

        if (isUpdate)
        {
            Update();
        }

        if (_optimizer.UseEma)
        {
            Average(Updates);
        }

        Batches++;
    }

    /// <summary>Ends a training: averages take the weights' places, where there are some.</summary>
    internal void Finish()
    {
        for (int i = 0; i < _weights.Count; i++)
        {
            if (_averages[i] is { } average)
            {
                ForEach(i, new Overwriting(average));
            }
        }
    }

    /// <summary>
    /// Every array that is remembered, by a name of its own, made where it is not there yet: what is saved and read again to go on later.
    /// </summary>
    internal IEnumerable<(string Name, int Weight, Array Values)> Memory()
    {
        for (int i = 0; i < _weights.Count; i++)
        {
            Array slots = _slots[i] ??= NewSlots(i);
            for (int slot = 0; slot < slots.Length; slot++)
            {
                yield return ($"slot{slot}", i, (Array)slots.GetValue(slot)!);
            }

            if (BatchesOfUpdate > 1)
            {
                yield return ("sum", i, _sums[i] ??= NewArray(i));
            }

            if (_optimizer.UseEma)
            {
                yield return ("average", i, _averages[i] ??= NewArray(i));
            }
        }
    }

    /// <summary>Goes on where another stood whose <see cref="Memory"/> this one has.</summary>
    internal void GoOn(long batches, double rate) => (Batches, _rate) = (batches, rate);

    /// <summary>The rate that was set, which a schedule leaves as it is.</summary>
    internal double OwnRate => _rate;

    private void Update()
    {
        double rate = LearningRate;
        double? scale = _optimizer.GlobalClipNorm is { } most ? GlobalScale(most) : null;
        for (int i = 0; i < _weights.Count; i++)
        {
            if (_weights[i].Gradient is not { } gradient)
            {
                continue;
            }

            if (_weights[i].Type == ElementType.Float32)
            {
                Update<float>(i, gradient, scale, rate);
            }
            else
            {
                Update<double>(i, gradient, scale, rate);
            }
        }
    }

    private void Update<T>(int index, Tensor gradientTensor, double? scale, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> weight = _weights[index].Values<T>();
        Span<T> gradient = gradientTensor.Values<T>();
        Clip<T>(gradientTensor, scale);
        if (_optimizer.DecayOf(_trained[index]) is { } decay)
        {
            TensorPrimitives.Multiply(weight, T.CreateTruncating(1 - (decay * rate)), weight);
        }

        T[][] slots = (T[][])(_slots[index] ??= NewSlots(index));
        _optimizer.Update(new WeightStep<T>(weight, gradient, slots, Updates + 1, rate, Execution) { Weight = _trained[index] });
    }

    private void Clip<T>(Tensor tensor, double? scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> gradient = tensor.Values<T>();
        if (scale is { } factor)
        {
            TensorPrimitives.Multiply(gradient, T.CreateTruncating(factor), gradient);
        }
        else if (_optimizer.ClipNorm is { } most)
        {
            T norm = T.Sqrt(T.CreateTruncating(tensor.SumOfSquares()));
            T largest = T.CreateTruncating(most);
            TensorPrimitives.Multiply(gradient, largest / T.Max(norm, largest), gradient);
        }
        else if (_optimizer.ClipValue is { } bound)
        {
            TensorPrimitives.Clamp(gradient, T.CreateTruncating(-bound), T.CreateTruncating(bound), gradient);
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

    /// <summary>a ← m·a + (1 − m)·w; the first time a ← w.</summary>
    private void Average(long updates)
    {
        bool overwrites = _optimizer.EmaOverwriteFrequency is { } frequency && (updates + 1) % frequency == 0;
        for (int i = 0; i < _weights.Count; i++)
        {
            Array average = _averages[i] ??= NewArray(i);
            ForEach(i, new Averaging(updates == 0 ? 0 : _optimizer.EmaMomentum, average));
            if (overwrites)
            {
                ForEach(i, new Overwriting(average));
            }
        }
    }

    private void ForEach(int index, IWeightAction action)
    {
        if (_weights[index].Type == ElementType.Float32)
        {
            action.Run<float>(this, index);
        }
        else
        {
            action.Run<double>(this, index);
        }
    }

    private Array NewArray(int index) =>
        _weights[index].Type == ElementType.Float32 ? new float[_weights[index].Count] : new double[_weights[index].Count];

    private Array NewSlots(int index) =>
        _weights[index].Type == ElementType.Float32 ? Slots<float>(_weights[index].Count) : Slots<double>(_weights[index].Count);

    private T[][] Slots<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Enumerable.Range(0, _optimizer.SlotCount).Select(slot =>
        {
            T[] values = new T[length];
            Array.Fill(values, T.CreateTruncating(_optimizer.InitialSlot(slot)));
            return values;
        })];

    /// <summary>Something that is done to a weight in its type.</summary>
    private interface IWeightAction
    {
        void Run<T>(OptimizerState state, int index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    /// <summary>Adds a gradient up; in the batch of an update the gradient becomes the mean.</summary>
    private sealed record Accumulation(bool IsUpdate) : IWeightAction
    {
        public void Run<T>(OptimizerState state, int index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (state._weights[index].Gradient is not { } tensor)
            {
                return;
            }

            Span<T> gradient = tensor.Values<T>();
            T[] sum = (T[])(state._sums[index] ??= new T[gradient.Length]);
            if (!IsUpdate)
            {
                TensorPrimitives.Add(sum, gradient, sum);
                return;
            }

            TensorPrimitives.Add<T>(gradient, sum, gradient);
            TensorPrimitives.Divide(gradient, T.CreateTruncating(state.BatchesOfUpdate), gradient);
            Array.Clear(sum);
        }
    }

    private sealed record Averaging(double Momentum, Array Average) : IWeightAction
    {
        public void Run<T>(OptimizerState state, int index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> weight = state._weights[index].Values<T>();
            T[] average = (T[])Average;
            (T kept, T taken) = (T.CreateTruncating(Momentum), T.One - T.CreateTruncating(Momentum));
            for (int i = 0; i < average.Length; i++)
            {
                average[i] = (kept * average[i]) + (taken * weight[i]);
            }
        }
    }

    private sealed record Overwriting(Array Average) : IWeightAction
    {
        public void Run<T>(OptimizerState state, int index)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ((T[])Average).CopyTo(state._weights[index].Values<T>());
    }
}
