using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;
using Seedbed.Models;
using Seedbed.Serialization;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Networks.Models;

/// <summary>Initializers of one's own in models: known by a registry, written as whose they are, and read again.</summary>
public sealed class OwnInitializerTests
{
    private static readonly InitializerRegistry s_registry = InitializerRegistry.Default.With(
        new Description<Initializer>(nameof(Ramp), arguments => new Ramp(arguments.Number("slope", 1)))
        {
            Aliases = ["ramp"],
            Parameters = [new("slope", "a number", "1.0")],
            RegisteredName = "my>Ramp",
        });

    [Fact]
    public void A_model_knows_the_names_of_its_registry()
    {
        Sequential model = new([new Input([3]), new Dense(2, kernelInitializer: "ramp"), new Dense(1, kernelInitializer: "Ramp(slope=2.0)")],
            registry: s_registry);
        SymbolicTensor input = new Input([3]);
        Model functional = new(input, new Dense(2, kernelInitializer: "ramp").On(input), registry: s_registry);

        Assert.Equal([0f, 1, 2, 3, 4, 5], model.GetWeights()[0]);
        Assert.Equal([0f, 2], model.GetWeights()[2]);
        Assert.Equal([0f, 1, 2, 3, 4, 5], functional.GetWeights()[0]);
    }

    [Fact]
    public void A_name_that_the_model_does_not_know_is_told_when_the_model_gets_the_layer()
    {
        const string Sentence = "'ramp' is not a known initializer.";
        Assert.StartsWith(Sentence, Fault(() => new Sequential([new Dense(3, kernelInitializer: "ramp")])), StringComparison.Ordinal);
        Assert.StartsWith(
            Sentence, Fault(() => new Sequential([new Input([2, 3]), new TimeDistributed(new Dense(3, kernelInitializer: "ramp"))])),
            StringComparison.Ordinal);
        SymbolicTensor input = new Input([3]);
        Assert.StartsWith(
            Sentence, Fault(() => new Model(input, new Dense(3, biasInitializer: "ramp").On(input))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_model_says_whose_a_scheme_is_and_is_read_by_a_registry_that_knows_it()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([new Input([2]), new Dense(2, kernelInitializer: new Ramp(3)), new Dense(1)], registry: s_registry);

        string note = Assert.Single(model.Save(folder.At("m.keras")));

        Assert.StartsWith(
            "the initializer 'my>Ramp' is none of Keras's: before keras.saving.load_model, a program must register", note,
            StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(model.ToJson());
        Assert.Equal(
            """{"module":"Seedbed.Tests.Networks.Models","class_name":"Ramp","config":{"slope":3.0},"registered_name":"my\u003ERamp"}""",
            json.RootElement.GetProperty("config").GetProperty("layers")[1].GetProperty("config").GetProperty("kernel_initializer")
                .GetRawText());
        Model loaded = Model.Load(folder.At("m.keras"), s_registry);
        Assert.Equal([0f, 3, 6, 9], loaded.GetWeights()[0]);
        Assert.Equal(note, Assert.Single(loaded.Save(folder.At("n.keras"))));
        Assert.Contains(
            "'Ramp' of the module 'Seedbed.Tests.Networks.Models' is not a known initializer;",
            Assert.Throws<FormatException>(() => Model.Load(folder.At("m.keras"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_registry_knows_is_saved_as_the_layers_default()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([new Input([2]), new Dense(2, kernelInitializer: new Ramp(3), biasInitializer: new Elsewhere.HeNormal())]);

        Assert.Empty(model.Save(folder.At("m.keras")));

        Assert.Contains("GlorotUniform", model.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("HeNormal", model.ToJson(), StringComparison.Ordinal);
        Assert.Equal([0f, 3, 6, 9], Model.Load(folder.At("m.keras")).GetWeights()[0]);
    }

    [Theory]
    [InlineData("he_normal", "kernelInitializer")]
    [InlineData("Zeros", "kernelInitializer")]
    public void An_initializer_in_the_place_of_the_activation_is_told(string name, string argument)
    {
        string dense = Assert.Throws<FormatException>(() => new Sequential([new Input([2]), new Dense(3, name)]).Weights).Message;
        string lstm = Assert.Throws<FormatException>(() => new Sequential([new Input([2, 2]), new LSTM(3, name)]).Weights).Message;
        string layer = Assert.Throws<FormatException>(() => new Sequential([new Input([2]), new Activation(name)]).Weights).Message;

        Assert.StartsWith(
            $"layer 'dense' (Dense): activation is '{name}', which is none of the activations that are computed here. '{name}' is an "
            + $"initializer: did you mean {argument}? They are celu, elu, ", dense, StringComparison.Ordinal);
        Assert.Contains($"('{name}' is an initializer: did you mean {argument}?)", lstm, StringComparison.Ordinal);
        Assert.DoesNotContain("initializer", layer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_depthwise_kernel_has_an_argument_of_its_own() => Assert.Contains(
        "did you mean depthwiseInitializer?",
        Assert.Throws<FormatException>(
            () => new Sequential([new Input([4, 4, 2]), new DepthwiseConv2D(2, activation: "he_normal")]).Weights).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_layer_that_is_not_Kerass_is_written_as_whose_it_is()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([new Input([2]), new Same()]);

        Assert.StartsWith(
            "the layer 'seedbed.layers>Same' is none of Keras's: before keras.saving.load_model, a program must register",
            Assert.Single(model.Save(folder.At("m.keras"))), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(model.ToJson());
        JsonElement layer = json.RootElement.GetProperty("config").GetProperty("layers")[1];
        Assert.Equal("seedbed.layers", layer.GetProperty("module").GetString());
        Assert.Equal("seedbed.layers>Same", layer.GetProperty("registered_name").GetString());
    }

    [Fact]
    public void A_copy_of_a_model_knows_what_the_model_knows() => Assert.Equal(
        [0f, 1, 2, 3], new Sequential([new Input([2]), new Dense(2, kernelInitializer: "ramp")], registry: s_registry).Clone().GetWeights()[0]);

    private static string Fault(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;

    private sealed class Same() : Layer(name: null)
    {
        internal override string Module => "seedbed.layers";

        internal override void Declare(ArgumentList arguments)
        {
        }

        private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => call => call.Input;
    }

    private sealed record Ramp(double Slope) : Initializer
    {
        public override IReadOnlyList<Argument> Arguments => [new("slope", Slope)];

        protected override void FillCore<T>(in FillRequest request, Span<T> destination)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = T.CreateTruncating((request.Start + i) * Slope);
            }
        }
    }

    private static class Elsewhere
    {
        internal sealed record HeNormal : Initializer
        {
            public override IReadOnlyList<Argument> Arguments => [];

            protected override void FillCore<T>(in FillRequest request, Span<T> destination) => destination.Fill(T.One);
        }
    }
}
