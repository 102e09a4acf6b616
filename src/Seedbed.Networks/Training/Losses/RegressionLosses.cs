using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// mean of ½·e² where |e| ≤ δ, else of δ·|e| − ½·δ², e = p − y, over all elements. Source: <c>keras.losses.Huber</c>.
/// </summary>
public sealed record Huber : Loss
{
    /// <summary>Squares of small errors, absolute values of large ones.</summary>
    /// <param name="delta">δ, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public Huber(double delta = 1) => Delta = delta;

    /// <summary>δ, greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double Delta { get; init => field = ArgumentNumbers.PositiveOrNull(value, "delta")!.Value; }

    /// <inheritdoc/>
    public override string Name => "huber_loss";

    internal static Description<Loss> Description { get; } =
        Describe(new Huber(), ["huber", "huber_loss"], arguments => new Huber(arguments.Number("delta", 1)));

    private protected override IEnumerable<Argument> OwnArguments => [new("delta", Delta)];

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.Huber(Delta), predictions, targets);
}

/// <summary>mean of ln cosh(p − y) over all elements. Source: <c>keras.losses.LogCosh</c>.</summary>
public sealed record LogCosh : Loss
{
    /// <inheritdoc/>
    public override string Name => "log_cosh";

    internal static Description<Loss> Description { get; } = Describe(new LogCosh(), ["log_cosh", "logcosh"], _ => new LogCosh());

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.LogCosh(), predictions, targets);
}

/// <summary>mean of 100·|y − p| / max(|y|, 10⁻⁷) over all elements. Source: <c>keras.losses.MeanAbsolutePercentageError</c>.</summary>
public sealed record MeanAbsolutePercentageError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    internal static Description<Loss> Description { get; } = Describe(
        new MeanAbsolutePercentageError(), ["mean_absolute_percentage_error", "mape", "MAPE"],
        _ => new MeanAbsolutePercentageError());

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.PercentageError(), predictions, targets);
}

/// <summary>
/// mean of (ln(p + 1) − ln(y + 1))² over all elements, p and y being at least 10⁻⁷. Source:
/// <c>keras.losses.MeanSquaredLogarithmicError</c>.
/// </summary>
public sealed record MeanSquaredLogarithmicError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_logarithmic_error";

    internal static Description<Loss> Description { get; } = Describe(
        new MeanSquaredLogarithmicError(), ["mean_squared_logarithmic_error", "msle", "MSLE"],
        _ => new MeanSquaredLogarithmicError());

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.SquaredLogarithmicError(), predictions, targets);
}

/// <summary>mean of p − y·ln(p + 10⁻⁷) over all elements. Source: <c>keras.losses.Poisson</c>.</summary>
public sealed record Poisson : Loss
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    internal static Description<Loss> Description { get; } = Describe(new Poisson(), ["poisson"], _ => new Poisson());

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(ElementLosses.Poisson(), predictions, targets);
}

/// <summary>−Σ p·y of predictions and targets, each row over its 2-norm. Source: <c>keras.losses.CosineSimilarity</c>.</summary>
public sealed record CosineSimilarity : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    internal static Description<Loss> Description { get; } =
        Describe(new CosineSimilarity(), ["cosine_similarity"], _ => new CosineSimilarity(), LossArguments.Axis);

    internal override Tensor Apply(Tape tape, Tensor predictions, Tensor targets) =>
        tape.Apply(RowLosses.CosineSimilarity(), predictions, targets);
}
