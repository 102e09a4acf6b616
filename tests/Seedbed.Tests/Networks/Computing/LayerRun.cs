using System.Text;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>A model in float64 with weights and inputs that follow from their places: what it computes, and its gradients.</summary>
internal sealed class LayerRun
{
    private const double Step = 1e-5;
    private readonly byte[] _json;
    private readonly KerasModelOptions _options;

    private LayerRun(string json, string? release, CustomLayers? custom = null)
    {
        _json = Encoding.UTF8.GetBytes(json);
        _options = new KerasModelOptions
        {
            KerasVersion = release is null ? null : Version.Parse(release), CustomLayers = custom ?? CustomLayers.None,
        };
        Network network = Network();
        Weights = [.. network.Parameters.Select((parameter, index) => Values(parameter.Value.Count, index + 1))];
        Names = [.. network.Parameters.Select(parameter => parameter.Name)];
    }

    internal double[][] Weights { get; }

    internal string[] Names { get; }

    /// <summary>Layers one behind the other, each as class and configuration, behind an input of this shape.</summary>
    internal static LayerRun Sequential(string shape, params (string Class, string Config)[] layers) => Sequential(null, shape, layers);

    internal static LayerRun Sequential(string? release, string shape, params (string Class, string Config)[] layers) =>
        Sequential(release, null, "null", shape, layers);

    /// <summary>The same with a batch of one size.</summary>
    internal static LayerRun OfBatch(int batch, string shape, params (string Class, string Config)[] layers) =>
        Sequential(null, null, $"{batch}", shape, layers);

    /// <summary>The same with layers of a user's own.</summary>
    internal static LayerRun Custom(CustomLayers custom, string shape, params (string Class, string Config)[] layers) =>
        Sequential(null, custom, "null", shape, layers);

    /// <summary>A model as a file has it, of float64.</summary>
    internal static LayerRun OfJson(string json) => new(json, null);

    /// <summary>Layers that are called on each other; a call is the list that Keras 2 writes: <c>["x", 0, 0, {}]</c>.</summary>
    internal static LayerRun Functional(
        (string Name, string Shape)[] inputs, (string Class, string Name, string Config, string Call)[] layers, params string[] outputs)
    {
        IEnumerable<string> first = inputs.Select(input => $$$"""
            {"class_name": "InputLayer", "name": "{{{input.Name}}}", "inbound_nodes": [],
             "config": {"batch_shape": [null, {{{input.Shape}}}], "name": "{{{input.Name}}}", "dtype": "float64"}}
            """);
        IEnumerable<string> others = layers.Select(layer => $$$"""
            {"name": "{{{layer.Name}}}", "inbound_nodes": [[{{{layer.Call}}}]], {{{Layer(layer.Class, layer.Name, layer.Config)[1..]}}}
            """);
        return new($$$"""
            {"class_name": "Functional", "config": {"name": "model", "dtype": "float64", "layers": [{{{string.Join(",\n", first.Concat(others))}}}],
              "input_layers": [{{{References(inputs.Select(input => input.Name))}}}], "output_layers": [{{{References(outputs)}}}]}}
            """, null);
    }

    /// <summary>Values from −0.8 to 0.8 that look like none.</summary>
    internal static double[] Values(int count, int seed) =>
        [.. Enumerable.Range(0, count).Select(i => 0.8 * Math.Sin((i * 1.7) + (seed * 2.3) + (0.013 * i * i)))];

    internal static Tensor Input(double[] values, params int[] sizes) => Tensor.Of<double>(values, sizes);

    internal static Tensor Input(int seed, params int[] sizes) =>
        Tensor.Of<double>(Values(sizes.Aggregate(1, (product, size) => product * size), seed), sizes);

    /// <summary>The weight whose name ends so.</summary>
    internal double[] Weight(string name) => Weights[Array.FindIndex(Names, each => each.EndsWith(name, StringComparison.Ordinal))];

    internal double[] Output(bool training, params Tensor[] inputs) => Outputs(training, inputs)[0];

    internal double[] Output(params Tensor[] inputs) => Output(training: false, inputs);

