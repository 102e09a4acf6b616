using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Random;

namespace Seedbed.Tests.Autodiff;

/// <summary>Runs examples of operations on the numbers that belong to them.</summary>
internal static class OperationRun
{
    /// <summary>The value, and the gradient of its sum by each input that has one.</summary>
    internal static (T[] Value, T[][] Gradients) Run<T>(OperationExample example, ExecutionOptions execution = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tape tape = new(ElementTypes.Of<T>(), execution);
        Tensor[] inputs = Inputs<T>(example);
        Tensor output = tape.Apply(example.Make(), inputs);
        T[] value = output.Values<T>().ToArray();
        tape.Backward(output);
        return (value, [.. inputs.Take(example.Differentiable).Select(input => input.Gradient!.Values<T>().ToArray())]);
    }

    internal static Tensor[] Inputs<T>(OperationExample example)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. example.Shapes.Select((shape, input) => Input<T>(example, shape, input))];

    private static Tensor Input<T>(OperationExample example, int[] shape, int input)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor tensor = Tensor.Zeros(ElementTypes.Of<T>(), shape);
        double[] drawn = new double[tensor.Count];
        RandomStream.TensorFlow.FillUniform<double>(RandomKey.FromName(input, example.Name), -1, 1, 0, drawn);
        for (int i = 0; i < drawn.Length; i++)
        {
            // Rounded once, so that float32 and float64 see the same numbers.
            tensor.Values<T>()[i] = T.CreateChecked((float)example.Value(input, i, drawn[i]));
        }

        tensor.NeedsGradient = input < example.Differentiable;
        return tensor;
    }
}
