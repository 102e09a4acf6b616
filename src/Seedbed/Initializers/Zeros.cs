using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w = 0. For biases; a kernel of zeros keeps all units of a layer equal and stops learning.</summary>
/// <remarks>Source: <c>keras.initializers.Zeros</c>.</remarks>
/// <example>
/// <code>
/// Dense output = new(10, kernelInitializer: "glorot_uniform", biasInitializer: new Zeros());
/// </code>
/// </example>
public sealed record Zeros : Initializer
{
    internal static Description<Initializer> Description { get; } = new("Zeros", _ => new Zeros())
    {
        Aliases = ["zeros", "zero"],
        Formula = "w = 0",
        SuitedTo = "biases, moving means, beta of a normalization",
        Source = "Keras",
        Module = KnownInitializers.KerasModule,
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [];

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination) =>
        GroupFill.Fill(new ConstantFill<T>(T.Zero), request.Start, destination, request.Execution);
}
