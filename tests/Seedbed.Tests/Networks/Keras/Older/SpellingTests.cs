using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras.Older;

/// <summary>The same architectures in the spellings of eleven releases: equal names, shapes and values, in the same order.</summary>
public sealed class SpellingTests
{
    /// <summary>The weights of every architecture, counted by hand.</summary>
    private static readonly Dictionary<string, string[]> s_weights = new()
    {
        ["mlp"] =
        [
            "dense_1/kernel [6, 5]", "dense_1/bias [5]", "batchnormalization_1/gamma [5]", "batchnormalization_1/beta [5]",
            "batchnormalization_1/moving_mean [5]", "batchnormalization_1/moving_variance [5]", "dense_2/kernel [5, 3]", "dense_2/bias [3]",
        ],
        ["cnn"] = ["conv_1/kernel [3, 3, 2, 3]", "conv_1/bias [3]", "conv_2/kernel [3, 3, 3, 4]", "conv_2/bias [4]", "dense_1/kernel [4, 2]", "dense_1/bias [2]"],
        ["merged"] = ["left/kernel [4, 3]", "left/bias [3]", "right/kernel [4, 3]", "right/bias [3]", "out/kernel [7, 2]", "out/bias [2]"],
        ["lstm"] =
        [
            "lstm_1/lstm_cell/kernel [3, 16]", "lstm_1/lstm_cell/recurrent_kernel [4, 16]", "lstm_1/lstm_cell/bias [16]",
            "lstm_2/lstm_cell/kernel [4, 8]", "lstm_2/lstm_cell/recurrent_kernel [2, 8]", "lstm_2/lstm_cell/bias [8]",
            "dense_1/kernel [2, 1]", "dense_1/bias [1]",
        ],
        ["gru"] =
        [
            "gru_1/gru_cell/kernel [3, 12]", "gru_1/gru_cell/recurrent_kernel [4, 12]", "gru_1/gru_cell/bias [12]",
            "dense_1/kernel [4, 1]", "dense_1/bias [1]",
        ],
        ["tagger"] =
        [
            "bidirectional_1/forward_lstm_1/lstm_cell/kernel [3, 8]", "bidirectional_1/forward_lstm_1/lstm_cell/recurrent_kernel [2, 8]",
            "bidirectional_1/forward_lstm_1/lstm_cell/bias [8]", "bidirectional_1/backward_lstm_1/lstm_cell/kernel [3, 8]",
            "bidirectional_1/backward_lstm_1/lstm_cell/recurrent_kernel [2, 8]", "bidirectional_1/backward_lstm_1/lstm_cell/bias [8]",
            "timedistributed_1/dense_1/kernel [4, 3]", "timedistributed_1/dense_1/bias [3]",
        ],
        ["text"] = ["embedding_1/embeddings [11, 4]", "conv_1/kernel [3, 4, 3]", "conv_1/bias [3]", "dense_1/kernel [3, 1]", "dense_1/bias [1]"],
        ["separable"] =
        [
            "separable_1/depthwise_kernel [3, 3, 2, 2]", "separable_1/pointwise_kernel [1, 1, 4, 3]", "separable_1/bias [3]",
            "dense_1/kernel [3, 2]", "dense_1/bias [2]",
        ],
        ["nested"] =
        [
            "block/inner_1/kernel [4, 3]", "block/inner_1/bias [3]", "block/inner_2/kernel [3, 3]", "block/inner_2/bias [3]",
            "out/kernel [3, 2]", "out/bias [2]",
        ],
        ["autoencoder"] =
        [
            "conv_1/kernel [3, 3, 1, 2]", "conv_1/bias [2]", "deconv_1/kernel [3, 3, 3, 2]", "deconv_1/bias [3]",
            "conv_2/kernel [3, 3, 3, 1]", "conv_2/bias [1]",
        ],
        ["depthwise"] = ["depthwise_1/kernel [3, 3, 2, 2]", "depthwise_1/bias [4]", "dense_1/kernel [100, 2]", "dense_1/bias [2]"],
    };

