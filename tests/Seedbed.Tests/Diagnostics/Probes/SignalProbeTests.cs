using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Probes;

/// <summary>What a probe measures, held to plain computations, and that it leaves the model as it was.</summary>
public sealed class SignalProbeTests
{
    private static readonly float[][] s_rows = [[1, 2], [-3, 4], [0.5f, -1]];

    [Fact]
    public void Numbers_of_a_layer_are_those_of_a_plain_computation()
    {
        Sequential model = new([new Input([2]), new Dense(3, activation: "relu", biasInitializer: new Constant(-0.25)), new Dense(2)], seed: 8);
        ProbeResult result = SignalProbe.Run(model, new ProbeOptions { Data = Data(), HasSpectra = false });
        LayerSignal first = Assert.Single(result.Layers[0].Signals);

        float[] kernel = model.Layers[0].Kernel.ToArray<float>();
        double[][] before = [.. s_rows.Select(row => Enumerable.Range(0, 3)
            .Select(unit => (row[0] * (double)kernel[unit]) + (row[1] * (double)kernel[3 + unit]) - 0.25).ToArray())];
        double[] all = [.. before.SelectMany(row => row)];
        Assert.Equal(all.Average(), first.ForwardMean, 1e-6);
        Assert.Equal(all.Average(value => value * value), first.SecondMoment, 1e-6);
        Assert.Equal(Math.Sqrt(first.SecondMoment - (first.ForwardMean * first.ForwardMean)), first.ForwardStd, 1e-9);
        Assert.Equal(all.Count(value => value <= 0) / 9.0, first.NearZeroFraction);
        Assert.Equal(
            Enumerable.Range(0, 3).Count(unit => before.All(row => row[unit] <= 0)) / 3.0, first.DeadFraction);
        Assert.Equal(
            (Cosine(before[0], before[1]) + Cosine(before[0], before[2]) + Cosine(before[1], before[2])) / 3, first.Correlation, 1e-6);
        Assert.True(double.IsNaN(first.SaturatedFraction));
        Assert.Equal(3, result.BatchSize);
    }

    [Fact]
    public void Gradients_are_those_of_the_loss()
    {
        Sequential model = new([new Input([2]), new Dense(3, activation: "tanh"), new Dense(1, useBias: false)], seed: 8);
        ProbeResult result = SignalProbe.Run(model, new ProbeOptions { Data = Data(), Loss = "mse", HasSpectra = false });

        // L = Σ(y − t)²/3, so that dL/dy = 2(y − t)/3, and dL/dx = w(1 − tanh²)·dL/dy before the activation.
        float[] predicted = model.Predict(Data().X).ToArray<float>();
        double[] outer = [.. predicted.Zip(Data().Y.ToArray<float>(), (y, t) => 2.0 * (y - t) / 3)];
        float[] kernel = model.Layers[1].Kernel.ToArray<float>();
        double[] hidden = new Sequential([new Input([2]), new Dense(3, activation: "tanh")], seed: 8).Predict(Data().X).ToArray();
        double[] inner = [.. hidden.Select((value, i) => kernel[i % 3] * (1 - (value * value)) * outer[i / 3])];
        Assert.Equal(Math.Sqrt(outer.Average(value => value * value)), result.Layers[1].Signals[0].GradientStd, 1e-5);
        Assert.Equal(Math.Sqrt(inner.Average(value => value * value)), result.Layers[0].Signals[0].GradientStd, 1e-5);
        Assert.Equal(Math.Sqrt(inner.Sum(value => value * value) / 3), result.Layers[0].Signals[0].GradientNorm, 1e-5);
        Assert.True(result.Layers[0].Signals[0].GradientToWeight > 0);
    }

    [Fact]
    public void A_probe_leaves_what_the_model_is_trained_with()
    {
        Sequential model = new([new Input([2]), new Dense(3, activation: "tanh"), new Dense(1)], seed: 8);
        Model twin = model.Clone();
        foreach (Model each in new[] { model, twin })
        {
            each.Compile("adam", "mse");
            each.Fit(Data());
            if (each == model)
            {
                SignalProbe.Run(each, new ProbeOptions { Data = Data(), Loss = "mae", Optimizer = "sgd" });
            }

            each.Fit(Data());
        }

        Assert.Equal(twin.GetWeights(), model.GetWeights());
    }

