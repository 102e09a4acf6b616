using System.Text.Json.Nodes;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Diagnosing;

/// <summary>The doctor: names the fault of every sick model and its first layer, mends it, and calls the healthy twin healthy.</summary>
public sealed class DiagnosisTests
{
    private static readonly Dictionary<string, SignalFault[]> s_faults = new()
    {
        ["zeros"] = [SignalFault.ZeroSignal],
        ["unscaled normal in deep tanh"] = [SignalFault.Saturation],
        ["Glorot in deep ReLU"] = [SignalFault.VanishingSignal],
        ["sigmoid stack"] = [SignalFault.CollapsedSamples, SignalFault.VanishingGradient],
        ["exploding residual"] = [SignalFault.ExplodingSignal],
        ["dead ReLU"] = [SignalFault.ZeroSignal, SignalFault.DeadUnits],
        ["depthwise fans"] = [SignalFault.VanishingSignal],
        ["tied embedding of deviation 1"] = [SignalFault.LargeOutputs],
    };

    /// <summary>Glorot's scale leaves enough of the signal in fewer layers than these: such networks learn as well as He's.</summary>
    private static int LeastDepth(string name) => name == "Glorot in deep ReLU" ? 20 : 5;

    /// <summary>The largest sizes, and steps, that can be trained some twenty times in a few seconds.</summary>
    private static (int Width, int Depth, int Steps) Trained(string name) => name switch
    {
        "Glorot in deep ReLU" => (96, 60, 300),

        // Deeper ones learn nothing in 300 steps, whatever they begin with.
        "sigmoid stack" => (96, 16, 300),
        "depthwise fans" => (36, 7, 200),

        // Large logits cost much at first; later the networks are equal.
        "tied embedding of deviation 1" => (96, 24, 10),
        _ => (96, 24, 300),
    };

    public static TheoryData<string, int, int, long> Cases =>
        Drawn(count: 1, seed: 41, name => (Trained(name).Width, Trained(name).Depth));

    public static TheoryData<string, int, int, long> Sizes => Drawn(count: 4, seed: 7, _ => (512, 100));

