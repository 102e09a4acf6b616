using Seedbed.Layers;

namespace Seedbed.Tests.Networks.Layers;

/// <summary>A layer of every public class, with the sizes of a sample that it takes.</summary>
internal static class LayerExamples
{
    internal static IReadOnlyDictionary<string, (Func<Layer> Make, int[] Sample)> All { get; } =
        new Dictionary<string, (Func<Layer> Make, int[] Sample)>
    {
        ["Dense"] = (() => new Dense(3, activation: "relu", kernelInitializer: "he_normal"), [4]),
        ["Conv1D"] = (() => new Conv1D(3, 2, padding: "same"), [6, 2]),
        ["Conv2D"] = (() => new Conv2D(3, (2, 3), strides: 2), [6, 6, 2]),
        ["Conv3D"] = (() => new Conv3D(3, [2, 1, 2]), [4, 4, 4, 2]),
        ["DepthwiseConv2D"] = (() => new DepthwiseConv2D(3, depthMultiplier: 2), [6, 6, 2]),
        ["SeparableConv2D"] = (() => new SeparableConv2D(3, 3), [6, 6, 2]),
        ["Conv2DTranspose"] = (() => new Conv2DTranspose(3, 3, strides: 2, padding: "same"), [4, 4, 2]),
        ["MaxPooling1D"] = (() => new MaxPooling1D(), [6, 2]),
        ["MaxPooling2D"] = (() => new MaxPooling2D((2, 3)), [6, 6, 2]),
        ["AveragePooling1D"] = (() => new AveragePooling1D(3, strides: 1), [6, 2]),
        ["AveragePooling2D"] = (() => new AveragePooling2D(padding: "same"), [5, 5, 2]),
        ["GlobalMaxPooling1D"] = (() => new GlobalMaxPooling1D(), [6, 2]),
        ["GlobalMaxPooling2D"] = (() => new GlobalMaxPooling2D(keepDims: true), [6, 6, 2]),
        ["GlobalAveragePooling1D"] = (() => new GlobalAveragePooling1D(), [6, 2]),
        ["GlobalAveragePooling2D"] = (() => new GlobalAveragePooling2D(), [6, 6, 2]),
        ["Flatten"] = (() => new Flatten(), [3, 2]),
        ["Reshape"] = (() => new Reshape([2, -1]), [3, 4]),
        ["ZeroPadding1D"] = (() => new ZeroPadding1D((1, 2)), [3, 2]),
        ["ZeroPadding2D"] = (() => new ZeroPadding2D((1, 2)), [3, 3, 2]),
        ["Rescaling"] = (() => new Rescaling(1 / 255.0, offset: -1), [3]),
        ["Normalization"] = (() => new Normalization(mean: [1, 2], variance: [4, 9]), [2]),
        ["TimeDistributed"] = (() => new TimeDistributed(new Dense(3)), [4, 2]),
        ["Activation"] = (() => new Activation("tanh"), [3]),
        ["ReLU"] = (() => new ReLU(maxValue: 6), [3]),
        ["LeakyReLU"] = (() => new LeakyReLU(), [3]),
        ["PReLU"] = (() => new PReLU(sharedAxes: [1]), [3, 2]),
        ["Dropout"] = (() => new Dropout(0.5, seed: 3), [8]),
        ["BatchNormalization"] = (() => new BatchNormalization(), [3]),
        ["LayerNormalization"] = (() => new LayerNormalization(), [3]),
        ["RMSNormalization"] = (() => new RMSNormalization(), [3]),
        ["GroupNormalization"] = (() => new GroupNormalization(groups: 2), [5, 4]),
        ["Embedding"] = (() => new Embedding(10, 3), [4]),
        ["ReversibleEmbedding"] = (() => new ReversibleEmbedding(10, 3, tieWeights: false, logitSoftCap: 5), [4]),
        ["SimpleRNN"] = (() => new SimpleRNN(3, returnSequences: true), [4, 2]),
        ["LSTM"] = (() => new LSTM(3), [4, 2]),
        ["GRU"] = (() => new GRU(3, returnSequences: true), [4, 2]),
        ["Bidirectional"] = (() => new Bidirectional(new LSTM(3)), [4, 2]),
    };
}