    [Fact]
    public void Units_are_channels_wherever_they_stand()
    {
        // Two samples of two channels in front of three positions; the first channel is constant.
        float[] values = [5, 5, 5, 1, 2, 3, 5, 5, 5, 4, 5, 6];
        var tensor = Seedbed.Autodiff.Tensor.Of<float>(values, 2, 2, 3);

        Assert.Equal(1, UnitActivity.CountDead<float>(values, tensor, 1));
        Assert.Equal(0, UnitActivity.CountDead<float>(values, tensor, -1));
    }

    [Theory]
    [InlineData(null, "relu")]
    [InlineData(6.0, "relu6")]
    [InlineData(3.0, null)]
    public void A_rectifier_is_named_by_what_it_does(double? most, string? name)
    {
        string json = new Sequential([new Input([2]), new Dense(2), new ReLU(maxValue: most)], seed: 1).ToJson();
        Assert.Equal(name, NodeActivation.Of(Model.FromJson(json).Nodes[1]));
    }

    [Fact]
    public void Several_seeds_draw_other_weights_those_with_seeds_of_their_own_too_and_the_model_stays()
    {
        Sequential model = new([new Input([8]), new Dense(8, kernelInitializer: new HeNormal(seed: 3)), new Dense(8)], seed: 1);
        float[][] before = [.. model.GetWeights()];
        ProbeResult result = SignalProbe.Run(model, new ProbeOptions { Seeds = 4, HasSpectra = false });

        Assert.All(result.Layers, layer => Assert.Equal(4, layer.Signals.Select(signal => signal.SecondMoment).Distinct().Count()));
        Assert.Equal(before, model.GetWeights());
        Assert.Equal(
            SignalProbe.Run(model, new ProbeOptions { HasSpectra = false }).Layers[0].Signals[0].SecondMoment,
            result.Layers[0].Signals[0].SecondMoment);
        Band band = result.Layers[0].SecondMoment;
        Assert.True(band.Low < band.Median && band.Median < band.High);
    }

    [Fact]
    public void Faults_are_told_at_their_first_layer()
    {
        Assert.Equal((SignalFault.ZeroSignal, "b"), First(Deep(new Zeros(), "tanh", only: 1)));
        Assert.Equal((SignalFault.NonFinite, "c"), First(Deep(new Constant(1e30), "linear", only: 1)));
        Assert.Equal((SignalFault.Saturation, "a"), First(Deep(new RandomNormal(0, 3), "tanh")));
        Assert.Equal((SignalFault.VanishingSignal, "b"), First(Deep(new RandomNormal(0, 0.001), "linear")));
        Assert.Equal((SignalFault.ExplodingSignal, "b"), First(Deep(new RandomNormal(0, 50), "linear")));
        Assert.Empty(SignalProbe.Run(Deep(new HeNormal(), "relu")).Findings);

        static (SignalFault, string) First(Model model)
        {
            SignalFinding finding = SignalProbe.Run(model).Findings[0];
            return (finding.Fault, finding.Node.Name);
        }
    }

    [Fact]
    public void The_first_layer_outside_of_bounds_is_found()
    {
        ProbeResult result = SignalProbe.Run(Deep(new RandomNormal(0, 0.003), "linear"));
        (LayerProbe layer, double ratio) = result.FirstOutside(0.1, 10)!.Value;

        Assert.Equal("b", layer.Node.Name);
        Assert.Equal(64 * 0.003 * 0.003, ratio, 1e-4);
        Assert.Null(result.FirstOutside(0, 1));
    }

