using Seedbed.Initializers;

namespace Seedbed.Diagnostics;

/// <summary>A number that belongs to a recommendation.</summary>
/// <param name="Key">In snake_case.</param>
/// <param name="Value">The number.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record AdviceNumber(string Key, double Value, string Meaning);

/// <summary>An argument of Keras's layer, with its value in two languages.</summary>
/// <param name="Name">As Keras spells it: <c>kernel_initializer</c>.</param>
/// <param name="Json">The value in a model's JSON.</param>
/// <param name="CSharp">The value in C#.</param>
public sealed record RecommendedArgument(string Name, string Json, string CSharp)
{
    /// <summary>The argument as C# spells it, and its value: <c>biasInitializer: new Zeros()</c>.</summary>
    internal string InCSharp => Name.Split('_') is [string first, .. string[] rest]
        ? $"{first}{string.Concat(rest.Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"))}: {CSharp}"
        : Name;
}

/// <summary>The initialization to use, and why.</summary>
/// <param name="Reason">Three lines.</param>
/// <param name="Kernel">For the weights of the hidden layers, or the table of an embedding.</param>
/// <param name="Bias">For their biases; an embedding has none.</param>
/// <param name="Numbers">What belongs to it beside the two: the scale of the last layer of a branch, multipliers, predictions.</param>
public sealed record Recommendation(
    IReadOnlyList<string> Reason, Initializer Kernel, Initializer Bias, IReadOnlyList<AdviceNumber> Numbers)
{
    /// <summary>The kind of layer whose arguments these are.</summary>
    public LayerKind Layer { get; init; }

    /// <summary>For the weights from state to state; null where a layer has none.</summary>
    public Initializer? RecurrentKernel { get; init; }

    /// <summary>The weights' initializer as Keras's configuration, to paste into a model's JSON.</summary>
    public string KernelConfig => InitializerTexts.Keras(Kernel);

    /// <summary>The biases' initializer as Keras's configuration.</summary>
    public string BiasConfig => InitializerTexts.Keras(Bias);

    /// <summary>All arguments that the layer gets, in Keras's order.</summary>
    public IReadOnlyList<RecommendedArgument> Arguments => Layer switch
    {
        LayerKind.Embedding => [Argument("embeddings_initializer", Kernel)],
        LayerKind.Lstm or LayerKind.Gru =>
        [
            Argument("kernel_initializer", Kernel), Argument("recurrent_initializer", RecurrentKernel!), Argument("bias_initializer", Bias),
            .. Layer == LayerKind.Lstm ? [new RecommendedArgument("unit_forget_bias", "true", "true")] : Array.Empty<RecommendedArgument>(),
        ],
        _ => [Argument("kernel_initializer", Kernel), Argument("bias_initializer", Bias)],
    };

    /// <summary>The arguments in C#.</summary>
    public string CSharp => string.Join(", ", Arguments.Select(argument => argument.InCSharp));

    /// <summary>
    /// The same in Python, one statement a parameter, for <c>layer</c>, a <c>torch.nn</c> Linear, Conv, LSTM or GRU (the first layer and
    /// direction), MultiheadAttention or Embedding.
    /// </summary>
    public string PyTorch => PyTorchTexts.Of(this);

    private static RecommendedArgument Argument(string name, Initializer initializer) =>
        new(name, InitializerTexts.Keras(initializer), InitializerTexts.CSharp(initializer));
}
