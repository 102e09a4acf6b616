using Seedbed.Diagnostics;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Probes;

/// <summary>Data that cannot be probed or diagnosed gets the sentence that a training gives; what is not looked at is left alone.</summary>
public sealed class ProbeDataTests
{
    private static readonly Loss s_loss = Loss.Get("sparse_categorical_crossentropy");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_input_that_is_not_finite_is_named(float value)
    {
        string sentence = $"x of the data has the value {(double)value} in sample 1; every value must be finite, so mend or leave out the sample.";
        DataSet data = Data([1, 2, 3, value, 0, 1], [0, 1, 0]);

        Assert.Equal(sentence, Refusal(() => SignalProbe.Run(Network(), new ProbeOptions { Data = data })));
        Assert.Equal(sentence, Refusal(() => SignalProbe.Run(Network(), new ProbeOptions { Data = data, Loss = s_loss })));
        Assert.Equal(sentence, Refusal(() => Diagnosis.Of(Network(), new DiagnosisOptions { Data = data, Loss = s_loss })));
        Assert.Equal(1, SignalProbe.Run(Network(), new ProbeOptions { Data = data, BatchSize = 1 }).BatchSize);
    }

    [Fact]
    public void A_target_that_is_not_finite_is_named_where_it_is_looked_at()
    {
        const string sentence = "y of the data has the value NaN in sample 2; every value must be finite, so mend or leave out the sample.";
        DataSet data = Data([1, 2, 3, 4, 0, 1], [0, 1, float.NaN]);

        Assert.Equal(sentence, Refusal(() => SignalProbe.Run(Network(), new ProbeOptions { Data = data, Loss = s_loss })));
        Assert.Equal(sentence, Refusal(() => Diagnosis.Of(Network(), new DiagnosisOptions { Data = data, Loss = s_loss })));
        Assert.Equal(3, SignalProbe.Run(Network(), new ProbeOptions { Data = data }).BatchSize);
    }

    [Fact]
    public void A_label_beyond_the_classes_is_named()
    {
        const string sentence = "the label of sample 2 is 3; layer 'dense_1' (Dense) predicts 3 classes, so labels are whole numbers from 0 to 2.";
        DataSet data = Data([1, 2, 3, 4, 0, 1], [0, 1, 3]);

        Assert.Equal(sentence, Refusal(() => SignalProbe.Run(Network(), new ProbeOptions { Data = data, Loss = s_loss })));
        Assert.Equal(sentence, Refusal(() => Diagnosis.Of(Network(), new DiagnosisOptions { Data = data, Loss = s_loss })));
    }

    [Fact]
    public void No_samples_are_too_few()
    {
        const string sentence = "the data has no samples; give at least one for each input of the model. (Parameter 'options')";
        DataSet data = Data([], []);

        Assert.Equal(sentence, Refusal(() => SignalProbe.Run(Network(), new ProbeOptions { Data = data })));
        Assert.Equal(sentence, Refusal(() => Diagnosis.Of(Network(), new DiagnosisOptions { Data = data, Loss = s_loss })));
    }

    [Fact]
    public void What_is_drawn_is_told_in_words()
    {
        Sequential tokens = new([new Input([4]), new Embedding(9, 3), new Dense(2)], seed: 1);
        ProbeOptions options = new() { HasSpectra = false };

        Assert.Equal("64 samples of tokens, each as likely", SignalProbe.Run(tokens, options).InputsInWords);
        Assert.Equal("64 standard normal samples", SignalProbe.Run(Network(), options).InputsInWords);
        Assert.Equal("1 standard normal sample", SignalProbe.Run(Network(), options with { BatchSize = 1 }).InputsInWords);
        Assert.Equal("3 samples of the data", SignalProbe.Run(Network(), options with { Data = Data([1, 2, 3, 4, 0, 1], [0, 1, 0]) }).InputsInWords);
        Assert.Contains(
            ProbeReport.Of([("own", SignalProbe.Run(tokens, options))]).Facts, fact => fact.Value == "64 samples of tokens, each as likely");
    }

    private static DataSet Data(float[] x, float[] y) => new(Samples.Of<float>(x, [y.Length, 2]), Samples.Of<float>(y, [y.Length]));

    private static Sequential Network() => new([new Input([2]), new Dense(4, activation: "relu"), new Dense(3, activation: "softmax")], seed: 8);

    private static string Refusal(Action probe) => Assert.Throws<ArgumentException>(probe).Message;
}
