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
    [InlineData("adm", "'adm' is not an optimizer that is known. Did you mean 'adam'? There are sgd, rmsprop, adam, adamw.")]
    [InlineData("SGD(lr=1)", "SGD has no argument 'lr'. It takes learning_rate, ")]
    [InlineData("SGD(learning_rate=-1)", "learning_rate is -1; it must be finite and at least 0.")]
    [InlineData("SGD(learning_rate=0.1, momentum=2)", "momentum is 2; it must be from 0 to 1.")]
    [InlineData("Adam(beta_1=1)", "beta_1 is 1; it must be at least 0 and less than 1.")]
    [InlineData("Adam(clipnorm=1, clipvalue=1)", "Adam has more than one of clipnorm, global_clipnorm and clipvalue; set one.")]
    [InlineData("Adam(clipnorm=0)", "clipnorm is 0; it must be finite and greater than 0, or null.")]
    [InlineData("Adam(use_ema=True)", "use_ema of Adam is true; averages of weights are not computed here, so it must be false.")]
    [InlineData("Adam(gradient_accumulation_steps=4)", "gradient_accumulation_steps of Adam is 4; it must be null or 1.")]
    [InlineData("{\"class\": 1}", "the configuration of an optimizer needs a text class_name, but its keys are [class].")]
    public void What_is_wrong_gets_a_sentence(string identifier, string sentence)
    {
        ArgumentException fault = Assert.ThrowsAny<ArgumentException>(() => Optimizer.Get(identifier));

        Assert.StartsWith(sentence, fault.Message, StringComparison.Ordinal);
    }
}
