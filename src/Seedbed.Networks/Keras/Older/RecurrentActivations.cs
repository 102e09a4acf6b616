using System.Text.Json.Nodes;

namespace Seedbed.Keras.Older;

/// <summary>
/// The activation of recurrent gates where the configuration does not name it: <c>hard_sigmoid</c> until Keras 2.2 and in the classes of
/// TensorFlow 1, <c>sigmoid</c> from 2.3 on and in those of TensorFlow 2; convolutional ones have <c>hard_sigmoid</c> in all of Keras 2.
/// </summary>
/// <remarks>
/// Source: <c>keras/layers/recurrent.py</c> and <c>convolutional_recurrent.py</c> at 1.2.2, 2.0.8, 2.1.6, 2.2.4, 2.3.0 and 2.3.1,
/// <c>tf_keras/layers/rnn/{lstm,lstm_v1,gru,gru_v1,base_conv_lstm}.py</c> of tf-keras.
/// </remarks>
internal static class RecurrentActivations
{
    private const string Key = "recurrent_activation";
    private const string Older = "hard_sigmoid";

    private static readonly string[] s_convolutional = ["ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"];
    private static readonly string[] s_plain = ["LSTM", "GRU", "LSTMCell", "GRUCell"];

    /// <summary>Keras 2.3 and TensorFlow 2.2, which names itself 2.3.0-tf.</summary>
    private static readonly Version s_firstWithSigmoid = new(2, 3);

    /// <summary>
    /// Takes the activation of the release where it is another than that of Keras 3, the sigmoid; of a file that names no release, the
    /// latter.
    /// </summary>
    internal static void Convert(JsonObject layer, JsonObject config, Respelling conversion)
    {
        string? className = Respelling.Text(layer["class_name"]);
        bool isConvolutional = s_convolutional.Contains(className);
        if ((!isConvolutional && !s_plain.Contains(className)) || config.ContainsKey(Key) || config.ContainsKey("inner_activation"))
        {
            return;
        }

        if (conversion.Version is { } version && (isConvolutional || version < s_firstWithSigmoid))
        {
            conversion.Default(config, Key, Older);
            conversion.Assume($"a {className} without recurrent_activation, of Keras {version.ToString(2)}, takes {Older}.");
        }
    }
}
