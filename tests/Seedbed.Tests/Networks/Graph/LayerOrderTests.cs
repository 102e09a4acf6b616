using Seedbed.Graph;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Graph;

/// <summary>The layers of a functional model stand in the order in which Keras lists them, on real models with branches.</summary>
public sealed class LayerOrderTests
{
    [Theory]
    [InlineData("f_zoo")]
    [InlineData("g_misc")]
    [InlineData("e_attention")]
    [InlineData("app_ResNet50")]
    public void Layers_stand_as_in_Kerass_file(string name)
    {
        FunctionalGraph model = (FunctionalGraph)KerasModel.Read(
            File.ReadAllBytes(ModelFiles.PathOf(name)), new KerasModelOptions()).Graph;
        Dictionary<string, SymbolicTensor> tensors = [];
        foreach (GraphNode node in model.Order.Order)
        {
            string layer = model.Parts[node.Layer].Name;
            SymbolicTensor[] inputs = [.. node.Arguments.SelectMany(argument => argument.Value).Select(tensor => tensors[tensor.Layer])];
            tensors[layer] = inputs.Length == 0 ? new Input([1], name: layer) : new Add(layer).On(inputs);
        }

        LayerOrder order = new(Ends(model.Inputs("m")), Ends(model.Outputs("m")));

        Assert.Equal(model.Parts.Select(part => part.Name), order.Layers.Select(layer => layer.Name));

        SymbolicTensor[] Ends(IReadOnlyList<TensorReference> ends) => [.. ends.Select(tensor => tensors[tensor.Layer])];
    }

    [Fact]
    public void A_layer_that_is_called_twice_counts_its_calls_in_the_model()
    {
        Input input = new([2]);
        Dense shared = new(2, name: "shared");
        shared.On(new Input([2]));
        SymbolicTensor first = shared.On(input);
        SymbolicTensor second = shared.On(first);

        LayerOrder order = new([input], [second]);

        Assert.Equal(["InputLayer", "Dense"], order.Layers.Select(layer => layer.ClassName));
        Assert.Equal([first.Node, second.Node], order.CallsOf(shared));
    }

    [Fact]
    public void A_deep_model_is_no_deep_recursion()
    {
        Input input = new([2]);
        SymbolicTensor tensor = input;
        for (int i = 0; i < 100_000; i++)
        {
            tensor = new ReLU().On(tensor);
        }

        Assert.Equal(100_001, new LayerOrder([input], [tensor]).Layers.Count);
    }
}
