using System.Numerics;

namespace Seedbed.Initializers;

/// <summary>
/// Zeros and ones, no randomness: a partial identity where outputs are at most inputs, else the Hadamard matrix between two partial
/// identities, H/2^(c/2) with c = ⌈log₂ outputs⌉. A convolution has it at its centre tap.
/// </summary>
/// <remarks>
/// Keras's layout (sizes…, inputs, outputs). H[i, o] = (−1)^popcount(i &amp; o), Sylvester's. Source: Zhao, Schäfer and Anandkumar 2021
/// (arXiv 2110.12661), algorithm 1, and the authors' notebook.
/// </remarks>
public sealed record ZerO : FormulaInitializer
{
    internal static Description<Initializer> Description { get; } =
        new("ZerO", _ => new ZerO())
        {
            Aliases = ["zero_init"],
            Formula = "W = I where outputs ≤ inputs, else I·H·I/2^(c/2), c = ⌈log₂ outputs⌉, H Hadamard",
            SuitedTo = "residual networks without randomness",
            Source = "Zhao et al. 2021 (arXiv 2110.12661)",
            Group = SchemeGroup.Orthogonal,
            Module = KnownInitializers.SeedbedModule,
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        KernelPlaces places = KernelPlaces.Of(shape, KernelLayout.Keras);
        if (places.Outputs <= places.Inputs)
        {
            return index => places.Centre(index) is { } place && place.Input == place.Output ? 1 : 0;
        }

        double scale = Math.Sqrt(Math.ScaleB(1, -BitOperations.Log2((ulong)places.Outputs - 1) - 1));
        return index => places.Centre(index) is not { } place ? 0
            : BitOperations.PopCount((ulong)(place.Input & place.Output)) % 2 == 0 ? scale : -scale;
    }
}