    /// <summary>What each release writes in a way of its own, none of it in the cases beside the folder.</summary>
    private static readonly Dictionary<string, string[]> s_marks = new()
    {
        ["keras-1.0.8"] = ["nb_filter", "border_mode", "subsample", "dim_ordering", "inner_init", "consume_less", "WeightRegularizer"],
        ["keras-1.2.2"] = ["Convolution2D", "Deconvolution2D", "forget_bias_init", "W_regularizer", "pool_length", "mode_type", "L1L2Regularizer"],
        ["keras-2.0.8"] = ["embeddings_constraint", "depth_multiplier", "merge_mode", "moving_mean_initializer", "GlobalMaxPooling1D", "Conv2DTranspose"],
        ["keras-2.1.6"] = ["reset_after", "noise_shape", "DepthwiseConv2D", "depthwise_initializer", "recurrent_dropout", "TimeDistributed"],
        ["keras-2.2.4"] = ["Bidirectional", "GlobalMaxPooling1D", "SeparableConv2D", "UpSampling2D", "Concatenate", "pool_size"],
        ["tf.keras-1.13"] = ["UnifiedLSTM", "UnifiedGRU", "time_major", "output_padding", "momentum", "RandomUniform"],
        ["tf.keras-2.0"] = ["ragged", "merge_mode", "Orthogonal", "activity_regularizer", "pointwise_initializer", "embeddings_constraint"],
        ["tf.keras-2.4"] = ["groups", "output_padding", "return_state", "recurrent_constraint", "maxval", "HeUniform"],
        ["keras-2.15.0"] = ["registered_name", "keras.initializers", "keras.regularizers", "HeUniform", "keras.layers", "groups"],
        ["keras-3.0.0"] = ["__keras_tensor__", "keras_history", "OrthogonalInitializer", "kwargs", "zero_output_for_mask", "batch_shape"],
        ["keras-3.15.0"] = ["DTypePolicy", "synchronized", "keras.src.models.functional", "args", "ragged", "keras_history"],
    };

    public static IEnumerable<object[]> All =>
        OlderFiles.Releases.SelectMany(release => OlderFiles.Models(release).Select(model => new object[] { release, model }));

    [Theory]
    [MemberData(nameof(All))]
    public void A_spelling_gives_the_weights_of_its_architecture(string release, string model) =>
        Assert.Equal(s_weights[model], OlderFiles.Tensors(OlderFiles.Text(release, model)));

    [Theory]
    [MemberData(nameof(All))]
    public void A_spelling_gives_the_values_of_the_newest(string release, string model) =>
        Assert.Equal(OlderFiles.Values(OlderFiles.Text(OlderFiles.Releases[^1], model)), OlderFiles.Values(OlderFiles.Text(release, model)));

    [Fact]
    public void There_are_ten_architectures_of_every_release()
    {
        Assert.All(OlderFiles.Releases, release => Assert.Empty(
            s_weights.Keys.Except(OlderFiles.Models(release)).Except(["depthwise"])));
        Assert.True(All.Count() >= 60, $"{All.Count()} models");
    }

    /// <summary>What the files are for: a generator that forgot a spelling would prove nothing.</summary>
    [Fact]
    public void Every_release_has_spellings_of_its_own() => Assert.All(s_marks, marks => Assert.All(
        marks.Value, mark => Assert.Contains(
            mark, File.ReadAllText(OlderFiles.CaseOf($"spellings/{marks.Key}")), StringComparison.Ordinal)));

    /// <summary>What is converted once stands in the newest spelling: it stays as it is.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void What_was_converted_is_read_as_it_is(string release, string model)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(OlderFiles.Text(release, model));

        KerasModelFile first = KerasModelReader.ReadFile(json, new KerasModelOptions());
        KerasModelFile second = KerasModelReader.ReadFile(first.Config, new KerasModelOptions());

        Assert.True(first.Config.Span.SequenceEqual(second.Config.Span));
        Assert.Equal(first.KerasVersion, second.KerasVersion);
        Assert.True(release.StartsWith("keras-1.", StringComparison.Ordinal) ? !first.Config.Span.SequenceEqual(json)
            : !release.StartsWith("keras-3.", StringComparison.Ordinal) || first.Config.Span.SequenceEqual(json));
    }
}
