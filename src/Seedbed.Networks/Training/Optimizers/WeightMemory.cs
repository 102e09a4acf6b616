using System.Numerics;
using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>What an optimizer remembers of one weight, each array made when it is needed first.</summary>
internal abstract class WeightMemory
{
    /// <summary>Nothing is remembered yet.</summary>
    /// <param name="optimizer">The optimizer's settings.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="name">Its name.</param>
    internal static WeightMemory Of(Optimizer optimizer, Tensor weight, string name) => weight.Type == ElementType.Float32
        ? new WeightMemory<float>(optimizer, weight, name)
        : new WeightMemory<double>(optimizer, weight, name);

    /// <summary>Adds the gradient up; in the batch of an update the gradient becomes the mean.</summary>
    internal abstract void Accumulate(int batches, bool isUpdate);

    /// <summary>Changes the weight, if its gradient is known.</summary>
    /// <param name="number">The number of the update, from 1 on.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="scale">The factor of all gradients where they are clipped together.</param>
    /// <param name="execution">Threads.</param>
    internal abstract void Update(long number, double rate, double? scale, ExecutionOptions execution);

    /// <summary>a ← m·a + (1 − m)·w.</summary>
    internal abstract void Average(double momentum);

    /// <summary>w ← a, if there is an average.</summary>
    internal abstract void TakeAverage();

    /// <summary>Every array, by a name of its own, made where it is not there yet.</summary>
    internal abstract IEnumerable<(string Name, Array Values)> Arrays();
}

/// <inheritdoc/>
/// <typeparam name="T">The weight's type.</typeparam>
internal sealed class WeightMemory<T>(Optimizer optimizer, Tensor weight, string name) : WeightMemory
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainedWeight _weight = new(name, weight.Dimensions.ToArray());
    private T[][]? _slots;
    private T[]? _sum;
    private T[]? _average;

    private T[][] Slots => _slots ??= [.. Enumerable.Range(0, optimizer.SlotCount).Select(slot =>
    {
        T[] values = new T[weight.Count];
        Array.Fill(values, T.CreateTruncating(optimizer.InitialSlot(slot)));
        return values;
    })];

    private T[] Sum => _sum ??= new T[weight.Count];

    internal override void Accumulate(int batches, bool isUpdate)
    {
        if (weight.Gradient is not { } tensor)
        {
            return;
        }

        Span<T> gradient = tensor.Values<T>();
        if (!isUpdate)
        {
            TensorPrimitives.Add(Sum, gradient, Sum);
            return;
        }

        TensorPrimitives.Add<T>(gradient, Sum, gradient);
        TensorPrimitives.Divide(gradient, T.CreateTruncating(batches), gradient);
        Array.Clear(Sum);
    }

    internal override void Update(long number, double rate, double? scale, ExecutionOptions execution)
    {
        if (weight.Gradient is not { } gradient)
        {
            return;
        }

        Span<T> values = weight.Values<T>();
        Clip(gradient, scale);
        if (optimizer.DecayOf(_weight) is { } decay)
        {
            TensorPrimitives.Multiply(values, T.CreateTruncating(1 - (decay * rate)), values);
        }

        optimizer.Update(new WeightStep<T>(values, gradient.Values<T>(), Slots, number, rate, execution) { Weight = _weight });
    }

    internal override void Average(double momentum)
    {
        ReadOnlySpan<T> values = weight.Values<T>();
        T[] average = _average ??= new T[values.Length];
        (T kept, T taken) = (T.CreateTruncating(momentum), T.One - T.CreateTruncating(momentum));
        for (int i = 0; i < average.Length; i++)
        {
            average[i] = (kept * average[i]) + (taken * values[i]);
        }
    }

    internal override void TakeAverage() => _average?.CopyTo(weight.Values<T>());

    internal override IEnumerable<(string Name, Array Values)> Arrays()
    {
        foreach ((int slot, T[] values) in Slots.Index())
        {
            yield return ($"slot{slot}", values);
        }

        if (optimizer.GradientAccumulationSteps > 1)
        {
            yield return ("sum", Sum);
        }

        if (optimizer.UseEma)
        {
            yield return ("average", _average ??= new T[weight.Count]);
        }
    }

    private void Clip(Tensor tensor, double? scale)
    {
        Span<T> gradient = tensor.Values<T>();
        if (scale is { } factor)
        {
            TensorPrimitives.Multiply(gradient, T.CreateTruncating(factor), gradient);
        }
        else if (optimizer.ClipNorm is { } most)
        {
            T norm = T.Sqrt(T.CreateTruncating(tensor.SumOfSquares()));
            T largest = T.CreateTruncating(most);
            TensorPrimitives.Multiply(gradient, largest / T.Max(norm, largest), gradient);
        }
        else if (optimizer.ClipValue is { } bound)
        {
            TensorPrimitives.Clamp(gradient, T.CreateTruncating(-bound), T.CreateTruncating(bound), gradient);
        }
    }
}