    [Fact]
    public void The_first_steps_of_an_optimizer_are_measured()
    {
        Sequential model = new([new Input([2]), new Dense(1, useBias: false)], seed: 8);
        float[] before = model.Weights[0].ToArray<float>();
        ProbeResult result = SignalProbe.Run(
            model, new ProbeOptions { Data = Data(), Loss = "mse", Optimizer = new SGD(1e-3), HasSpectra = false });

        // w ← w − η·g with g = 2/3·Σ x·(x·w − y), five times.
        double[] w = [before[0], before[1]];
        List<double> ratios = [];
        for (int step = 0; step < 5; step++)
        {
            double[] change = [.. Enumerable.Range(0, 2).Select(unit => 1e-3 * 2 / 3 * s_rows.Zip(Data().Y.ToArray<float>(), (row, y) =>
                row[unit] * ((row[0] * w[0]) + (row[1] * w[1]) - y)).Sum())];
            ratios.Add(Math.Sqrt(Dot(change, change) / Dot(w, w)));
            w = [w[0] - change[0], w[1] - change[1]];
        }

        Assert.Equal(ratios.Order().ElementAt(2), result.UpdateRatioOf(result.Layers[0])!.Value, 1e-7);
        Assert.Equal(before, model.Weights[0].ToArray<float>());
    }

    [Fact]
    public void Inputs_of_tables_are_indices()
    {
        Sequential model = new([new Input([6]), new Embedding(20, 8), new LSTM(4), new Dense(2)], seed: 1);
        ProbeResult result = SignalProbe.Run(model);

        Assert.InRange(result.Layers[0].SecondMoment.Median, 0.05 * 0.05 / 3 * 0.8, 0.05 * 0.05 / 3 * 1.2);
        Assert.Empty(result.Spectra!.Jacobian);
        Assert.True(result.Layers[0].BandOf(signal => signal.GradientStd).Median > 0);
    }

    [Fact]
    public void An_axis_that_a_model_leaves_open_counts_as_it_is_sent_through()
    {
        // One output a step: its derivative by the step's eight numbers is the kernel.
        Sequential model = new([new Input([null, 8]), new Dense(1)], seed: 3);
        ModelSpectra open = SignalProbe.Run(model, new ProbeOptions { HasPrediction = false }).Spectra!;
        float[] kernel = model.Layers[0].Kernel.ToArray<float>();
        Assert.Equal(32, open.Jacobian.Count);
        Assert.All(open.Jacobian, value => Assert.Equal(Math.Sqrt(kernel.Sum(w => (double)w * w)), value, 1e-5));

        // Too many for the whole: the same, estimated.
        double mean = SignalProbe.Run(
            new Sequential([new Input([null, 8]), new Dense(16, kernelInitializer: new Constant(0.5))], seed: 3),
            new ProbeOptions { HasPrediction = false }).Spectra!.MeanSquare;
        Assert.InRange(mean, 2 * 0.5, 2 * 1.5);
    }

    [Fact]
    public void Samples_of_many_places_are_compared_in_all_channels()
    {
        // Channel 0 is the same in both samples, the 63 others are opposite.
        float[] values = new float[2 * 64 * 64 * 64];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % 64 == 0 || i < values.Length / 2 ? 1 : -1;
        }

