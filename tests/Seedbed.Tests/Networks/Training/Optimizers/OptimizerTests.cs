using System.Text.Json;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Optimizers;

/// <summary>Optimizers by name, call and configuration, and back.</summary>
public sealed class OptimizerTests
{
    public static TheoryData<string> Runs => ["mlp", "cnn", "lstm", "batchnorm", "attention"];

    [Fact]
    public void Names_give_Kerass_defaults()
    {
        Assert.Equal(new SGD(learningRate: 0.01), Optimizer.Get("sgd"));
        Assert.Equal(new RMSprop(learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7), Optimizer.Get("rmsprop"));
        Assert.Equal(new Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7), Optimizer.Get("adam"));
        Assert.Equal(new AdamW(weightDecay: 0.004), Optimizer.Get("adamw"));
        Assert.Equal(0.004, Optimizer.Get("AdamW").WeightDecay);
        Assert.Null(Optimizer.Get("Adam").WeightDecay);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_configuration_that_Keras_wrote_is_read_and_written_again(string run)
    {
        JsonElement config = TrainingFiles.Curve(run).GetProperty("optimizer");

        Optimizer optimizer = Optimizer.Get(config.GetRawText());
        using JsonDocument written = JsonDocument.Parse(optimizer.Serialize());

        Assert.Equal(config.GetProperty("class_name").GetString(), optimizer.ClassName);
        Dictionary<string, string> own =
            written.RootElement.GetProperty("config").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetRawText());
        foreach (JsonProperty argument in config.GetProperty("config").EnumerateObject())
        {
            using JsonDocument value = JsonDocument.Parse(own[argument.Name]);
            Assert.True(
                argument.Value.ValueKind == JsonValueKind.Number
                    ? argument.Value.GetDouble() == value.RootElement.GetDouble()
                    : argument.Value.GetRawText() == own[argument.Name],
                $"{argument.Name} is {own[argument.Name]}, and was {argument.Value.GetRawText()}");
        }

        Assert.Equal(optimizer, Optimizer.Get(optimizer.Serialize()));
    }

    [Fact]
    public void A_call_names_arguments()
    {
        Optimizer optimizer = "SGD(learning_rate=0.5, momentum=0.9, nesterov=True, clipnorm=1.0)";

        Assert.Equal(new SGD(0.5, 0.9, nesterov: true) { ClipNorm = 1 }, optimizer);
    }

    [Theory]
    [InlineData("lion(beta_1=0.8, weight_decay=0.1)")]
    [InlineData("Nadam(use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=3)")]
    [InlineData("Adafactor(gradient_accumulation_steps=4)")]
    [InlineData("Muon(momentum=0.9, exclude_layers=dense_2)")]
    [InlineData("Ftrl(l1_regularization_strength=0.1)")]
    [InlineData("SGD(learning_rate=PiecewiseConstantDecay(boundaries=[10, 20], values=[0.1, 0.01, 0.001]))")]
    [InlineData("SGD(learning_rate=CosineDecay(initial_learning_rate=0, decay_steps=10, warmup_target=0.1, warmup_steps=5))")]
    public void What_is_written_is_read_again(string identifier)
    {
        Optimizer optimizer = identifier;

        Assert.Equal(optimizer, Optimizer.Get(optimizer.Serialize()));
    }

    [Theory]
    [InlineData("adm", "'adm' is not an optimizer that is known. Did you mean 'adam'? There are sgd, rmsprop, adam, adamw, nadam, ")]
    [InlineData("SGD(lr=1)", "SGD has no argument 'lr'. It takes learning_rate, ")]
    [InlineData("SGD(learning_rate=-1)", "learning_rate is -1; it must be finite and at least 0.")]
    [InlineData("SGD(learning_rate=0.1, momentum=2)", "momentum is 2; it must be from 0 to 1.")]
    [InlineData("Adam(beta_1=1)", "beta_1 is 1; it must be at least 0 and less than 1.")]
    [InlineData("Adam(clipnorm=1, clipvalue=1)", "Adam has more than one of clipnorm, global_clipnorm and clipvalue; set one.")]
    [InlineData("Adam(clipnorm=0)", "clipnorm is 0; it must be finite and greater than 0, or null.")]
    [InlineData("Adam(ema_overwrite_frequency=2)", "Adam has ema_overwrite_frequency without use_ema; set both or none.")]
    [InlineData("Adam(gradient_accumulation_steps=0)", "gradient_accumulation_steps is 0; it must be at least 2, or null.")]
    [InlineData("Adam(learning_rate=ExponentialDcay(decay_rate=1))", "'ExponentialDcay' is not a learning-rate schedule that is known. Did you mean 'ExponentialDecay'?")]
    [InlineData("Adam(learning_rate=CosineDecay(decay_steps=10))", "initial_learning_rate is missing; a learning-rate schedule needs it, as in Keras.")]
    [InlineData("Adam(beta_1={\"class_name\": \"CosineDecay\", \"config\": {}})", "beta_1 is an object of class 'CosineDecay'; it may be a number, text, array or SeedGenerator.")]
    [InlineData("{\"class\": 1}", "the configuration of an optimizer needs a text class_name, but its keys are [class].")]
    public void What_is_wrong_gets_a_sentence(string identifier, string sentence)
    {
        ArgumentException fault = Assert.ThrowsAny<ArgumentException>(() => Optimizer.Get(identifier));

        Assert.StartsWith(sentence, fault.Message, StringComparison.Ordinal);
    }
}
