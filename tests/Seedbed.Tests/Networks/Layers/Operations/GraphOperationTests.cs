using System.Text;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers.Operations;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Layers.Operations;

/// <summary>Operations of graphs: what they give against plain computations, their shapes, and gradients against finite differences.</summary>
public sealed class GraphOperationTests
{
    public static TheoryData<string> Names => [.. GraphExamples.All.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_a_plain_computation(string name)
    {
        GraphExample example = Find(name);
        Tensor[] outputs = Network(example).Forward(new Tape(ElementType.Float64), Inputs(example), training: false);

        double[] expected = example.Expected([.. Inputs(example).Select(input => input.Values<double>().ToArray())]);
        double[] values = [.. outputs.SelectMany(output => output.Values<double>().ToArray())];
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_are_told_before_values_are_there(string name)
    {
        GraphExample example = Find(name);
        Network network = Network(example);
        Tensor[] outputs = network.Forward(new Tape(ElementType.Float64), Inputs(example), training: false);

        foreach ((Tensor output, var shape) in outputs.Zip(network.Model.Root.Outputs))
        {
            Assert.Equal(output.Rank, shape.Rank);
            Assert.All(Enumerable.Range(0, shape.Rank), axis => Assert.Equal(shape.Find(axis) ?? output[axis], output[axis]));
            Assert.All(Enumerable.Range(0, shape.Rank).Where(axis => axis > 0 && example.KnowsAll), axis => Assert.NotNull(shape.Find(axis)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        const double Step = 1e-6;
        GraphExample example = Find(name);
        Network network = Network(example);
        Tensor[] inputs = Inputs(example);
        Array.ForEach(inputs, input => input.NeedsGradient = true);
        Tape tape = new(ElementType.Float64);
        Tensor output = network.Forward(tape, inputs, training: false)[0];
        if (!output.NeedsGradient)
        {
            Assert.True(example.IsConstant, "no gradient");
            return;
        }

        tape.Backward(output);
        foreach ((int number, Tensor input) in inputs.Index())
        {
            double[] gradient = input.Gradient?.Values<double>().ToArray() ?? new double[input.Count];
            for (int i = 0; i < input.Count; i++)
            {
                double expected = example.IsConstant ? 0 : (Sum(number, i, Step) - Sum(number, i, -Step)) / (2 * Step);
                Assert.Equal(expected, gradient[i], 1e-6 * Math.Max(1, Math.Abs(expected)));
            }
        }

        double Sum(int number, int element, double step)
        {
            Tensor[] moved = Inputs(example);
            moved[number].Values<double>()[element] += step;
            return network.Forward(new Tape(ElementType.Float64), moved, training: false)[0].Values<double>().ToArray().Sum();
        }
    }

    /// <summary>What is listed with values has an example, under one of its names.</summary>
    [Fact]
    public void Every_operation_with_values_is_tried()
    {
        HashSet<GraphOperation> tried = new(
            GraphExamples.All.Select(example => KnownGraphOperations.Find(example.Operation)!), ReferenceEqualityComparer.Instance);

        Assert.Empty(KnownGraphOperations.Names.Where(name => KnownGraphOperations.Find(name) is { Values: not null } known && !tried.Contains(known))
            .Select(name => name));
    }

    [Theory]
    [InlineData("signal.frame", "", "the operation signal.frame is not computed here")]
    [InlineData("image.random_flip_left_right", "", "the operation image.random_flip_left_right is not computed here")]
    [InlineData("gather", "\"indices\": [0, 3], \"axis\": 1", "the index 3 is outside of its axis; it must be an integer from 0 to 2")]
    [InlineData("one_hot", "\"depth\": 3, \"axis\": 0", "its argument axis must be -1")]
    [InlineData("image.adjust_contrast", "", "its argument contrast_factor must be a number")]
    [InlineData("math.reduce_sum", "\"axis\": 5", "its argument axis must be an axis from -3 to 2")]
    [InlineData("math.reduce_sum", "\"axis\": 0.5", "its argument axis must be an integer, or a list of integers")]
    [InlineData("concat", "\"axis\": \"a\"", "its argument axis must be an integer")]
    [InlineData("reshape", "\"shape\": [7, 7]", "the products must be equal")]
    [InlineData("reshape", "\"shape\": [-1, -1]", "one of which may be -1")]
    [InlineData("math.add", "", "it is called without its argument y")]
    [InlineData("split", "\"num_or_size_splits\": 3, \"axis\": 2", "a divisor of 4")]
    [InlineData("transpose", "\"perm\": [0, 0, 1]", "each of the axes 0 to 2 once")]
    [InlineData("image.resize", "\"size\": [2]", "a height and a width")]
    [InlineData("__operators__.getitem", "\"slice_spec\": {\"class_name\": \"__tuple__\", \"items\": [0, 9]}", "an index from -3 to 2 along axis 1")]
    [InlineData("cast", "\"dtype\": \"uint8\"", "a type of real numbers")]
    public void What_is_wrong_gets_a_sentence(string function, string arguments, string sentence)
    {
        GraphExample example = GraphExamples.Function(function, arguments, [2, 3, 4], _ => []);

        Exception fault = Assert.ThrowsAny<Exception>(() =>
        {
            Network network = Network(example);
            _ = network.Model.Root.Outputs[0].Rank;
            network.Forward(new Tape(ElementType.Float64), Inputs(example), training: false);
        });

        Assert.True(fault is FormatException or ArgumentException, $"{fault}");
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith($"layer 'op' ({(function.Contains("getitem", StringComparison.Ordinal) ? "SlicingOpLambda" : "TFOpLambda")})", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_may_stand_first()
    {
        GraphExample example = GraphExamples.Node(
            """{"class_name": "TFOpLambda", "config": {"name": "op", "function": "math.subtract"}, "name": "op", "inbound_nodes": [["_CONSTANT_VALUE", -1, 1.0, {"y": ["x0", 0, 0], "name": null}]]}""",
            "math.subtract", [[2, 3]], x => [.. x[0].Select(value => 1 - value)]);

        Assert.Equal(
            example.Expected([Inputs(example)[0].Values<double>().ToArray()]),
            Network(example).Forward(new Tape(ElementType.Float64), Inputs(example), training: false)[0].Values<double>().ToArray());
    }

    private static GraphExample Find(string name) => GraphExamples.All.Single(example => example.Name == name);

    private static Network Network(GraphExample example) => ModelFiles.Network(Encoding.UTF8.GetBytes(example.Model));

    /// <summary>Values that differ, away from kinks, above 0 where they must be.</summary>
    private static Tensor[] Inputs(GraphExample example) => [.. example.Inputs.Select((sizes, input) =>
    {
        int count = sizes.Aggregate(1, (product, size) => product * size);
        double[] values = [.. Enumerable.Range(0, count).Select(i => example.IsPositive ? 0.3 + ((((i * 7) + (input * 3)) % 29) * 0.1)
            : ((((i * 7) + (input * 5)) % 29) * 0.31) - 4.2 + (input * 0.113))];
        return Tensor.Of<double>([.. values.Select(value => (value * example.Scale) + example.Shift)], sizes);
    })];
}