    /// <summary>Widths from 32 and depths from 5, of which each doubling is as likely.</summary>
    private static TheoryData<string, int, int, long> Drawn(int count, long seed, Func<string, (int Width, int Depth)> most)
    {
        double[] shares = new double[2 * count * SickModels.All.Count];
        new RandomUniform(0, 1, seed).Fill(shares, [shares.Length]);
        TheoryData<string, int, int, long> cases = [];
        foreach ((int index, string name) in SickModels.All.Keys.SelectMany(name => Enumerable.Repeat(name, count)).Index())
        {
            cases.Add(
                name, Between(32, most(name).Width, shares[2 * index]),
                Between(LeastDepth(name), most(name).Depth, shares[(2 * index) + 1]), seed + index);
        }

        return cases;

        static int Between(int least, int most, double share) => (int)(least * Math.Pow((most + 1.0) / least, share));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sick_model_is_mended_so_that_its_loss_is_half_of_what_it_was(string name, int width, int depth, long seed)
    {
        Model sick = SickModels.All[name](width, depth, seed, isSick: true);
        Diagnosis diagnosis = Diagnosis.Of(sick, new DiagnosisOptions
        {
            Seeds = 5, Steps = Trained(name).Steps, Seconds = 300,
        });

        Assert.False(diagnosis.IsHealthy);
        Assert.True(s_faults[name].Contains(diagnosis.Faults[0].Fault), Text(diagnosis));
        Assert.Equal(5, diagnosis.Evidence.Count);
        Assert.All(diagnosis.Evidence, pair => Assert.True(
            pair.After.Loss <= pair.Before.Loss / 2, $"{diagnosis.Change!.Name}: {pair.Before.Loss} -> {pair.After.Loss}"));
        Assert.NotEmpty(diagnosis.Change!.Patch);
        Assert.True(diagnosis.Test!.PValue <= 0.0626);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_fault_is_named_at_its_first_layer_and_the_twin_is_healthy(string name, int width, int depth, long seed)
    {
        DiagnosisOptions options = new() { HasTrials = false };
        Diagnosis sick = Diagnosis.Of(SickModels.All[name](width, depth, seed, isSick: true), options);
        Diagnosis twin = Diagnosis.Of(SickModels.All[name](width, depth, seed, isSick: false), options);

        Assert.True(sick.Faults.Count > 0 && s_faults[name].Contains(sick.Faults[0].Fault), Text(sick));
        AssertFirst(sick, name, width);
        Assert.True(twin.IsHealthy, Text(twin));
    }

    /// <summary>Holds the layer that is named to a plain computation of what every layer gives.</summary>
    private static void AssertFirst(Diagnosis sick, string name, int width)
    {
        ModelNode[] weighted = [.. sick.Model.Nodes.Where(node => node.Weights.Count > 0)];
        int place = Array.IndexOf(weighted, sick.Faults[0].Node);
        if (sick.Faults[0] is not { Fault: SignalFault.VanishingSignal or SignalFault.ExplodingSignal, Expected: var bound })
        {
            Assert.Equal(name switch
            {
                "tied embedding of deviation 1" => weighted.Length - 1,
                "sigmoid stack" when sick.Faults[0].Fault == SignalFault.VanishingGradient => place,
                "sigmoid stack" => Math.Max(1, place),
                _ => 0,
            }, place);
            return;
        }

        IReadOnlyList<Samples> inputs = [.. TeacherData.Of(sick.Model).Inputs.Select(samples => samples.Slice(0, sick.Probe.BatchSize))];
        using ModelRun run = sick.Model.Observe(inputs, new ObserveOptions { IsTraining = true });
        double[] moments = [.. weighted.Select(node => MeanSquare(run.Calls[node.Index].PreActivation.Values<float>().ToArray()))];
        bool IsBeyond(double moment) => bound < 1 ? moment / moments[0] < bound : moment / moments[0] > bound;
        Assert.True(IsBeyond(moments[place]), $"{moments[place] / moments[0]}");

        // In narrow networks chance may take a layer as far.
        int first = Array.FindIndex(moments, IsBeyond);
        Assert.InRange(place, first, width >= 96 ? first : weighted.Length - 1);
    }

    private static double MeanSquare(float[] values) => values.Average(value => (double)value * value);

    private static string Text(Diagnosis diagnosis) =>
        string.Join(" ", diagnosis.Faults.Select(fault => $"{fault.Fault}@{fault.Node.Index}: {fault.Sentence}"));

    [Fact]
    public void Weights_that_were_given_are_what_is_diagnosed()
    {
        Model drawn = SickModels.All["Glorot in deep ReLU"](32, 8, 3, isSick: false);
        Model given = drawn.Clone();
        given.SetWeights([.. drawn.GetWeights().Select(values => Array.ConvertAll(values, value => value * 0.1f))]);
        DiagnosisOptions options = new() { Steps = 10, Seeds = 2, Seconds = 20 };
        Diagnosis diagnosis = Diagnosis.Of(given, options);

        Assert.Equal(SignalFault.VanishingSignal, diagnosis.Faults[0].Fault);
        Assert.All(diagnosis.Evidence, pair => Assert.InRange(pair.Before.FirstLoss, 1.386, 1.387));
        Assert.True(Diagnosis.Of(drawn, options).IsHealthy);
    }

    [Fact]
    public void Units_that_are_alike_are_told_where_a_kernel_is_constant()
    {
        DiagnosisOptions options = new() { HasTrials = false };
        Assert.Equal(SignalFault.SymmetricUnits, Assert.Single(Diagnosis.Of(Of("kernel"), options).Faults).Fault);
        Assert.True(Diagnosis.Of(Of("none"), options).IsHealthy);

        static Sequential Of(string constant) => new(
        [
            new Input([6, 6, 3]), new Conv2D(8, 3, kernelInitializer: constant == "kernel" ? new Constant(0.2) : new GlorotUniform()),
            new PReLU(), new Flatten(), new Dense(3),
        ], seed: 2);
    }

    [Fact]
    public void An_LSTM_that_forgets_is_told_and_remembers_behind_the_change()
    {
        (Model sick, DataSet data) = SickModels.Copying(32, 60, 5, isSick: true);
        DiagnosisOptions options = new() { Data = data, Loss = "sparse_categorical_crossentropy", Steps = 20, Seeds = 1 };
        Diagnosis diagnosis = Diagnosis.Of(sick, options);
        SignalFinding fault = diagnosis.Faults.First(each => each.Fault == SignalFault.Forgetting);

        Assert.Equal("LSTM", fault.Node.ClassName);
        (Model healthy, _) = SickModels.Copying(32, 60, 5, isSick: false);
        Assert.DoesNotContain(
            Diagnosis.Of(healthy, options with { HasTrials = false }).Faults, each => each.Fault == SignalFault.Forgetting);
        Assert.True(FirstStep(healthy, data) >= 100 * FirstStep(sick, data));
    }

    [Fact]
    public void Updates_that_are_lost_in_bfloat16_are_told_and_found_again_in_float32()
    {
        DiagnosisOptions options = new() { Optimizer = new Adam(1e-4), Steps = 1000, Seeds = 5, Seconds = 600 };
        Diagnosis sick = Diagnosis.Of(Model.FromJson(SickModels.BFloat16("bfloat16"), seed: 4), options);

        Assert.Equal((SignalFault.LostUpdates, 0), (sick.Faults[0].Fault, sick.Faults[0].Node.Index));
        Assert.Equal(5, sick.Evidence.Count);
        Assert.All(
            sick.Evidence, pair => Assert.True(pair.After.Loss <= pair.Before.Loss / 2, $"{pair.Before.Loss} -> {pair.After.Loss}"));
        Assert.Equal("mixed_bfloat16", (string?)sick.Change!.Patch[^1]!["value"]);
        Assert.True(Diagnosis.Of(
            Model.FromJson(SickModels.BFloat16("float32"), seed: 4), options with { HasTrials = false }).IsHealthy);
    }

    public static TheoryData<string> Patched =>
        ["Glorot in deep ReLU", "depthwise fans", "exploding residual", "tied embedding of deviation 1", "recurrent", "separable"];

    [Theory]
    [MemberData(nameof(Patched))]
    public void The_patch_makes_of_the_file_the_mended_model(string name)
    {
        Model sick = name switch
        {
            "recurrent" => new Sequential(
            [
                new Input([12, 3]),
                new Bidirectional(new LSTM(4, returnSequences: true), backwardLayer: new LSTM(4, returnSequences: true, goBackwards: true)),
                new LSTM(5, unitForgetBias: false, returnSequences: true), new GRU(4), new Dense(3, activation: "softmax"),
            ], seed: 9),
            "separable" => new Sequential(
            [
                new Input([8, 8, 4]), new SeparableConv2D(6, 3, activation: "gelu"), new BatchNormalization(gammaInitializer: new Zeros()),
                new DepthwiseConv2D(3, activation: "gelu", depthMultiplier: 2), new Flatten(), new Dense(3, activation: "softmax"),
            ], seed: 9),
            _ => SickModels.All[name](32, 8, 9, true),
        };
        foreach (CandidateChange candidate in CandidateChange.Of(sick).Where(each => each.Calibration is null))
        {
            ModelChange change = ModelChange.Of(candidate, sick, [], hasData: false, default);
            Assert.Equal(change.Apply(11).GetWeights(), Model.FromJson(PatchedJson(sick, change), seed: 11).GetWeights());
            Assert.All(change.Patch, operation => Assert.DoesNotContain(
                "seedbed.initializers", operation!.ToJsonString(), StringComparison.Ordinal));
            Assert.Null(change.Command);
        }

        CandidateChange lsuv = CandidateChange.Of(sick).First(each => each.Name == "lsuv");
        Assert.Contains("--calibrate 'lsuv", ModelChange.Of(lsuv, sick, [], false, default).Command, StringComparison.Ordinal);
    }

    private static string PatchedJson(Model sick, ModelChange change)
    {
        JsonNode root = JsonNode.Parse(sick.ToJson())!;
        foreach (JsonNode? operation in change.Patch)
        {
            string[] path = ((string)operation!["path"]!).Split('/')[1..];
            JsonNode place = path[..^1].Aggregate(root, (node, part) => int.TryParse(part, out int index) ? node[index]! : node[part]!);
            Assert.Equal((string?)operation["op"] == "replace", place.AsObject().ContainsKey(path[^1]));
            place[path[^1]] = operation["value"]!.DeepClone();
        }

        return root.ToJsonString();
    }

    [Fact]
    public void The_line_of_code_names_what_the_patch_changes()
    {
        Model sick = SickModels.All["Glorot in deep ReLU"](32, 12, 9, true);
        ModelChange change = ModelChange.Of(
            CandidateChange.Of(sick).First(candidate => candidate.Name == "he_normal"), sick, [], hasData: false, default);
        Assert.Contains("model.Initialize(new InitializerOverride(\"**/kernel\", ", change.CSharp, StringComparison.Ordinal);
    }

    /// <summary>Networks that look odd and learn.</summary>
    public static TheoryData<string> Healthy => ["zero head", "small head", "two inputs and two heads", "prior of rare classes", "swish", "ten of Glorot's"];

    [Theory]
    [MemberData(nameof(Healthy))]
    public void What_is_meant_so_is_no_fault(string name) => Assert.Empty(Text(Diagnosis.Of(HealthyModel(name), new DiagnosisOptions
    {
        HasTrials = false,
    })));

    private static Model HealthyModel(string name)
    {
        IEnumerable<Layer> Stack(int count, string activation) =>
            Enumerable.Range(0, count).Select(_ => new Dense(64, activation: activation));
        return name switch
        {
            "zero head" => new Sequential(
                [new Input([16]), .. Stack(3, "tanh"), new Dense(4, activation: "softmax", kernelInitializer: new Zeros())], seed: 3),
            "small head" => new Sequential(
                [new Input([16]), .. Stack(2, "tanh"), new Dense(4, activation: "tanh", kernelInitializer: new RandomUniform(-0.003, 0.003))], seed: 3),
            "prior of rare classes" => new Sequential(
                [new Input([16]), .. Stack(2, "relu"), new Dense(4, activation: "sigmoid", biasInitializer: new Constant(-4.6))], seed: 3),
            "swish" => new Sequential([new Input([64]), .. Stack(6, "silu"), new Dense(4)], seed: 3),
            "ten of Glorot's" => new Sequential([new Input([64]), .. Stack(10, "relu"), new Dense(4, activation: "softmax")], seed: 3),
            _ => TwoHeads(),
        };
    }

    /// <summary>Words and numbers, as the ticket model of Keras's guide has them.</summary>
    private static Model TwoHeads()
    {
        Input title = new([20], name: "title"), tags = new([12], name: "tags");
        SymbolicTensor words = new LSTM(32).On(new Embedding(1000, 64).On(title));
        SymbolicTensor all = new Concatenate().On(words, tags);
        return new Model(
            [title, tags], [new Dense(1, activation: "sigmoid").On(all), new Dense(4, activation: "softmax").On(all)], seed: 3);
    }

    [Fact]
    public void Faults_of_the_data_are_told_as_such()
    {
        float[] normal = new RandomNormal(0, 1, seed: 3).CreateArray<float>([64, 8]);
        float[] y = [.. Enumerable.Range(0, 64).Select(i => (float)(i % 2))];
        IReadOnlyList<SignalFinding> Of(float factor, float target = 1, float one = 0) => Diagnosis.Of(
            new Sequential([new Input([8]), new Dense(16, activation: "relu"), new Dense(1)], seed: 4),
            new DiagnosisOptions
            {
                Data = new DataSet(
                    Samples.Of<float>([.. normal.Select(value => one + (factor * value))], 64, 8),
                    Samples.Of<float>([.. y.Select(value => target * value)], 64, 1)),
                Loss = "mse", HasTrials = false,
            }).Faults;

        Assert.Empty(Of(1));
        Assert.Equal(SignalFault.UnscaledData, Of(255)[0].Fault);
        Assert.Equal(SignalFault.UnscaledData, Of(1e-5f)[0].Fault);
        Assert.StartsWith("The mean square of the targets", Of(1, target: 2e5f)[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(SignalFault.ConstantData, Of(0, one: 1)[0].Fault);
    }

    [Fact]
    public void A_softmax_of_one_unit_and_a_rate_that_is_too_large_are_named()
    {
        Sequential one = new([new Input([8]), new Dense(16, activation: "relu"), new Dense(1, activation: "softmax", name: "out")], seed: 4);
        Assert.StartsWith(
            "The softmax of out (Dense) has one unit", Diagnosis.Of(one, new DiagnosisOptions { Steps = 20 }).Faults[0].Sentence,
            StringComparison.Ordinal);

        Sequential well = new([new Input([8]), new Dense(16, activation: "relu"), new Dense(1)], seed: 4);
        DiagnosisOptions fast = new() { Optimizer = new SGD(learningRate: 1000), Steps = 50 };
        Assert.Equal(SignalFault.Divergence, Assert.Single(Diagnosis.Of(well, fast).Faults).Fault);
    }

    [Fact]
    public void Trained_weights_are_no_fault()
    {
        Sequential model = new([new Input([16]), new Dense(64, activation: "relu"), new Dense(4, activation: "softmax")], seed: 3);
        DataSet data = TeacherData.Of(model);
        model.Compile(new Adam(0.02), "sparse_categorical_crossentropy");
        model.Fit(data, new FitOptions { Epochs = 60 });
        Assert.Empty(Text(Diagnosis.Of(
            model, new DiagnosisOptions { Data = data, Loss = "sparse_categorical_crossentropy", HasTrials = false })));
        Assert.Empty(Text(Diagnosis.Of(model, new DiagnosisOptions { HasTrials = false })));
    }

    [Fact]
    public void Trials_are_held_against_each_other_after_as_many_steps()
    {
        Trial Of(double seconds, int steps) => Trial.Run(
            "one", SickModels.All["zeros"](32, 2, 3, isSick: false), TeacherData.Of(SickModels.All["zeros"](32, 2, 3, isSick: false)),
            new SparseCategoricalCrossentropy(), new Adam(), steps, TimeSpan.FromSeconds(seconds), default);

        (Trial whole, Trial part) = (Of(1000, 60), Of(1000, 20));
        Assert.Equal((60, 20), (whole.Steps, part.Steps));
        Trial[] pair = Trial.AfterAsMany(whole, part);
        Assert.Equal((20, part.Loss), (pair[0].Steps, pair[0].Loss));
        Assert.True(whole.Loss < pair[0].Loss);
        Trial lost = part with { Loss = double.PositiveInfinity, Steps = 3 };
        Assert.Equal(60, Trial.AfterAsMany(whole, lost)[0].Steps);
    }

    [Fact]
    public void Forget_gates_in_wrappers_stay_open_and_cuDNNs_are_seen_to_be()
    {
        Sequential wrapped = new(
            [new Input([30, 4]), new Bidirectional(new LSTM(16)), new Dense(4, activation: "softmax")], seed: 2);
        Assert.All(CandidateChange.Of(wrapped), candidate => Assert.DoesNotContain(
            candidate.Overrides, change => change.Pattern.EndsWith("lstm_cell/bias", StringComparison.Ordinal)));

        Model fused = Model.FromJson("""
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "CuDNNLSTM", "config": {"name": "l", "units": 16,
              "batch_input_shape": [null, 40, 4], "return_sequences": false}}, {"class_name": "Dense", "config": {"name": "d", "units": 4,
              "activation": "softmax"}}]}, "keras_version": "2.2.4", "backend": "tensorflow"}
            """, seed: 3);
        Assert.DoesNotContain(
            Diagnosis.Of(fused, new DiagnosisOptions { HasTrials = false }).Faults, fault => fault.Fault == SignalFault.Forgetting);
    }

    /// <summary>The norm of the gradient by the first step.</summary>
    private static double FirstStep(Model model, DataSet data)
    {
        model.Compile("sgd", "sparse_categorical_crossentropy");
        using ModelRun run = model.Observe(data, new ObserveOptions { IsRecording = true, NeedsInputGradients = true });
        run.Tape.Backward(run.Loss!);
        float[] gradient = run.Inputs[0].Gradient!.Values<float>().ToArray();
        int steps = run.Inputs[0][1];
        return Math.Sqrt(gradient.Chunk(4).Where((_, step) => step % steps == 0).Sum(row => row.Sum(value => (double)value * value)));
    }
}
