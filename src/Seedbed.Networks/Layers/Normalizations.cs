namespace Seedbed.Networks.Layers;

/// <summary>γ·(x − mean)/√(variance + ε) + β, by the batch in training, else by moving statistics.</summary>
/// <param name="axis">The axis of the features.</param>
/// <param name="momentum">The share of the old in the moving statistics.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">Of beta; zeros by default.</param>
/// <param name="gammaInitializer">Of gamma; ones by default.</param>
/// <param name="movingMeanInitializer">Of the moving mean; zeros by default.</param>
/// <param name="movingVarianceInitializer">Of the moving variance; ones by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.BatchNormalization</c>.</remarks>
public sealed class BatchNormalization(
    int axis = -1,
    double momentum = 0.99,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    InitializerArgument? betaInitializer = null,
    InitializerArgument? gammaInitializer = null,
    InitializerArgument? movingMeanInitializer = null,
    InitializerArgument? movingVarianceInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("axis", axis);
        config.Set("momentum", momentum);
        config.Set("epsilon", epsilon);
        config.Set("center", center);
        config.Set("scale", scale);
        config.Set("beta_initializer", betaInitializer, "zeros");
        config.Set("gamma_initializer", gammaInitializer, "ones");
        config.Set("moving_mean_initializer", movingMeanInitializer, "zeros");
        config.Set("moving_variance_initializer", movingVarianceInitializer, "ones");
    }
}

/// <summary>γ·(x − mean)/√(variance + ε) + β over the features of each sample.</summary>
/// <param name="axis">The axis that is normalized.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">Of beta; zeros by default.</param>
/// <param name="gammaInitializer">Of gamma; ones by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.LayerNormalization</c>.</remarks>
public sealed class LayerNormalization(
    int axis = -1,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    InitializerArgument? betaInitializer = null,
    InitializerArgument? gammaInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("axis", axis);
        config.Set("epsilon", epsilon);
        config.Set("center", center);
        config.Set("scale", scale);
        config.Set("beta_initializer", betaInitializer, "zeros");
        config.Set("gamma_initializer", gammaInitializer, "ones");
    }
}

/// <summary>scale·x/√(mean x² + ε) over the features of each sample; Keras has it since 3.9.</summary>
/// <param name="axis">The axis that is normalized.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.RMSNormalization</c>.</remarks>
public sealed class RMSNormalization(int axis = -1, double epsilon = 1e-6, string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("axis", axis);
        config.Set("epsilon", epsilon);
    }
}

/// <summary>γ·(x − mean)/√(variance + ε) + β over groups of channels of each sample.</summary>
/// <param name="groups">Their number; −1 for one a channel.</param>
/// <param name="axis">The axis of the features.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">Of beta; zeros by default.</param>
/// <param name="gammaInitializer">Of gamma; ones by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.GroupNormalization</c>.</remarks>
public sealed class GroupNormalization(
    int groups = 32,
    int axis = -1,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    InitializerArgument? betaInitializer = null,
    InitializerArgument? gammaInitializer = null,
    string? name = null) : Layer(name)
{
    private protected override void Write(LayerWriter config)
    {
        config.Set("groups", groups);
        config.Set("axis", axis);
        config.Set("epsilon", epsilon);
        config.Set("center", center);
        config.Set("scale", scale);
        config.Set("beta_initializer", betaInitializer, "zeros");
        config.Set("gamma_initializer", gammaInitializer, "ones");
    }
}
