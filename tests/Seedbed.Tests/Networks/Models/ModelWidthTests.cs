using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>A model of another width is the model that is written so: its shapes and the values that its names draw.</summary>
public sealed class ModelWidthTests
{
    public static TheoryData<string, Func<int, Layer[]>> Stacks => new()
    {
        { "dense", n => [new Input([5]), new Dense(n, activation: "relu"), new LayerNormalization(), new Dense(2 * n), new Dropout(0.5), new Dense(3)] },
        { "conv", n => [new Input([8, 8, 3]), new Conv2D(n, 3), new BatchNormalization(), new DepthwiseConv2D(3), new Conv2D(2 * n, 1), new GlobalAveragePooling2D(), new Dense(3)] },
        { "lstm", n => [new Input([6, 5]), new LSTM(n, returnSequences: true), new Bidirectional(new GRU(n, returnSequences: true)), new TimeDistributed(new Dense(n)), new SimpleRNN(n), new Dense(3)] },
        { "embedding", n => [new Input([6]), new Embedding(20, n), new Conv1D(n, 3), new Flatten(), new Dense(3)] },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Hidden_layers_are_scaled_and_the_ends_stay(string name, Func<int, Layer[]> layers)
    {
        Assert.NotEmpty(name);
        Sequential narrow = new(layers(4), seed: 7);
        IReadOnlyList<float[]> before = narrow.GetWeights();

        Model wide = narrow.WithWidth(12);

        Assert.Equal(4, narrow.HiddenWidth!.Value.Width);
        Assert.Equal(12, wide.HiddenWidth!.Value.Width);
        Sequential written = new(layers(12), seed: 7);
        Assert.Equal(written.Weights.Select(weight => $"{weight.Name} {weight.Shape}"), wide.Weights.Select(weight => $"{weight.Name} {weight.Shape}"));
        Assert.Equal(written.GetWeights(), wide.GetWeights());
        Assert.Equal(before, narrow.GetWeights());
        Assert.Equal(before, narrow.Clone().GetWeights());
        Assert.Equal(before, wide.WithWidth(4).GetWeights());
    }

    [Fact]
    public void Attention_is_as_wide_as_its_query_and_residual_branches_stay_together()
    {
        Model wide = Transformer(4).WithWidth(8);

        Model written = Transformer(8);
        Assert.Equal(written.GetWeights(), wide.GetWeights());
        Assert.Equal(written.OutputTensors, wide.OutputTensors);
    }

    [Theory]
    [InlineData("cnn")]
    [InlineData("lstm")]
    [InlineData("attention")]
    [InlineData("batchnorm")]
    public void Models_of_files_are_scaled_whatever_shapes_they_record(string name)
    {
        Model model = Model.Load(Repository.At("tests", "Seedbed.Tests", "Golden", "training", $"{name}.json"), seed: 1);
        (string layer, long width) = model.HiddenWidth!.Value;

        Model wide = model.WithWidth(3 * width);

        Assert.Equal((layer, 3 * width), wide.HiddenWidth!.Value);
        Assert.Equal(model.Nodes[^1].OutputShapes[0], wide.Nodes[^1].OutputShapes[0]);
        Assert.Equal(model.InputShapes, wide.InputShapes);
        Assert.Contains(wide.Nodes.Zip(model.Nodes), pair => pair.First.OutputShapes[0][^1] == 3 * pair.Second.OutputShapes[0][^1]);
        Assert.Contains("not saved", Assert.Throws<InvalidOperationException>(wide.ToJson).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_the_way_is_named()
    {
        Assert.Contains("has no hidden layer", Refused(new Sequential([new Input([4]), new Dense(3)], seed: 1), 8), StringComparison.Ordinal);

        Sequential odd = new([new Input([4]), new Dense(4), new Dense(6, name: "odd"), new Dense(3)], seed: 1);
        Assert.Contains("layer 'odd' (Dense): units is 6, and times 5/4 no whole number; take multiples of 4.", Refused(odd, 5), StringComparison.Ordinal);

        Input input = new([4]);
        Model tied = new(input, new Dense(3).On(new Add(name: "sum").On(input, new Dense(4).On(input))), seed: 1);
        Exception sum = Assert.ThrowsAny<Exception>(() => tied.WithWidth(8).Predict(Samples.Of<float>(new float[8], [2, 4])));
        Assert.Contains("layer 'sum' (Add)", sum.Message, StringComparison.Ordinal);

        Sequential groups = new([new Input([4, 4, 3]), new Conv2D(4, 1), new Conv2D(4, 1, groups: 4, name: "grouped"), new Flatten(), new Dense(3)], seed: 1);
        Assert.Contains("layer 'grouped' (Conv2D): groups is 4", Refused(groups, 2), StringComparison.Ordinal);

        static string Refused(Model model, int width) => Assert.Throws<ArgumentException>(() => model.WithWidth(width)).Message;
    }

    private static Model Transformer(int n)
    {
        Input input = new([6]);
        SymbolicTensor x = new Embedding(20, n).On(input);
        SymbolicTensor y = new LayerNormalization().On(x);
        x = new Add().On(x, new MultiHeadAttention(2, n / 2).On(y, y));
        x = new Add().On(x, new Dense(n).On(new Dense(4 * n, activation: "gelu").On(new LayerNormalization().On(x))));
        return new Model(input, new Dense(3).On(new GlobalAveragePooling1D().On(x)), seed: 7);
    }
}
