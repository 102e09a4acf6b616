using Seedbed.Autodiff;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Autodiff;

/// <summary>Every listed operation: its gradient against finite differences, its float32 against its float64, its memory.</summary>
public sealed class GradientContractTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Names => [.. KnownOperations.All.Select(example => example.Name)];

    [Fact]
    public void Names_are_unique() =>
        Assert.Equal(KnownOperations.All.Count, KnownOperations.All.Select(example => example.Name).Distinct().Count());

    [Fact]
    public void The_list_is_complete()
    {
        IEnumerable<Type> operations =
            typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract);

        Assert.Empty(operations.Except(KnownOperations.All.Select(example => example.Make().GetType())).Select(type => type.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_finite_differences(string name)
    {
        OperationExample example = Find(name);
        Tape tape = new(ElementType.Float64);
        Tensor[] inputs = OperationRun.Inputs<double>(example);
        double[] weights = Weights(example, inputs);
        tape.Backward(tape.Apply(new WeightedSum(weights), tape.Apply(example.Make(), inputs)));

        for (int input = 0; input < example.Differentiable; input++)
        {
            double[] gradient = inputs[input].Gradient!.Values<double>().ToArray();
            for (int i = 0; i < gradient.Length; i += Math.Max(1, gradient.Length / 200))
            {
                double expected = Slope(example, inputs, input, i, weights);
                Assert.True(Math.Abs(gradient[i] - expected) <= 1e-7 * Math.Max(1, Math.Abs(expected)),
                    $"input {input}, element {i}: {gradient[i]} instead of {expected}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_there_is_added_to(string name)
    {
        OperationExample example = Find(name);
        Tape tape = new(ElementType.Float64);
        Tensor[] inputs = OperationRun.Inputs<double>(example);
        double[] weights = Weights(example, inputs);
        Tensor once = tape.Apply(new WeightedSum(weights), tape.Apply(example.Make(), inputs));
        tape.Backward(once);
        double[][] gradients = [.. inputs.Select(input => input.Gradient?.Values<double>().ToArray() ?? [])];
        tape.Reset();

        // The inputs are results of the tape here, and used twice.
        Tensor[] middle = [.. inputs.Select(input => tape.Apply(new Scaled(2), input))];
        Tensor first =
            tape.Apply(new WeightedSum(weights), tape.Apply(example.Make(), [.. middle.Select(each => tape.Apply(new Scaled(0.5), each))]));
        Tensor second =
            tape.Apply(new WeightedSum(weights), tape.Apply(example.Make(), [.. middle.Select(each => tape.Apply(new Scaled(0.5), each))]));
        Tensor third = tape.Apply(new WeightedSum(weights), tape.Apply(example.Make(), inputs));
        tape.Backward(tape.Apply(Addition.Instance, tape.Apply(Addition.Instance, first, second), third));

        foreach ((Tensor input, double[] gradient) in inputs.Zip(gradients).Take(example.Differentiable))
        {
            Assert.All(input.Gradient!.Values<double>().ToArray().Zip(gradient),
                pair => Assert.Equal(3 * pair.Second, pair.First, 1e-9 * Math.Max(1, Math.Abs(pair.Second))));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32_gives_nearly_the_same(string name)
    {
        OperationExample example = Find(name);
        (float[] Value, float[][] Gradients) narrow = OperationRun.Run<float>(example);
        (double[] Value, double[][] Gradients) wide = OperationRun.Run<double>(example);

        AssertNear(wide.Value, narrow.Value);
        foreach ((double[] expected, float[] actual) in wide.Gradients.Zip(narrow.Gradients))
        {
            AssertNear(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_step_takes_no_new_memory(string name)
    {
        OperationExample example = Find(name);
        Tape tape = new(ElementType.Float32);
        Tensor[] inputs = OperationRun.Inputs<float>(example);
        long bytes = 0;
        for (int step = 0; step < 3; step++)
        {
            tape.Backward(tape.Apply(example.Make(), inputs));
            tape.Reset();
            Assert.True(step == 0 || bytes == tape.ByteCount);
            bytes = tape.ByteCount;
        }
    }

    private static OperationExample Find(string name) => KnownOperations.All.Single(example => example.Name == name);

    private static void AssertNear(double[] expected, float[] actual)
    {
        double scale = 1 + expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * scale));
    }

    private static double[] Weights(OperationExample example, Tensor[] inputs)
    {
        Tape tape = new(ElementType.Float64) { IsRecording = false };
        double[] weights = new double[tape.Apply(example.Make(), inputs).Count];
        RandomStream.TensorFlow.FillUniform<double>(RandomKey.FromName(7, example.Name), -1, 1, 0, weights);
        return weights;
    }

    /// <summary>(f(x + h) − f(x − h)) / 2h.</summary>
    private static double Slope(OperationExample example, Tensor[] inputs, int input, int element, double[] weights)
    {
        ref double value = ref inputs[input].Values<double>()[element];
        double center = value;
        value = center + Step;
        double above = Sum(example, inputs, weights);
        value = center - Step;
        double below = Sum(example, inputs, weights);
        value = center;
        return (above - below) / (2 * Step);
    }

    private static double Sum(OperationExample example, Tensor[] inputs, double[] weights)
    {
        Tape tape = new(ElementType.Float64) { IsRecording = false };
        return tape.Apply(new WeightedSum(weights), tape.Apply(example.Make(), inputs)).Values<double>()[0];
    }
}
