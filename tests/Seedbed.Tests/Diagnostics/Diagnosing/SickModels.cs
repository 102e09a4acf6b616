using System.Text.Json.Nodes;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Tests.Diagnostics.Diagnosing;

/// <summary>Models that cannot learn, each with a healthy twin of the same shape. Layers have names that say nothing.</summary>
internal static class SickModels
{
    /// <summary>A model, of a width, a depth and a seed, sick or healthy.</summary>
    internal delegate Model Maker(int width, int depth, long seed, bool isSick);

    internal static readonly IReadOnlyDictionary<string, Maker> All = new Dictionary<string, Maker>
    {
        ["zeros"] = (width, depth, seed, isSick) => Stack(width, depth, seed, "tanh", isSick ? new Zeros() : new GlorotUniform()),
        ["unscaled normal in deep tanh"] = (width, depth, seed, isSick) =>
            Stack(width, depth, seed, "tanh", isSick ? new RandomNormal(0, 1) : new GlorotNormal()),
        ["Glorot in deep ReLU"] = (width, depth, seed, isSick) =>
            Stack(width, depth, seed, "relu", isSick ? new GlorotUniform() : new HeNormal()),
        ["sigmoid stack"] = (width, depth, seed, isSick) =>
            Stack(width, depth, seed, isSick ? "sigmoid" : "tanh", new GlorotUniform()),
        ["exploding residual"] = Residual,
        ["dead ReLU"] = (width, depth, seed, isSick) =>
            Stack(width, depth, seed, "relu", new HeNormal(), isSick ? new Constant(-5) : new Zeros()),
        ["depthwise fans"] = Depthwise,
        ["embedding and head of deviation 1"] = Language,
    };

    private static string Name(long seed, int index) => $"{(char)('a' + ((seed + index) % 26))}{(seed * 31) + (index * 7)}";

    private static Sequential Stack(
        int width, int depth, long seed, string activation, Initializer scheme, Initializer? bias = null) => new(
        [
            new Input([16], name: Name(seed, 1000)),
            .. Enumerable.Range(0, depth).Select(index => new Dense(
                width, activation: activation, kernelInitializer: scheme, biasInitializer: bias ?? new Zeros(), name: Name(seed, index))),
            new Dense(4, activation: "softmax", name: Name(seed, 1001)),
        ], seed: seed);

    /// <summary>x + ReLU(W·x) doubles the second moment in each block; the twin's branches begin with 0.</summary>
    private static Model Residual(int width, int depth, long seed, bool isSick)
    {
        Input input = new([16], name: Name(seed, 1000));
        SymbolicTensor stream = new Dense(width, name: Name(seed, 1001)).On(input);
        Initializer scheme = isSick ? new HeNormal() : new VarianceScaling(1.0 / (depth * depth));
        for (int block = 0; block < depth; block++)
        {
            SymbolicTensor branch = new Dense(width, activation: "relu", kernelInitializer: scheme, name: Name(seed, 2 * block)).On(stream);
            stream = new Add(name: Name(seed, (2 * block) + 1)).On(stream, branch);
        }

        return new Model(input, new Dense(4, activation: "softmax", name: Name(seed, 1002)).On(stream), seed: seed);
    }

    /// <summary>Keras's fans of a depthwise kernel count the channels, over which it does not sum.</summary>
    private static Sequential Depthwise(int width, int depth, long seed, bool isSick) => new(
    [
        new Input([6, 6, width], name: Name(seed, 1000)),
        .. Enumerable.Range(0, depth).Select(index => new DepthwiseConv2D(
            3, padding: "same", activation: "relu", name: Name(seed, index),
            depthwiseInitializer: new HeNormal(fans: isSick ? FanRule.Keras : FanRule.Depthwise))),
        new Flatten(name: Name(seed, 1002)), new Dense(4, activation: "softmax", name: Name(seed, 1001)),
    ], seed: seed);

    /// <summary>A table and a head of standard deviation 1, as where both are one tied table: logits of variance = width.</summary>
    private static Sequential Language(int width, int depth, long seed, bool isSick)
    {
        Initializer table = new RandomNormal(0, isSick ? 1 : 1 / Math.Sqrt(width));
        return new Sequential(
        [
            new Input([8], name: Name(seed, 1000)), new Embedding(40, width, embeddingsInitializer: table, name: Name(seed, 1)),
            .. Enumerable.Range(2, Math.Min(depth, 6)).Select(index => new Dense(
                width, activation: "relu", kernelInitializer: new HeNormal(), name: Name(seed, index))),
            new LayerNormalization(name: Name(seed, 1003)),
            new Dense(40, activation: "softmax", kernelInitializer: table, name: Name(seed, 1001)),
        ], seed: seed);
    }

    /// <summary>The first symbol of a sequence is to be told at its end.</summary>
    internal static (Model Model, DataSet Data) Copying(int width, int steps, long seed, bool isSick)
    {
        Sequential model = new(
        [
            new Input([steps, 4], name: Name(seed, 1000)), new LSTM(width, unitForgetBias: !isSick, name: Name(seed, 1)),
            new Dense(4, activation: "softmax", name: Name(seed, 2)),
        ], seed: seed);
        float[] x = new float[64 * steps * 4];
        int[] y = new int[64];
        for (int i = 0; i < 64; i++)
        {
            y[i] = (i * 7) % 4;
            x[(i * steps * 4) + y[i]] = 1;
        }

        return (model, new DataSet(Samples.Of<float>(x, 64, steps, 4), y));
    }

    /// <summary>All in bfloat16: steps of a small rate are below half a unit in the last place.</summary>
    internal static string BFloat16(string dtype)
    {
        var root = JsonNode.Parse(Stack(32, 4, 3, "tanh", new GlorotUniform()).ToJson())!.AsObject();
        foreach (JsonNode? layer in root["config"]!["layers"]!.AsArray())
        {
            layer!["config"]!["dtype"] = dtype;
        }

        return root.ToJsonString();
    }
}