    internal double[][] Outputs(bool training, params Tensor[] inputs)
    {
        Tape tape = new(ElementType.Float64) { IsRecording = false };
        return [.. Filled().Forward(tape, inputs, training).Select(output => output.Values<double>().ToArray())];
    }

    /// <summary>Holds the gradients of a weighted sum of the outputs against finite differences.</summary>
    /// <param name="training">Whether the model behaves as in training.</param>
    /// <param name="differentiable">How many of the inputs, from the first on, it has derivatives by.</param>
    /// <param name="inputs">The inputs.</param>
    internal void CheckGradients(bool training, int differentiable, params Tensor[] inputs)
    {
        Network network = Filled();
        Tape tape = new(ElementType.Float64);
        Array.ForEach(inputs[..differentiable], input => input.NeedsGradient = true);
        Tensor[] outputs = network.Forward(tape, inputs, training);
        tape.Backward(tape.Apply(Mean.Instance, outputs.Select(Weighted).Aggregate((first, second) => tape.Apply(Addition.Instance, first, second))));
        double[][] gradients = [.. network.Parameters.Select(parameter => parameter.Gradient?.Values<double>().ToArray() ?? [])];
        double[][] inputGradients = [.. inputs.Select(input => input.Gradient?.Values<double>().ToArray() ?? [])];
        tape.Reset();
        Assert.All(network.Parameters.Zip(gradients), pair => Assert.True(!pair.First.Trainable || pair.Second.Length > 0, pair.First.Name));
        foreach ((int index, double[] gradient) in gradients.Index())
        {
            Compare(Names[index], gradient, Weights[index]);
        }

        foreach ((int index, double[] gradient) in inputGradients.Take(differentiable).Index())
        {
            Compare($"input {index}", gradient, inputs[index].Values<double>());
        }

        Tensor Weighted(Tensor output) => tape.Apply(Mean.Instance, tape.Apply(
            Multiplication.Instance, output, Tensor.Of<double>(Values(output.Count, 77), output.Dimensions)));

        void Compare(string name, double[] gradient, Span<double> values)
        {
            for (int i = 0; i < gradient.Length; i += Math.Max(1, gradient.Length / 12))
            {
                double center = values[i];
                values[i] = center + Step;
                double above = Sum(training, inputs);
                values[i] = center - Step;
                double below = Sum(training, inputs);
                values[i] = center;
                double expected = (above - below) / (2 * Step);
                Assert.True(Math.Abs(gradient[i] - expected) <= 1e-8 * Math.Max(1, Math.Abs(expected)),
                    $"{name}, element {i}: {gradient[i]} instead of {expected}");
            }
        }
    }

    /// <summary>Equal but for rounding.</summary>
    internal static void Near(double[] expected, double[] actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"element {i}: {actual[i]} instead of {expected[i]}");
        }
    }

    internal Network Network() => new(KerasModel.Read(_json, _options).Built, noiseSeed: 5);

    private static LayerRun Sequential(string? release, CustomLayers? custom, string batch, string shape, (string Class, string Config)[] layers) => new(
        $$$"""
        {"class_name": "Sequential", "config": {"name": "model", "dtype": "float64", "layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [{{{batch}}}, {{{shape}}}], "name": "input", "dtype": "float64"}},
          {{{string.Join(",\n", layers.Select((layer, index) => Layer(layer.Class, $"l{index}", layer.Config)))}}}]}}
        """, release, custom);

    private static string References(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"[\"{name}\", 0, 0]"));

    private static string Layer(string type, string name, string config) =>
        $$$"""{"class_name": "{{{type}}}", "config": {"name": "{{{name}}}", "dtype": "float64"{{{(config.Length == 0 ? "" : ", ")}}}{{{config}}}}}""";

    /// <summary>The network with these weights.</summary>
    internal Network Filled()
    {
        Network network = Network();
        foreach ((Seedbed.Layers.Parameter parameter, double[] values) in network.Parameters.Zip(Weights))
        {
            values.CopyTo(parameter.Value.Values<double>());
        }

        return network;
    }

    private double Sum(bool training, Tensor[] inputs) =>
        Outputs(training, inputs).Sum(output => output.Zip(Values(output.Length, 77), (value, weight) => value * weight).Average());
}
