using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Singular values of a model at initialization.</summary>
/// <param name="Jacobian">
/// Those of the derivative of the last layer with weights, before its activation, by the first input, at one sample and as the model
/// predicts, the largest first; empty where inputs are indices or the matrix is too large.
/// </param>
/// <param name="MeanSquare">Their mean square, Σσ²/outputs; estimated where they are too many, NaN where there is no derivative.</param>
/// <param name="Weights">
/// Of each weight that is a matrix, or one when its last axis is kept and the others are joined, of at most 1,024 rows or columns and
/// 4,194,304 elements.
/// </param>
public sealed record ModelSpectra(IReadOnlyList<double> Jacobian, double MeanSquare, IReadOnlyList<WeightSpectrum> Weights)
{
    /// <summary>A Jacobian of so many rows at most is computed whole.</summary>
    private const int MostRows = 256;

    /// <summary>Matrices whose smaller side is longer are left out,</summary>
    private const int LongestSide = 1024;

    /// <summary>and those of more elements, such as tables of a vocabulary.</summary>
    private const int LargestMatrix = 1 << 22;

    /// <summary>Random directions from which the mean square is estimated.</summary>
    private const int Directions = 8;

    internal static ModelSpectra Of(Model model, IReadOnlyList<Samples> inputs, ProbeOptions options)
    {
        (double[] jacobian, double meanSquare) = JacobianOf(model, inputs, options);
        return new ModelSpectra(jacobian, meanSquare, [.. model.Weights.Select(SpectrumOf).OfType<WeightSpectrum>()]);
    }

    /// <summary>Copies of one sample give all rows in one way back: row i is the derivative of output i of copy i.</summary>
    private static (double[] Values, double MeanSquare) JacobianOf(Model model, IReadOnlyList<Samples> inputs, ProbeOptions options)
    {
        ModelNode? last = model.Nodes.LastOrDefault(node => node.Weights.Count > 0);
        if (last is null || model.BatchSize is not null)
        {
            return ([], double.NaN);
        }

        int outputs = OutputsOf(model, last, inputs, options.Execution);
        int fitting = DrawnInputs.FittingBatch(model);
        bool isWhole = outputs <= Math.Min(MostRows, 8L * fitting);
        int rows = isWhole ? outputs : Math.Min(Directions, fitting);
        List<double[]> matrix = [];
        for (int first = 0; first < rows; first += fitting)
        {
            if (Rows(model, last, inputs, isWhole, first, Math.Min(fitting, rows - first), options.Execution) is not { } part)
            {
                return ([], double.NaN);
            }

            matrix.AddRange(part);
        }

        double[]? values = isWhole ? SingularValues.Of([.. matrix]) : null;
        double squares = matrix.Sum(row => row.Sum(value => value * value)) / rows / (isWhole ? 1 : outputs);
        return (values ?? [], squares);
    }

    /// <summary>How many values the last layer gives for a sample: axes that the model leaves open are known by what is sent.</summary>
    private static int OutputsOf(Model model, ModelNode last, IReadOnlyList<Samples> inputs, ExecutionOptions execution)
    {
        using ModelRun run = model.Observe(
            [.. inputs.Select(samples => samples.Slice(0, 1))], new ObserveOptions { Execution = execution });
        return run.Calls[last.Index].PreActivation.Count;
    }

    /// <summary>Derivatives of single outputs, or of random sums of all, by the first input; null where there is none.</summary>
    private static double[][]? Rows(
        Model model, ModelNode last, IReadOnlyList<Samples> inputs, bool isWhole, int first, int count, ExecutionOptions execution)
    {
        Samples[] copies = [.. inputs.Select(samples => Copies(samples, count))];
        using ModelRun run = model.Observe(copies, new ObserveOptions
        {
            IsRecording = true, NeedsInputGradients = true, Execution = execution,
        });
        Tensor value = run.Calls.First(call => call.Node == last).PreActivation;
        if (!value.NeedsGradient || value.Rank == 0 || value[0] != count)
        {
            return null;
        }

        Tensor factors = run.Tape.Zeros(value.Dimensions);
        int outputs = value.Count / count;
        double[] normal = new double[isWhole ? 0 : value.Count];
        new Initializers.RandomNormal(0, 1, seed: 2000).Fill(normal, [normal.Length]);
        for (int i = 0; i < (isWhole ? count : value.Count); i++)
        {
            int place = isWhole ? (i * outputs) + first + i : i;
            Set(factors, place, isWhole ? 1 : normal[i]);
        }

        run.Tape.Backward(run.Tape.Apply(Multiplication.Instance, value, factors));
        return run.Inputs[0].Gradient is { } gradient ? RowsOf(gradient, count) : null;
    }

    private static void Set(Tensor tensor, int place, double value)
    {
        if (tensor.Type == ElementType.Float32)
        {
            tensor.Values<float>()[place] = (float)value;
        }
        else
        {
            tensor.Values<double>()[place] = value;
        }
    }

    private static double[][] RowsOf(Tensor tensor, int rows)
    {
        double[] all = tensor.Type == ElementType.Float32
            ? Array.ConvertAll(tensor.Values<float>().ToArray(), value => (double)value)
            : tensor.Values<double>().ToArray();
        return [.. all.Chunk(Math.Max(1, all.Length / rows))];
    }

    private static Samples Copies(Samples samples, int count)
    {
        float[] one = samples.Slice(0, 1).ToArray<float>();
        return Samples.Of<float>([.. Enumerable.Repeat(one, count).SelectMany(each => each)], [count, .. samples.Dimensions.Skip(1)]);
    }

    private static WeightSpectrum? SpectrumOf(Weight weight)
    {
        int columns = weight.Value.Rank < 2 ? 0 : weight.Value[-1];
        int rows = columns == 0 ? 0 : weight.Value.Count / columns;
        return Math.Min(rows, columns) is >= 2 and <= LongestSide && weight is { Trainable: true, Value.Count: <= LargestMatrix }
            && SingularValues.Of(RowsOf(weight.Value, rows)) is { } values
            ? new WeightSpectrum(weight.Name, values)
            : null;
    }
}

/// <summary>The singular values of a weight.</summary>
/// <param name="Name">The weight's full name.</param>
/// <param name="Values">The largest first.</param>
public sealed record WeightSpectrum(string Name, IReadOnlyList<double> Values)
{
    /// <summary>The largest.</summary>
    public double Largest => Values[0];

    /// <summary>The smallest.</summary>
    public double Smallest => Values[^1];
}
