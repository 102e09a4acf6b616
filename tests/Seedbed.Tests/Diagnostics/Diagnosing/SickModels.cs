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
            Stack(width, depth, seed, "relu", isSick ? new GlorotUniform() : depth <= width / 2 ? new HeNormal() : new Orthogonal(Math.Sqrt(2))),
        ["sigmoid stack"] = (width, depth, seed, isSick) =>
            Stack(width, depth, seed, isSick ? "sigmoid" : "tanh", new GlorotUniform()),
        ["exploding residual"] = Residual,
        ["dead ReLU"] = (width, depth, seed, isSick) =>
            Stack(width, depth, seed, "relu", new HeNormal(), isSick ? new Constant(-5) : new Zeros()),
        ["depthwise fans"] = Depthwise,
        ["tied embedding of deviation 1"] = Language,
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

    /// <summary>
    /// Keras's fans of a depthwise kernel count the channels, over which it does not sum. Sums of nine terms vanish by themselves where more
    /// than some ten follow each other, whatever their scale, so that the deep twin hands each channel on.
    /// </summary>
    private static Sequential Depthwise(int width, int depth, long seed, bool isSick)
    {
        Initializer scheme = isSick ? new HeNormal(fans: FanRule.Keras)
            : depth <= 8 ? new HeNormal(fans: FanRule.Depthwise)
            : Initializer.FromFunction<float>((values, shape) => values[(int)(4 * shape[2])..(int)(5 * shape[2])].Fill(1));
        return new Sequential(
        [
            new Input([6, 6, width], name: Name(seed, 1000)),
            .. Enumerable.Range(0, depth).Select(index => new DepthwiseConv2D(
                3, padding: "same", activation: "relu", name: Name(seed, index), depthwiseInitializer: scheme)),
            new Flatten(name: Name(seed, 1002)), new Dense(4, activation: "softmax", name: Name(seed, 1001)),
        ], seed: seed);
    }

    /// <summary>Blocks between a table and its way back: a deviation of 1 gives logits of variance = width.</summary>
    private static Model Language(int width, int depth, long seed, bool isSick)
    {
        ReversibleEmbedding table = new(
            40, width, embeddingsInitializer: new RandomNormal(0, isSick ? 1 : 1 / Math.Sqrt(width)), name: Name(seed, 1001));
        Input tokens = new([8], name: Name(seed, 1000));
        SymbolicTensor stream = table.On(tokens);
        for (int block = 0; block < depth; block++)
        {
            SymbolicTensor branch = new Dense(width, "tanh", kernelInitializer: new VarianceScaling(1.0 / depth), name: Name(seed, 3 * block))
                .On(new LayerNormalization(name: Name(seed, (3 * block) + 1)).On(stream));
            stream = new Add(name: Name(seed, (3 * block) + 2)).On(stream, branch);
        }

        SymbolicTensor logits = table.OnReversed(new LayerNormalization(name: Name(seed, 1003)).On(stream));
        return new Model(tokens, new Activation("softmax", name: Name(seed, 1002)).On(logits), seed: seed);
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
