namespace Seedbed.Compare.Planning;

/// <summary>What is done. The parameters of draws are the same for everyone: [0, 1), N(0, 1), N(0, 1) within ±2, gain 1.</summary>
internal enum WorkloadKind
{
    Uniform,
    Normal,
    TruncatedNormal,

    /// <summary>Keras's function: Q of a normal matrix, signs fixed.</summary>
    Orthogonal,

    /// <summary>The same distribution drawn directly from reflectors. Peers have one method only, which is measured against both.</summary>
    OrthogonalReflectors,

    /// <summary>C = A·B of square matrices, the work below the orthogonal ones.</summary>
    Product,

    /// <summary>An epoch of Dense(128, relu), Dense(10) over 784 inputs; rows are samples, columns the batch. As the next two.</summary>
    TrainMlp,

    /// <summary>An epoch of Conv2D(32, 3×3, relu), MaxPooling2D, Flatten, Dense(10) over images of 28 × 28.</summary>
    TrainCnn,

    /// <summary>An epoch of LSTM(64), Dense(10) over 100 steps of 16 features.</summary>
    TrainLstm,
}
