using Seedbed.Batteries.Predictions;
using Seedbed.Diagnostics;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Prediction;

/// <summary>Predictions against means over networks: samples of the battery of predictions, and every rule in small models.</summary>
public sealed class MeasuredTests
{
    private static readonly string s_cases = Repository.At("tests", "Seedbed.Tests", "Cases");

    [Theory]
    [InlineData("unet_relu", 12, 8)]
    [InlineData("transformer_12", 10, 8)]
    [InlineData("lstm_100", 6, 8)]
    [InlineData("mobilenet_v2", 3, 8)]
    [InlineData("resnet50", 2, 4)]
    [InlineData("prediction_images", 16, 8)]
    [InlineData("prediction_sequences", 24, 8)]
    public void Second_moments_are_within_a_quarter_of_the_mean_over_networks(string name, int seeds, int batch)
    {
        Model model = new PredictionCase(name).Load(s_cases);
        ComparedNode[] nodes = [.. PredictionBattery.Compare(model, seeds, batch)];
        Assert.Empty(nodes.Where(node => !node.IsWithin).Select(node => node.ToString()));

        // A rule that is wrong by a half would be seen at nearly every layer.
        Assert.True(nodes.Count(node => node.Tolerance < 0.5) > 0.7 * nodes.Length);
    }

    [Theory]
    [InlineData("resnet50")]
    [InlineData("unet_relu")]
    [InlineData("transformer_12")]
    [InlineData("lstm_100")]
    [InlineData("mobilenet_v2")]
    public void Nearly_all_layers_with_weights_have_a_prediction(string name)
    {
        SignalPrediction prediction = SignalPrediction.Of(new PredictionCase(name).Load(s_cases));
        Assert.True(prediction.Coverage >= 0.85, string.Join("\n", prediction.Nodes.Where(node => node.SecondMoment is null)));
        Assert.All(prediction.Nodes, node => Assert.Equal(node.SecondMoment is null, node.Reason is not null));
    }
}
