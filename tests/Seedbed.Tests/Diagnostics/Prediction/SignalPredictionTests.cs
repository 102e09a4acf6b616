using Seedbed.Diagnostics;
using Seedbed.Layers;
using Seedbed.Models;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Prediction;

/// <summary>What is predicted of single layers, against closed forms.</summary>
public sealed class SignalPredictionTests
{
    [Fact]
    public void A_rectified_stack_under_He_keeps_its_second_moment()
    {
        Sequential model = new(
            [new Input([50]), .. Enumerable.Range(0, 10).Select(_ => new Dense(64, activation: "relu", kernelInitializer: "he_normal"))], seed: 1);
        SignalPrediction prediction = SignalPrediction.Of(model);
        Assert.All(prediction.Nodes, node =>
        {
            Assert.Equal(2, node.SecondMoment!.Value, 4);
            Assert.Equal(0, node.Mean);
            Assert.Equal(1, node.OutputSecondMoment!.Value, 4);
            Assert.Equal(1 / Math.Sqrt(Math.PI), node.OutputMean!.Value, 4);
        });
        Assert.Equal(1, prediction.Coverage);
    }
}
