using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>y = activation(x·W + b) along the last axis: W (inputs, units), b (units).</summary>
/// <param name="units">The size of the output.</param>
/// <param name="activation">The activation by its Keras name.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">Of the kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">Of the bias; zeros by default.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Dense</c>.</remarks>
/// <example>
/// <code>
/// Dense hidden = new(128, activation: "relu", kernelInitializer: "he_normal", name: "hidden");
/// Dense output = new(10, kernelInitializer: (values, shape, random) => random.Uniform(values, low: -0.1, high: 0.1));
/// </code>
/// </example>
public sealed class Dense(
    long units,
    string activation = "linear",
    bool useBias = true,
    InitializerArgument? kernelInitializer = null,
    InitializerArgument? biasInitializer = null,
    string? name = null) : Layer(name)
{
    /// <summary>The same with a function that fills the kernel.</summary>
    [OverloadResolutionPriority(-1)]
    public Dense(
        long units, string activation = "linear", bool useBias = true, InitializerFunction<float>? kernelInitializer = null,
        InitializerArgument? biasInitializer = null, string? name = null)
        : this(units, activation, useBias, kernelInitializer, biasInitializer, name)
    {
    }

    /// <summary>The same with a function that fills the kernel, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public Dense(
        long units, string activation = "linear", bool useBias = true, RandomInitializerFunction<float>? kernelInitializer = null,
        InitializerArgument? biasInitializer = null, string? name = null)
        : this(units, activation, useBias, kernelInitializer, biasInitializer, name)
    {
    }

    /// <summary>The size of the output.</summary>
    public long Units => units;

    /// <summary>The activation's Keras name.</summary>
    public string Activation => activation;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => useBias;

    private protected override bool PassesMask => true;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Width("units", ref units);
        arguments.Activation("activation", ref activation);
        arguments.Add("use_bias", ref useBias, Kinds.Flag);
        arguments.Initializer("kernel_initializer", ref kernelInitializer, "glorot_uniform");
        arguments.Initializer("bias_initializer", ref biasInitializer, "zeros");
        arguments.ForbidAdapters();
    }

    internal override void Build(BuiltLayer layer)
    {
        layer.Weight("kernel", [layer.Input[-1], units], kernelInitializer);
        if (useBias)
        {
            layer.Weight("bias", [units], biasInitializer);
        }
    }

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Input.With(-1, units);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Tensor kernel = layer.Weight("kernel");
        Tensor? bias = layer.FindWeight("bias");
        (ElementOperation? fused, Func<Tape, Tensor, Tensor> rest) = Activations.Split(layer, activation);
        DenseProduct operation = new(fused);
        return call =>
        {
            layer.CheckFeatures(call.Input, kernel[0]);
            return rest(call.Tape,
                bias is null ? call.Tape.Apply(operation, call.Input, kernel) : call.Tape.Apply(operation, call.Input, kernel, bias));
        };
    }
}

/// <summary>A Dense layer whose kernel is rounded to −1, 0 and 1 when it is used; its weights are those of a Dense.</summary>
/// <remarks>Source: <c>keras.layers.TernaryDense</c>.</remarks>
internal sealed class TernaryDense() : UncomputedLayer("TernaryDense")
{
    private readonly Dense _dense = new(0);

    internal override void Declare(ArgumentList arguments) => _dense.Declare(arguments);

    internal override void Build(BuiltLayer layer) => _dense.Build(layer);

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Input.With(-1, _dense.Units);
}
