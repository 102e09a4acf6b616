using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>w = 1. For the scales of normalizations.</summary>
/// <remarks>Source: <c>keras.initializers.Ones</c>.</remarks>
/// <example>
/// <code>
/// BatchNormalization layer = new(gammaInitializer: new Ones());
/// </code>
/// </example>
public sealed record Ones : Initializer
{
    internal static Description<Initializer> Description { get; } = new("Ones", _ => new Ones())
    {
        Aliases = ["ones", "one"],
        Formula = "w = 1",
        SuitedTo = "gamma of a normalization, moving variances, forget gates",
        Source = "Keras",
        Module = KnownInitializers.KerasModule,
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [];

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination) =>
        GroupFill.Fill(new ConstantFill<T>(T.One), request.Start, destination, request.Execution);
}
