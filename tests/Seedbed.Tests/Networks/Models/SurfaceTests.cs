using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>What a user of C# meets: lines in a debugger, layers and weights at hand, arguments that can be read, arrays of every kind.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Rectangular arrays are what is tested.")]
public sealed class SurfaceTests
{
    [Fact]
    public void A_line_tells_what_a_layer_is() 
    {
        using OtherCulture culture = new();
        Sequential model = new([new Input([784]), new Dense(64, activation: "relu", name: "hidden"), new Dropout(0.5),
            new Dense(10, useBias: false, kernelInitializer: "he_normal")], seed: 1);
        Assert.Equal("Sequential 'sequential' (3 layers), no weights yet", $"{model}");
        Assert.Equal("Dense 'hidden' (units 64, relu)", $"{model.Layers[0]}");

        model.Build();

        Assert.Equal("Sequential 'sequential' (3 layers): [null, 784] -> [null, 10], 50,880 parameters", $"{model}");
        Assert.Equal("Dense 'hidden' (units 64, relu): [null, 784] -> [null, 64], 50,240 parameters", $"{model.Layers[0]}");
        Assert.Equal("Dropout 'dropout' (rate 0.5): [null, 64] -> [null, 64], 0 parameters", $"{model.Layers[1]}");
        Assert.Equal("Dense 'dense' (units 10, use_bias false): [null, 64] -> [null, 10], 640 parameters", $"{model.Layers[2]}");
        Assert.Equal("hidden/kernel [784, 64]", $"{model.Weights[0]}");
        Assert.StartsWith("Dense (units 3, linear", $"{new Dense(3)}", StringComparison.Ordinal);
        Assert.Equal("Conv2D 'c' (filters 2, kernel_size [3, 3])", $"{new Sequential([new Conv2D(2, 3, name: "c")]).Layers[0]}");
    }

    [Fact]
    public void A_line_tells_what_a_functional_model_is()
    {
        Input input = new([4], name: "in");
        Model model = new(input, new Add().On(input, new Bidirectional(new LSTM(2)).On(new Reshape([2, 2]).On(input))), seed: 1);
        model.Build();

        Assert.Equal("Functional 'functional' (4 layers): [null, 4] -> [null, 4], 80 parameters", $"{model}");
        Assert.Equal("InputLayer 'in': [null, 4], 0 parameters", $"{model.Layers[0]}");
        Assert.Equal("Bidirectional 'bidirectional' (layer LSTM): [null, 2, 2] -> [null, 4], 80 parameters", $"{model.Layers[2]}");
        Assert.Equal("Add 'add': [null, 4], [null, 4] -> [null, 4], 0 parameters", $"{model.Layers[3]}");
    }

    [Fact]
    public void Every_known_layer_has_a_line() =>
        Assert.All(
            KerasLayers.All.Descriptions,
            each => Assert.StartsWith(each.ClassName, $"{each.Create(NamedArguments.None)}", StringComparison.Ordinal));

    [Fact]
    public void Lines_tell_what_was_learned() 
    {
        using OtherCulture culture = new();
        Sequential model = new([new Dense(1, kernelInitializer: "ones")], seed: 1);
        model.Compile("SGD(learning_rate=0.0)", "mse", "mae");

        History history = model.Fit(new float[,] { { 1 }, { 2 } }, new float[,] { { 1.5f }, { 2.5f } }, epochs: 2);
        Evaluation evaluation = model.Evaluate(new float[,] { { 1 }, { 2 } }, new float[,] { { 1.5f }, { 2.5f } });

        Assert.Equal("2 epochs: loss 0.25 -> 0.25, mae 0.5 -> 0.5", $"{history}");
        Assert.Equal("loss 0.25, mae 0.5", $"{evaluation}");
        Assert.Equal("2 samples of [1]", $"{model.Predict(new float[,] { { 1 }, { 2 } })}");
    }

    [Fact]
    public void Layers_and_weights_are_there_without_a_call_to_Build()
    {
        Assert.Equal([4L, 3], Make().Layers[0].Kernel.Shape.Dimensions.ToArray());
        Assert.Equal([0f, 0f, 0f], Make().Layers[0].Bias.ToArray<float>());
        Assert.Equal([12, 3], Make().Layers[0].GetWeights().Select(values => values.Length));
        Assert.Equal("dense_1", Make().Layers[1].Name);
        Assert.Equal([6, 2], Make().GetLayer("dense_1").GetWeights().Select(values => values.Length));
        Assert.Equal((nint[])[4, 3], Make().GetLayer("dense").Kernel.ToTensor<float>().Lengths.ToArray());
        Assert.Contains("Did you mean 'dense_1'?", Assert.Throws<ArgumentException>(() => Make().GetLayer("dense_11")).Message,
            StringComparison.Ordinal);
        Assert.Contains("has no weight 'kernel'; it has none",
            Assert.Throws<InvalidOperationException>(() => new Sequential([new Input([2]), new Flatten()]).Layers[0].Kernel).Message,
            StringComparison.Ordinal);

        static Sequential Make() => new([new Input([4]), new Dense(3), new Dense(2)], seed: 1);
    }

