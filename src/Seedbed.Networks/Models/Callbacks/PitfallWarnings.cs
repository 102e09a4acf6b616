using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Models;

/// <summary>
/// Tells, in a sentence each and once, of beginnings from which a training gets nowhere: kernels whose elements are all equal, relu in many
/// layers whose weights are of Glorot's scale, tanh or sigmoid behind weights that are far too large, and of a loss that does not move
/// while it is still above half of the first.
/// </summary>
/// <param name="tell">Gets a sentence with the way out.</param>
/// <param name="patience">The epochs after which a loss that has not moved by a ten-thousandth is told.</param>
/// <example>
/// <code>
/// Sequential model = new([new Input([2]), new Dense(8, kernelInitializer: "zeros"), new Dense(1)], seed: 1);
/// model.Compile("sgd", "mse");
/// model.Fit(new float[4, 2], new float[4], callbacks: [new PitfallWarnings(Console.WriteLine)]);
/// </code>
/// </example>
public sealed class PitfallWarnings(Action<string> tell, int patience = 5) : Callback
{
    /// <summary>Fewer layers do not make a signal vanish.</summary>
    private const int DeepLayers = 5;

    /// <summary>
    /// Variance times inputs between Glorot's, 1 where a kernel is square, and He's, 2, which keeps the signal behind relu.
    /// </summary>
    private const double LeastGain = 1.5;

    /// <summary>The stddev of sums beyond which most of tanh and sigmoid is flat.</summary>
    private const double MostDeviation = 3;

    private const double LeastChange = 1e-4;

    private static readonly string[] s_kernels = ["kernel", "depthwise_kernel", "pointwise_kernel"];

    private double _first = double.NaN;
    private double _loss = double.NaN;
    private int _still;
    private bool _isTold;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_first, _loss) = (double.NaN, double.NaN);
        (_still, _isTold) = (0, false);
        Kernel[] kernels = [.. Kernels(state.Model)];
        TellOfEqual(kernels);
        TellOfRelu(state.Model, kernels);
        TellOfFlat(kernels);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double loss = state.Logs["loss"];
        _first = double.IsNaN(_first) ? loss : _first;
        if (!(Math.Abs(loss - _loss) <= LeastChange * Math.Abs(_loss)))
        {
            (_loss, _still) = (loss, 0);
        }
        else if (++_still == patience && !_isTold && Math.Abs(loss) > Math.Abs(_first) / 2)
        {
            _isTold = true;
            tell($"the loss has stayed at {loss:G4} for {patience} epochs; try another learning rate than {state.LearningRate:G4}, inputs "
                + "of mean 0 and deviation 1, and another initialization.");
        }
    }

    private void TellOfEqual(Kernel[] kernels)
    {
        // Behind the last kernel stand the targets, which tell its units apart.
        if (kernels.SkipLast(1).FirstOrDefault(kernel => kernel.Units > 1 && kernel.Variance == 0) is { } equal)
        {
            tell($"all elements of '{equal.Name.Excerpt()}' are {equal.First:G4}, so that its units give the same and learn the same; use "
                + "an initializer that draws, such as glorot_uniform or he_normal.");
        }
    }

    private void TellOfRelu(Model model, Kernel[] kernels)
    {
        bool isNormalized = model.Layers.Any(layer => layer.ClassName.EndsWith("Normalization", StringComparison.Ordinal));
        int count = kernels.Count(kernel => kernel is { Activation: "relu", Variance: > 0 } && kernel.Variance * kernel.Inputs < LeastGain);
        if (count >= DeepLayers && !isNormalized)
        {
            tell($"{count} layers with relu begin with weights of Glorot's scale or less, which makes the signal smaller from layer to "
                + "layer; use he_normal or he_uniform for their kernels.");
        }
    }

    private void TellOfFlat(Kernel[] kernels)
    {
        if (kernels.FirstOrDefault(kernel => kernel.Activation is "tanh" or "sigmoid"
            && Math.Sqrt(kernel.Variance * kernel.Inputs) > MostDeviation) is { } flat)
        {
            double deviation = Math.Sqrt(flat.Variance * flat.Inputs);
            tell($"'{flat.Name.Excerpt()}' has a deviation of {Math.Sqrt(flat.Variance):G3} over {flat.Inputs} inputs, which gives sums of "
                + $"deviation {deviation:G3} for inputs of 1, and {flat.Activation} is flat there; use a scheme that counts inputs, such "
                + "as glorot_uniform or lecun_normal.");
        }
    }

    private static IEnumerable<Kernel> Kernels(Model model)
    {
        Dictionary<string, Weight> weights = model.Weights.ToDictionary(weight => weight.Name, StringComparer.Ordinal);
        foreach (BuiltLayer layer in model.Network.Model.Root.List)
        {
            foreach (string path in s_kernels.Select(name => $"{layer.Path}/{name}").Where(weights.ContainsKey))
            {
                yield return new Kernel(weights[path], ActivationText.Of(layer.Layer));
            }
        }
    }

    /// <summary>A kernel's numbers.</summary>
    private sealed class Kernel
    {
        internal Kernel(Weight weight, string activation)
        {
            double[] values = weight.ToArray<double>();
            double mean = values.Average();
            Name = weight.Name;
            Activation = activation;
            First = values[0];
            Units = weight.Shape.Dimensions[^1];
            Inputs = weight.Shape.ElementCount / Units;
            Variance = values.All(value => value == First) ? 0 : values.Average(value => (value - mean) * (value - mean));
        }

        internal string Name { get; }

        internal string Activation { get; }

        internal double First { get; }

        internal long Units { get; }

        internal long Inputs { get; }

        internal double Variance { get; }
    }

    /// <summary>Finds the activation among a layer's arguments.</summary>
    private sealed class ActivationText : ArgumentList
    {
        private string _name = "linear";

        internal static string Of(Layer layer)
        {
            ActivationText text = new();
            layer.Declare(text);
            return text._name;
        }

        internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
        {
        }

        internal override void Activation(string key, ref string value) => _name = key == "activation" ? value : _name;
    }
}
