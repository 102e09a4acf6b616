using System.Numerics;
using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>What an optimizer remembers of the weights that it trains: slots for each, and the number of steps.</summary>
/// <param name="optimizer">Its settings.</param>
/// <param name="weights">What is trained.</param>
internal sealed class OptimizerState(Optimizer optimizer, IReadOnlyList<Tensor> weights)
{
    private readonly Array?[] _slots = new Array?[weights.Count];

    /// <summary>Threads.</summary>
    internal ExecutionOptions Execution { get; set; }

    /// <summary>The number of steps so far.</summary>
    internal long Steps { get; private set; }

    /// <summary>One step: changes every weight whose gradient is known. The gradients are changed too, where they are clipped.</summary>
    internal void Apply()
    {
        Steps++;
        double? scale = optimizer.GlobalClipNorm is { } most ? GlobalScale(most) : null;
        for (int i = 0; i < weights.Count; i++)
        {
            if (weights[i].Gradient is not { } gradient)
            {
                continue;
            }

            if (weights[i].Type == ElementType.Float32)
            {
                Apply<float>(i, gradient, scale);
            }
            else
            {
                Apply<double>(i, gradient, scale);
            }
        }
    }

    private void Apply<T>(int index, Tensor gradientTensor, double? scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> weight = weights[index].Values<T>();
        Span<T> gradient = gradientTensor.Values<T>();
        Clip<T>(gradientTensor, scale);
        if (optimizer.WeightDecay is { } decay)
        {
            TensorPrimitives.Multiply(weight, T.CreateTruncating(1 - (decay * optimizer.LearningRate)), weight);
        }

        T[][] slots = (T[][])(_slots[index] ??= Slots<T>(weight.Length));
        optimizer.Update(new WeightStep<T>(weight, gradient, slots, Steps, Execution));
    }

    private void Clip<T>(Tensor tensor, double? scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
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

    /// <summary>What scales all gradients so that their common norm is at most the given one.</summary>
    private double GlobalScale(double most)
    {
        double squares = 0;
        foreach (Tensor weight in weights)
        {
            squares += weight.Gradient?.SumOfSquares() ?? 0;
        }

        return most / Math.Max(Math.Sqrt(squares), most);
    }

    private T[][] Slots<T>(int length) => [.. Enumerable.Range(0, optimizer.SlotCount).Select(_ => new T[length])];
}
