namespace Seedbed.Networks.Layers;

/// <summary>h ← activation(x·W + h·U + b).</summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">Of the recurrent kernel; orthogonal by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="dropout">The share of the inputs that is dropped.</param>
/// <param name="recurrentDropout">The share of the state that is dropped.</param>
/// <param name="returnSequences">Whether the outputs of all steps are given, or that of the last.</param>
/// <param name="returnState">Whether the last states are given too.</param>
/// <param name="goBackwards">Whether the last step comes first.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.SimpleRNN</c>.</remarks>
public sealed class SimpleRNN(
    int units,
    string activation = "tanh",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("units", units);
        config.Set("activation", activation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("recurrent_initializer", recurrentInitializer, "orthogonal");
        config.Set("bias_initializer", biasInitializer, "zeros");
        config.Set("dropout", dropout);
        config.Set("recurrent_dropout", recurrentDropout);
        config.Set("return_sequences", returnSequences);
        config.Set("return_state", returnState);
        config.Set("go_backwards", goBackwards);
    }
}

/// <summary>Long short-term memory: gates i, f, c, o side by side in W (inputs, 4·units), U (units, 4·units) and b.</summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="recurrentActivation">The activation of the gates.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">Of the recurrent kernel; orthogonal by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="unitForgetBias">Whether the forget gate's bias begins at 1.</param>
/// <param name="dropout">The share of the inputs that is dropped.</param>
/// <param name="recurrentDropout">The share of the state that is dropped.</param>
/// <param name="returnSequences">Whether the outputs of all steps are given, or that of the last.</param>
/// <param name="returnState">Whether the last states are given too.</param>
/// <param name="goBackwards">Whether the last step comes first.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.LSTM</c>.</remarks>
public sealed class LSTM(
    int units,
    string activation = "tanh",
    string recurrentActivation = "sigmoid",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null,
    bool unitForgetBias = true,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("units", units);
        config.Set("activation", activation);
        config.Set("recurrent_activation", recurrentActivation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("recurrent_initializer", recurrentInitializer, "orthogonal");
        config.Set("bias_initializer", biasInitializer, "zeros");
        config.Set("unit_forget_bias", unitForgetBias);
        config.Set("dropout", dropout);
        config.Set("recurrent_dropout", recurrentDropout);
        config.Set("return_sequences", returnSequences);
        config.Set("return_state", returnState);
        config.Set("go_backwards", goBackwards);
    }
}

/// <summary>Gated recurrent unit: gates z, r, h side by side in W (inputs, 3·units), U (units, 3·units) and b.</summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="recurrentActivation">The activation of the gates.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">Of the recurrent kernel; orthogonal by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="dropout">The share of the inputs that is dropped.</param>
/// <param name="recurrentDropout">The share of the state that is dropped.</param>
/// <param name="returnSequences">Whether the outputs of all steps are given, or that of the last.</param>
/// <param name="returnState">Whether the last states are given too.</param>
/// <param name="goBackwards">Whether the last step comes first.</param>
/// <param name="resetAfter">Whether the reset gate acts behind the product, as cuDNN has it.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GRU</c>.</remarks>
public sealed class GRU(
    int units,
    string activation = "tanh",
    string recurrentActivation = "sigmoid",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? recurrentInitializer = null,
    InitializerArgument? biasInitializer = null,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    bool resetAfter = true,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("units", units);
        config.Set("activation", activation);
        config.Set("recurrent_activation", recurrentActivation);
        config.Set("use_bias", useBias);
        config.Set("kernel_initializer", kernelInitializer, "glorot_uniform");
        config.Set("recurrent_initializer", recurrentInitializer, "orthogonal");
        config.Set("bias_initializer", biasInitializer, "zeros");
        config.Set("dropout", dropout);
        config.Set("recurrent_dropout", recurrentDropout);
        config.Set("return_sequences", returnSequences);
        config.Set("return_state", returnState);
        config.Set("go_backwards", goBackwards);
        config.Set("reset_after", resetAfter);
    }
}
