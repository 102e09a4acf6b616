using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Samples with labels for a model of which no data is given: a fixed random linear teacher says what belongs to what.</summary>
internal static class TeacherData
{
    private const int Count = 256;

    /// <summary>The elements of a sample that each label depends on.</summary>
    private const int Terms = 8;

    /// <summary>The loss that a model's last activation asks for.</summary>
    internal static Loss LossOf(Model model) => ActivationBehind(model) switch
    {
        "softmax" => new SparseCategoricalCrossentropy(),
        "sigmoid" => new BinaryCrossentropy(),
        _ => new MeanSquaredError(),
    };

    /// <summary>The data: as many samples as training is tried with.</summary>
    internal static DataSet Of(Model model)
    {
        int count = model.BatchSize ?? Count;
        IReadOnlyList<Samples> inputs = ProbeInputs.Of(model, new ProbeOptions(), count);
        return DataSet.Of(inputs, [.. model.OutputTensors.Select((output, index) => Targets(model, output, inputs[0], index))]);
    }

    /// <summary>The last activation: that of the call that gives the model's first output.</summary>
    private static string? ActivationBehind(Model model) => model.OutputTensors[0] is { Node: >= 0 and var node }
        ? NodeActivation.Of(model.Nodes[node])
        : null;

    private static Samples Targets(Model model, NodeTensor output, Samples inputs, int index)
    {
        ModelNode node = model.Nodes[output.Node];
        int[] sizes = [.. node.OutputShapes[output.Output].Skip(1).Select(size => checked((int)(size ?? DrawnInputs.OpenSize)))];
        int outputs = sizes.Aggregate(1, (product, size) => checked(product * size));
        double[] values = Teach(inputs, outputs, index);
        return LossOf(model) switch
        {
            SparseCategoricalCrossentropy => Labels(values, inputs.Count, sizes),
            BinaryCrossentropy => Shaped(Array.ConvertAll(values, value => value > 0 ? 1f : 0f), inputs.Count, sizes),
            _ => Shaped(Array.ConvertAll(values, value => (float)value), inputs.Count, sizes),
        };
    }

    /// <summary>Each output is a sum of a few elements of the sample, of mean 0 and variance 1 over the samples.</summary>
    private static double[] Teach(Samples inputs, int outputs, int index)
    {
        double[] x = inputs.ToArray();
        int length = x.Length / inputs.Count;
        double[] places = new double[Terms * outputs];
        double[] factors = new double[Terms * outputs];
        new RandomUniform(0, length, seed: 3000 + index).Fill(places, [places.Length]);
        new RandomNormal(0, 1, seed: 3100 + index).Fill(factors, [factors.Length]);
        double[] values = new double[inputs.Count * outputs];
        for (int sample = 0; sample < inputs.Count; sample++)
        {
            for (int output = 0; output < outputs; output++)
            {
                for (int term = output * Terms; term < (output + 1) * Terms; term++)
                {
                    int place = Math.Min((int)places[term], length - 1);
                    values[(sample * outputs) + output] += factors[term] * x[(sample * length) + place];
                }
            }
        }

        return Standardized(values, outputs);
    }

    private static double[] Standardized(double[] values, int outputs)
    {
        int count = values.Length / outputs;
        for (int output = 0; output < outputs; output++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(sample => values[(sample * outputs) + output])];
            double mean = column.Average();
            double deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
            for (int sample = 0; sample < count; sample++)
            {
                values[(sample * outputs) + output] = deviation > 0 ? (column[sample] - mean) / deviation : 0;
            }
        }

        return values;
    }

    /// <summary>The largest of the values along the last axis.</summary>
    private static Samples Labels(double[] values, int count, int[] sizes)
    {
        int classes = sizes[^1];
        float[] labels = [.. values.Chunk(classes).Select(row => (float)Array.IndexOf(row, row.Max()))];
        return sizes.Length == 1 ? Samples.Of<float>(labels, count) : Samples.Of<float>(labels, [count, .. sizes[..^1]]);
    }

    private static Samples Shaped(float[] values, int count, int[] sizes) => Samples.Of<float>(values, [count, .. sizes]);
}