        SampleGeometry geometry = SampleGeometry.Of(Tensor.Of<float>(values, 2, 64, 64, 64));
        Assert.Equal(-62.0 / 64, geometry.Correlation, 1e-12);
    }

    [Fact]
    public void An_initializer_with_a_seed_draws_other_weights_for_every_seed_of_a_probe()
    {
        ProbeOptions options = new()
        {
            Seeds = 3, HasSpectra = false, Overrides = [new InitializerOverride("**/kernel", new HeNormal(seed: 3))],
        };
        LayerProbe first = SignalProbe.Run(new Sequential([new Input([8]), new Dense(16), new Dense(4)], seed: 1), options).Layers[0];
        Assert.Equal(3, first.Signals.Select(signal => signal.SecondMoment).Distinct().Count());
        Assert.NotEqual(first.Signals[1].SecondMoment, first.Signals[2].SecondMoment, 1e-3);
    }

    [Fact]
    public void A_steady_decay_beyond_what_chance_takes_is_told()
    {
        IEnumerable<SignalFault> Of(double scale, int width, int depth) => SignalProbe.Run(
            new Sequential(
                [
                    new Input([width]), .. Enumerable.Range(0, depth).Select(_ =>
                        new Dense(width, activation: "relu", kernelInitializer: new VarianceScaling(scale))),
                ], seed: 5),
            new ProbeOptions { HasSpectra = false, HasPrediction = false }).Findings.Select(finding => finding.Fault).Where(fault => fault is not SignalFault.CollapsedSamples);

        Assert.Contains(SignalFault.VanishingSignal, Of(1.7, 256, 100));
        Assert.Empty(Of(2, 256, 100));
        Assert.Empty(Of(2, 32, 100));
    }

    [Theory]
    [InlineData("hard_tanh")]
    public void Units_at_the_ends_of_a_piecewise_linear_activation_are_saturated(string activation)
    {
        LayerProbe layer = SignalProbe.Run(
            new Sequential([new Input([16]), new Dense(64, activation: activation, kernelInitializer: new RandomNormal(stddev: 3))], seed: 2),
            new ProbeOptions { HasSpectra = false }).Layers[0];

        // z ~ N(0, 144): within ±1 is 1/15 of it.
        Assert.InRange(layer.Signals[0].SaturatedFraction, 0.9, 0.97);
    }

    [Fact]
    public void Activations_of_a_whole_axis_have_no_critical_line()
    {
        Sequential model = new([new Input([8]), .. Enumerable.Range(0, 4).Select(_ => new Dense(8, activation: "softmax"))], seed: 2);
        Assert.NotEmpty(ProbeReport.Of([("own", SignalProbe.Run(model))]).ToHtml());
    }

    [Fact]
    public void Singular_values_are_those_of_known_matrices()
    {
        // Tridiagonal with 2 and −1: eigenvalues 2 − 2cos(kπ/(n+1)).
        const int N = 40;
        double[][] second = [.. Enumerable.Range(0, N).Select(i => Enumerable.Range(0, N)
            .Select(j => i == j ? 2.0 : Math.Abs(i - j) == 1 ? -1.0 : 0.0).ToArray())];
        double[] values = SingularValues.Of(second)!;
        Assert.All(values.Index(), each => Assert.Equal(2 - (2 * Math.Cos((N - each.Index) * Math.PI / (N + 1))), each.Item, 1e-6));
        Assert.Equal([5, 3, 0], SingularValues.Of([[3, 0, 0], [0, 0, 0], [0, 0, -5]])!.Select(value => Math.Round(value, 12)));
        Assert.Null(SingularValues.Of([[double.NaN, 1], [1, 1]]));
    }

    [Theory]
    [InlineData("tanh", -0.95, 0.95)]
    [InlineData("sigmoid", 0.025, 0.975)]
    [InlineData("relu6", double.NegativeInfinity, 5.85)]
    [InlineData("relu", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("silu", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("elu", double.NegativeInfinity, double.PositiveInfinity)]
    public void Ends_of_activations_are_found(string activation, double low, double high)
    {
        Sequential model = new([new Input([2]), new Dense(2, activation: activation)], seed: 1);
        var range = ActivationRange.Of(model.Nodes[0]);

        Assert.Equal(low, range.LowEdge, 1e-3);
        Assert.Equal(high, range.HighEdge, 1e-3);
    }

    private static double Cosine(double[] x, double[] y) => Dot(x, y) / Math.Sqrt(Dot(x, x) * Dot(y, y));

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static DataSet Data() => new(Samples.Of<float>([.. s_rows.SelectMany(row => row)], 3, 2), new float[] { 1, 0, -1 });

    /// <summary>Five layers a to e; the scheme in all of them, or in one.</summary>
    private static Sequential Deep(Initializer scheme, string activation, int? only = null) => new(
    [
        new Input([64]), .. "abcde".Select((name, index) => new Dense(
            64, activation: activation, name: $"{name}", kernelInitializer: only is null || only <= index ? scheme : new GlorotUniform())),
    ], seed: 2);
}
