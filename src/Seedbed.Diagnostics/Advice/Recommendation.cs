using Seedbed.Initializers;

namespace Seedbed.Diagnostics;

/// <summary>A number that belongs to a recommendation.</summary>
/// <param name="Key">In snake_case.</param>
/// <param name="Value">The number.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record AdviceNumber(string Key, double Value, string Meaning);

/// <summary>The initialization to use, and why.</summary>
/// <param name="Reason">Three lines.</param>
/// <param name="Kernel">For the weights of the hidden layers.</param>
/// <param name="Bias">For their biases.</param>
/// <param name="Numbers">What belongs to it beside the two: the scale of the last layer of a branch, multipliers, predictions.</param>
public sealed record Recommendation(
    IReadOnlyList<string> Reason, Initializer Kernel, Initializer Bias, IReadOnlyList<AdviceNumber> Numbers)
{
    /// <summary>The weights' initializer as Keras's configuration, to paste into a model's JSON.</summary>
    public string KernelConfig => InitializerTexts.Keras(Kernel);

    /// <summary>The biases' initializer as Keras's configuration.</summary>
    public string BiasConfig => InitializerTexts.Keras(Bias);

    /// <summary>Both in C#.</summary>
    public string CSharp => $"kernelInitializer: {InitializerTexts.CSharp(Kernel)}, biasInitializer: {InitializerTexts.CSharp(Bias)}";

    /// <summary>Both in Python, for a <c>torch.nn</c> layer.</summary>
    public string PyTorch => $"{InitializerTexts.PyTorch(Kernel, "weight")}; {InitializerTexts.PyTorch(Bias, "bias")}";
}
