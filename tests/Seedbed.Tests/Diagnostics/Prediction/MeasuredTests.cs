using Seedbed.Batteries.Predictions;
using Seedbed.Checkpoints;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Prediction;

/// <summary>Predictions against means over networks: samples of the battery of predictions, and every rule in small models.</summary>
public sealed class MeasuredTests
{
    private static readonly string s_cases = Repository.At("tests", "Seedbed.Tests", "Cases");

    [Theory]
    [InlineData("unet_skips", 30, 8)]
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
    [InlineData("unet_skips")]
    [InlineData("transformer_12")]
    [InlineData("lstm_100")]
    [InlineData("mobilenet_v2")]
    public void Nearly_all_layers_with_weights_have_a_prediction(string name)
    {
        SignalPrediction prediction = SignalPrediction.Of(new PredictionCase(name).Load(s_cases));
        Assert.True(prediction.Coverage >= 0.85, string.Join("\n", prediction.Nodes.Where(node => node.SecondMoment is null)));
        Assert.All(prediction.Nodes, node => Assert.Equal(node.SecondMoment is null, node.Reason is not null));
    }

    /// <summary>However wide the noise, what is a hundred times too large or too small is found.</summary>
    [Theory]
    [InlineData(1, 0.2, true)]
    [InlineData(1.44, 0.2, true)]
    [InlineData(1.46, 0.2, false)]
    [InlineData(1 / 1.46, 0.2, false)]
    [InlineData(2, 3, true)]
    [InlineData(100, 3, false)]
    [InlineData(0.01, 3, false)]
    [InlineData(0, 3, false)]
    public void The_tolerance_ends_on_both_sides(double measured, double spread, bool isWithin)
    {
        PredictedNode node = SignalPrediction.Of(new Sequential([new Input([4]), new Dense(4)], seed: 1)).Nodes[0];
        ComparedNode compared = new(node with { SecondMoment = 1, RelativeSpread = spread }, measured, Seeds: 1);

        Assert.Equal(isWithin, compared.IsWithin);
    }

    /// <summary>The prediction has 1.6 times the variance of one layer's kernel, which networks of other seeds have not.</summary>
    [Theory]
    [InlineData("resnet50", "conv4_block2_2_conv", 2)]
    [InlineData("transformer_12", "block_7_dense_1", 6)]
    public void A_layer_of_another_scale_is_found(string name, string layer, int seeds)
    {
        Model model = new PredictionCase(name).Load(s_cases);
        model.Initialize(new InitializerOverride($"{layer}/kernel", new VarianceScaling(scale: 1.6, mode: FanMode.FanAverage)));
        ComparedNode[] wrong = [.. PredictionBattery.Compare(model, seeds, 4).Where(node => !node.IsWithin)];
        Assert.Contains(layer, wrong.Select(node => node.Predicted.Node.Name));
    }

    /// <summary>Of stacks, what one network differs by from the mean is what is stated, within four standard errors, 1/√118, of a deviation over 60.</summary>
    [Theory]
    [InlineData("relu", "he_normal")]
    [InlineData("tanh", "lecun_normal")]
    public void Networks_differ_by_the_stated_spread(string activation, string initializer)
    {
        const int Seeds = 60, Batch = 16;
        Sequential model = new(
            [new Input([64]), .. Enumerable.Range(0, 12).Select(_ => new Dense(96, activation, kernelInitializer: initializer))], seed: 1);
        SignalPrediction prediction = SignalPrediction.Of(model, new PredictionOptions { BatchSize = Batch });
        double[][] logarithms = [.. prediction.Nodes.Select(_ => new double[Seeds])];
        for (int seed = 0; seed < Seeds; seed++)
        {
            Samples inputs = Samples.Of<float>(new RandomNormal(stddev: 1, seed: seed).CreateArray<float>([Batch, 64]), Batch, 64);
            using ModelRun run = model.Clone(seed).Observe([inputs]);
            foreach (ObservedCall call in run.Calls)
            {
                logarithms[call.Node.Index][seed] = Math.Log(call.PreActivation.SumOfSquares() / call.PreActivation.Count);
            }
        }

        foreach ((PredictedNode node, double[] values) in prediction.Nodes.Zip(logarithms))
        {
            double mean = values.Average(), spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            double stated = Math.Sqrt(Math.Log(1 + (node.RelativeSpread!.Value * node.RelativeSpread.Value)));
            Assert.InRange(spread / stated, 1 - (4 / Math.Sqrt(118)), 1 + (4 / Math.Sqrt(118)));
        }
    }
}