    [Fact]
    public void A_model_without_a_shape_says_how_to_give_it()
    {
        const string Sentence = "the model 'sequential' has no weights yet: the shape of its input is not known; begin it with an Input, "
            + "call Build with a shape, or Fit with data.";
        Sequential model = new([new Dense(3), new Dense(2)]);

        Assert.Equal("dense_1", model.Layers[1].Name);
        Assert.All(
            (Func<object>[])[() => model.Weights, () => model.Layers[0].Kernel, () => model.Layers[0].Weights, () => model.GetWeights(),
                () => model.GetLayer("dense").GetWeights(), () => model.Summary(), () => model.ToJson()],
            ask => Assert.Equal(Sentence, Assert.Throws<InvalidOperationException>(ask).Message));
    }

    [Fact]
    public void A_layer_in_two_models_gets_a_sentence_and_both_stay_as_they_are()
    {
        Dense first = new(3);
        Dense second = new(3);
        Sequential unnamed = new([new Input([4]), second]);
        Sequential model = new([new Input([4]), first, new Dense(3)], name: "one");
        Input input = new([4]);

        Assert.Equal("the layer 'Dense' (Dense) is part of the model 'sequential'; a layer belongs to one model, so make another one.",
            Assert.Throws<ArgumentException>(() => new Sequential([second])).Message);
        _ = model.Weights;
        Assert.Equal("the layer 'dense' (Dense) is part of the model 'one'; a layer belongs to one model, so make another one.",
            Assert.Throws<ArgumentException>(() => new Model(input, first.On(new Dense(4).On(input)))).Message);
        Assert.Equal("dense", first.Name);
        Assert.Equal(model.GetWeights()[0], first.GetWeights()[0]);
        Assert.Equal(2, unnamed.Weights.Count);
    }

    [Fact]
    public void Arguments_are_readable()
    {
        Assert.Equal("tanh", new Activation("tanh").Function);
        Assert.Equal(0.25, new Dropout(0.25).Rate);
        Assert.Equal((-1, 0.9, 0.001), (new BatchNormalization(momentum: 0.9).Axis, new BatchNormalization(momentum: 0.9).Momentum,
            new BatchNormalization().Epsilon));
        Assert.Equal([-1], new LayerNormalization().Axes);
        Assert.Equal(("tanh", "sigmoid", 0.1), (new LSTM(2, dropout: 0.1).Activation, new LSTM(2).RecurrentActivation,
            new GRU(2, dropout: 0.1).Dropout));
        Assert.Null(new SimpleRNN(2).RecurrentActivation);
        Assert.Equal([(1L, 2L)], new ZeroPadding1D((1, 2)).Padding);
        Assert.Equal([28, 28, 1], new Input([28, 28, 1]).Shape);
        Assert.Equal("channels_last", new Conv2D(1, 2).DataFormat);
        Assert.Equal((2, 3, 3), (new MultiHeadAttention(2, 3).NumHeads, new MultiHeadAttention(2, 3).KeyDim,
            new MultiHeadAttention(2, 3).ValueDim));
        Assert.Equal(2, Assert.IsType<LSTM>(new Bidirectional(new LSTM(2)).ForwardLayer).Units);
        Assert.Equal([1 / 255.0], new Rescaling(1 / 255.0).Scale);
    }

    [Fact]
    public void Arrays_of_every_kind_are_filled()
    {
        HeNormal scheme = new(seed: 42);
        float[,] matrix = new float[3, 4];
        double[,,] cube = new double[2, 3, 4];
        float[,,,] kernel = new float[2, 2, 3, 4];
        float[] flat = new float[12];

        scheme.Fill(matrix);
        scheme.Fill(cube);
        scheme.Fill(kernel);
        scheme.Fill(flat.AsMemory(), [3, 4]);

        Assert.Equal(scheme.CreateArray<float>([3, 4]), flat);
        Assert.Equal(flat, matrix.Cast<float>());
        Assert.Equal(scheme.CreateArray<double>([2, 3, 4]), cube.Cast<double>());
        Assert.Equal(scheme.CreateArray<float>([2, 2, 3, 4]), kernel.Cast<float>());
        Assert.Equal(matrix, scheme.CreateArray<float>(3, 4));
        Assert.Equal(cube, scheme.CreateArray<double>(2, 3, 4));
        Assert.Equal(kernel, scheme.CreateArray<float>(2, 2, 3, 4));
        Array.Clear(flat);
        scheme.Fill(flat, [3, 4]);
        scheme.Fill<float>(flat, [3, 4]);
        Assert.Equal(matrix.Cast<float>(), flat);
        Assert.Throws<ArgumentNullException>(() => scheme.Fill((float[,])null!));
    }

    [Fact]
    public void Predictions_are_tensors_and_samples_are_memory_too()
    {
        Sequential model = new([new Dense(3, kernelInitializer: "ones")], seed: 1);
        float[] values = [1, 2, 3, 4];

        Tensor<float> y = model.Predict(Samples.Of<float>(values.AsMemory(), 2, 2)).ToTensor<float>();

        Assert.Equal((nint[])[2, 3], y.Lengths.ToArray());
        Assert.Equal(7, y[1, 2]);
        Assert.Equal([3f, 3f, 3f, 7f, 7f, 7f], model.Predict(Samples.Of<float>(values, 2, 2)).ToArray<float>());
    }
}
