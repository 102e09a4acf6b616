using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Autodiff;

/// <summary>Keras's activations by their names; those that act along an axis do so along the last one.</summary>
/// <remarks>
/// Source: <c>keras.activations</c>, with the default arguments; SELU's constants are those of Klambauer et al. 2017, section 2.
/// </remarks>
public static class NamedActivations
{
    /// <summary>
    /// The name here of <c>hard_sigmoid</c> as Keras 1 and 2 have it, min(max(0.2·x + 0.5, 0), 1). No release of Keras knows the name.
    /// </summary>
    public const string OlderHardSigmoidName = "keras2_hard_sigmoid";

    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    /// <summary>In Keras's order, then that of older releases.</summary>
    public static Registry<Operation> All { get; } = new(
        "an activation",
        [
            Of(new ReluOperation(), "relu"),
            Of(new BoundedRelu(negativeSlope: 0.2, maxValue: double.PositiveInfinity, threshold: 0), "leaky_relu"),
            Of(new BoundedRelu(negativeSlope: 0, maxValue: 6, threshold: 0), "relu6"),
            Of(new Softmax(), "softmax"),
            Of(new EluOperation(alpha: 1), "celu"),
            Of(new EluOperation(alpha: 1), "elu"),
            Of(new EluOperation(SeluAlpha, SeluScale), "selu"),
            Of(new Softplus(), "softplus"),
            Of(new Softsign(), "softsign"),
            Of(new Squareplus(b: 4), "squareplus"),
            Of(new SoftShrink(threshold: 0.5), "soft_shrink"),
            Of(new SparsePlus(), "sparse_plus"),
            Of(new Silu(), "silu", "swish"),
            Of(new Gelu(), "gelu"),
            Of(new Glu(), "glu"),
            Of(new Tanh(), "tanh"),
            Of(new TanhShrink(), "tanh_shrink"),
            Of(new Sigmoid(), "sigmoid"),
            Of(new Exponential(), "exponential"),
            Of(new HardSigmoid(), "hard_sigmoid"),
            Of(new HardSilu(), "hard_silu", "hard_swish"),
            Of(new HardTanh(), "hard_tanh"),
            Of(new HardShrink(threshold: 0.5), "hard_shrink"),
            Of(new Linear(), "linear"),
            Of(new Mish(), "mish"),
            Of(new LogSoftmax(), "log_softmax"),
            Of(new LogSigmoid(), "log_sigmoid"),
            Of(new Sparsemax(), "sparsemax"),
            Of(new OlderHardSigmoid(), OlderHardSigmoidName),
        ]);

    /// <summary>
    /// The activations that are functions of one number, with their parameters as arguments, and those beside them that papers and other
    /// frameworks use and Keras has no name or another name for: what the theory of signals speaks of.
    /// </summary>
    public static Registry<ElementOperation> Functions { get; } = new(
        "an activation",
        [
            .. All.Descriptions.Select(FunctionOf).OfType<Description<ElementOperation>>(),
            Of("gelu_new", new ApproximateGelu(), "gelu_tanh", "gelu_pytorch_tanh"),
            Of("quick_gelu", ScalarFunction.QuickGelu),
            Of("relu2", ScalarFunction.SquaredRelu, "relu_squared", "squared_relu"),
            Of("sparse_sigmoid", ScalarFunction.SparseSigmoid),
            Of("erf", ScalarFunction.Erf),
            Of("sine", ScalarFunction.Sine, "sin"),
            Of("cos", ScalarFunction.Cosine),
        ]);

    /// <summary>The operation of a name; null where there is none.</summary>
    public static Operation? Find(string name) => All.Find(name)?.Create(NamedArguments.None);

    private static Description<Operation> Of(Operation operation, string name, params string[] aliases) =>
        new(name, _ => operation) { Aliases = aliases, Module = "keras.activations" };

    private static Description<ElementOperation> Of(string name, ElementOperation operation, params string[] aliases) =>
        new(name, _ => operation) { Aliases = aliases, Module = "seedbed.activations" };

    /// <summary>
    /// An activation as a function of one number, with the parameters that Keras's function takes; null where it is none.
    /// </summary>
    private static Description<ElementOperation>? FunctionOf(Description<Operation> known)
    {
        if (known.Create(NamedArguments.None) is not ElementOperation operation)
        {
            return null;
        }

        (string Name, double Default, Func<double, ElementOperation> Make)? parameter = known.ClassName switch
        {
            "leaky_relu" => ("negative_slope", 0.2, slope => new BoundedRelu(slope, double.PositiveInfinity, threshold: 0)),
            "elu" => ("alpha", 1, alpha => new EluOperation(alpha)),
            "celu" => ("alpha", 1, alpha => new EluOperation(alpha, scale: 1, width: alpha)),
            "squareplus" => ("b", 4, b => new Squareplus(b)),
            "soft_shrink" => ("threshold", 0.5, threshold => new SoftShrink(threshold)),
            "hard_shrink" => ("threshold", 0.5, threshold => new HardShrink(threshold)),
            _ => null,
        };
        string[] names = [.. known.Aliases, known.ClassName];
        return new Description<ElementOperation>(
            names[0],
            arguments => parameter is var (name, number, make) ? make(Positive(arguments, name, number)) : operation)
        {
            // The name by which it is told is the first alias: Keras's own before "swish".
            Aliases = [.. names[1..].Reverse()],
            Module = known.Module,
            Parameters = parameter is null ? [] : [new(parameter.Value.Name, "a number from 0", $"{parameter.Value.Default}")],
        };
    }

    private static double Positive(NamedArguments arguments, string name, double number)
    {
        double value = arguments.Number(name, number);
        return double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentException($"{name} is {value}; it must be finite and at least 0.");
    }
}
