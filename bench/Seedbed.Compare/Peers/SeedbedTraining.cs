using System.Diagnostics;
using Seedbed.Compare.Planning;
using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Compare.Peers;

/// <summary>An epoch of a small network: batches in order, Adam, cross-entropy.</summary>
internal sealed class SeedbedTraining : IWork
{
    private const long FixedSeed = 42;
    private const int ImageSize = 28;
    private const int Steps = 100;
    private const int Features = 16;
    private const double LearningRate = 3e-3;
    private readonly Sequential _model;
    private readonly DataSet _data;
    private readonly FitOptions _options;

    public SeedbedTraining(Workload workload, int threads)
    {
        (int[] shape, Layer[] hidden) = NetworkOf(workload.Kind);
        _model =
            new Sequential([new Input([.. shape]), .. hidden, new Dense(TrainingInput.Labels, activation: "softmax")], seed: FixedSeed);
        _model.Compile(new Adam(learningRate: LearningRate), "sparse_categorical_crossentropy");
        float[] values = TrainingInput.Values(workload.Rows, shape.Aggregate(1, (product, size) => product * size));
        _data = new DataSet(Samples.Of(values, [workload.Rows, .. shape]), TrainingInput.LabelsOf(workload.Rows));
        _options = new FitOptions { BatchSize = workload.Columns, Shuffle = false, MaxDegreeOfParallelism = threads };
    }

    /// <inheritdoc/>
    public double Run(int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            _model.Fit(_data, _options);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <inheritdoc/>
    public Facts Check()
    {
        Evaluation evaluation = _model.Evaluate(_data, maxDegreeOfParallelism: _options.MaxDegreeOfParallelism);
        return new Facts { Count = _data.Count, Sampled = _data.Count, Loss = evaluation.Loss };
    }

    private static (int[] Shape, Layer[] Hidden) NetworkOf(WorkloadKind kind) => kind switch
    {
        WorkloadKind.TrainMlp => ([ImageSize * ImageSize], [new Dense(128, activation: "relu")]),
        WorkloadKind.TrainCnn => ([ImageSize, ImageSize, 1],
            [new Conv2D(32, 3, activation: "relu", kernelInitializer: "he_normal"), new MaxPooling2D(), new Flatten()]),
        WorkloadKind.TrainLstm => ([Steps, Features], [new LSTM(64)]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), $"kind is {kind}; it trains no network."),
    };
}
