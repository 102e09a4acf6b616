using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Networks.Training;

/// <summary>
/// What two epochs make of a model's weights, bit for bit, as one hash each: the same with any instruction set (the tests of instruction
/// sets run this one in processes of
/// their own) and on any number of threads.
/// </summary>
public sealed class TrainingBitsTests
{
    /// <summary>Two whole batches and a part of one.</summary>
    private const int Count = 150;

    private const string Regression = "mse";

    private static readonly int[] s_threads = [1, 3];

    /// <summary>Enough samples, and large enough layers, for several threads.</summary>
    private static readonly FitOptions s_options = new() { Epochs = 2, BatchSize = 64 };

    [Fact]
    public void Trained_weights_are_the_pinned_ones() =>
        PinnedBits.Check("training", Models().Select(each => new KeyValuePair<string, string>(each.Name, Hash(each))));

    private static Run[] Models() =>
    [
        new("MLP, adam", [100], () => [new Dense(130, activation: "relu"), new Dropout(0.2), new Dense(10, activation: "softmax")],
            new Adam()),
        new("MLP of logits, sgd, clipped", [100], () => [new Dense(70, activation: "gelu"), new BatchNormalization(), new Dense(10)],
            new SGD(0.05, momentum: 0.9) { GlobalClipNorm = 0.5 })
        {
            Loss = "SparseCategoricalCrossentropy(from_logits=True)",
        },
        new("MLP, rmsprop, clipped", [100], () => [new Dense(33, activation: "elu"), new LayerNormalization(), new Dense(10)],
            new RMSprop(centered: true, momentum: 0.5) { ClipNorm = 0.1 })
        {
            Loss = Regression,
        },
        new("MLP in float64, adamw", [100], () => [new Dense(33, activation: "mish"), new Dense(10, activation: "softplus")],
            new AdamW { Amsgrad = true })
        {
            Loss = Regression, Type = ElementType.Float64,
        },
        new("CNN, adam", [12, 12, 3], Convolutions, new Adam()),
        new("LSTM, adam", [9, 11], () => [new LSTM(20), new Dense(10, activation: "softmax")], new Adam()),
        new("LSTM and GRU, rmsprop", [9, 11],
            () =>
                [new LSTM(18, returnSequences: true), new GRU(24), new Dense(10, activation: "log_softmax")], new RMSprop()) { Loss =
                    Regression },
    ];

    private static Layer[] Convolutions() =>
        [new Conv2D(20, 3, activation: "relu"), new MaxPooling2D(2), new Conv2D(33, 3, activation: "tanh"), new Flatten(),
            new Dense(10, activation: "softmax")];

    private static string Hash(Run run)
    {
        string[] hashes = [.. s_threads.Select(threads => HashOn(run, threads)).Distinct()];
        return hashes.Length == 1 ? hashes[0] : throw new InvalidOperationException($"{run.Name} depends on the number of threads.");
    }

    private static string HashOn(Run run, int threads)
    {
        Sequential model = new([new Input([.. run.Sample.Select(size => (int?)size)]), .. run.Layers()], seed: 5, type: run.Type);
        model.Compile(run.Optimizer, run.Loss);
        model.Fit(Data(run), s_options with { MaxDegreeOfParallelism = threads });
        return LittleEndianHash.Sha256<double>([.. model.Weights.SelectMany(weight => weight.ToArray<double>())])[..16];
    }

    private static DataSet Data(Run run)
    {
        Samples x = Drawn("x", run.Sample);
        return new DataSet(
            x, run.Loss == Regression ? Drawn("y", 10) : Samples.Of<int>([.. Enumerable.Range(0, Count).Select(i => i * 7 % 10)], Count));
    }

    private static Samples Drawn(string name, params int[] sample)
    {
        float[] values = new float[Count * sample.Aggregate(1, (product, size) => product * size)];
        RandomStream.TensorFlow.FillUniform<float>(RandomKey.FromName(3, name), -1, 1, 0, values);
        return Samples.Of<float>(values, [Count, .. sample]);
    }

    private sealed record Run(string Name, int[] Sample, Func<Layer[]> Layers, Optimizer Optimizer)
    {
        internal string Loss { get; init; } = "sparse_categorical_crossentropy";

        internal ElementType Type { get; init; } = ElementType.Float32;
    }
}
