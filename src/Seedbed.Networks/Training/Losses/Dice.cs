using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>1 − 2·Σ p·y / (Σy + Σp + 10⁻⁷) over a whole batch, one number for all of it. Source: <c>keras.losses.Dice</c>.</summary>
public sealed record Dice : Loss
{
    /// <inheritdoc/>
    public override string Name => "dice";

    internal static Description<Loss> Description { get; } =
        Describe(new Dice(), ["dice"], OverBatch(_ => new Dice()), new ParameterDescription("axis", "null", "null"));

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) => tape.Apply(RowLosses.Dice(), predictions, targets);

    /// <summary>Sums along some axes alone are not taken here.</summary>
    internal static Func<NamedArguments, Loss> OverBatch(Func<NamedArguments, Loss> create) => arguments =>
        arguments.Find("axis") is null or NullValue
            ? create(arguments)
            : throw arguments.Wrong("axis", arguments.Find("axis")!, "null; the sums go over the whole batch");
}
