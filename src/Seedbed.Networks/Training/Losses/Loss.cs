using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// What training makes small: the mean, over samples and all axes but the last, of a number that follows from predictions p and targets y.
/// Immutable and equal by value. Names, calls and configurations convert implicitly: <c>"mse"</c>,
/// <c>"CategoricalCrossentropy(label_smoothing=0.1)"</c>.
/// </summary>
/// <remarks>Source: <c>keras.losses</c>; the reduction is Keras's <c>sum_over_batch_size</c>.</remarks>
public abstract record Loss
{
    private protected Loss()
    {
    }

    /// <summary>The class in Keras configurations.</summary>
    public string ClassName => GetType().Name;

    /// <summary>The name in Keras: <c>mean_squared_error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a target is one label for a row of predictions.</summary>
    internal virtual bool HasLabels => false;

    /// <summary>The loss's own arguments, in Keras's order.</summary>
    private protected virtual IEnumerable<Argument> OwnArguments => [];

    /// <summary>A loss by its names; what it takes beyond what it writes, and what all take.</summary>
    private protected static Description<Loss> Describe(
        Loss sample, IReadOnlyList<string> aliases, Func<NamedArguments, Loss> create, params IEnumerable<ParameterDescription> others) =>
        new(sample.ClassName, arguments =>
        {
            LossArguments.Check(arguments);
            return create(arguments);
        })
        {
            Aliases = aliases,
            Module = "keras.losses",
            Parameters = [.. sample.OwnArguments.Select(ParameterDescription.Of), .. others, .. LossArguments.Common],
        };

    /// <summary>The names of all losses, aliases and classes.</summary>
    public static IEnumerable<string> Names => KnownLosses.All.Names;

    /// <summary>The loss that a text means.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON.</param>
    public static implicit operator Loss(string identifier) => Get(identifier);

    /// <summary>The loss that a text means: a name (<c>mse</c>), a call or a Keras configuration in JSON.</summary>
    /// <param name="identifier">As in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or a value is refused.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public static Loss Get(string identifier) =>
        KnownLosses.All.Get(identifier ?? throw new ArgumentNullException(nameof(identifier)));

    /// <summary>The configuration in JSON, as <c>keras.losses.serialize</c> writes it.</summary>
    public string Serialize() =>
        KnownLosses.All.Serialize(ClassName, [new("name", Name), new("reduction", LossArguments.Mean), .. OwnArguments]);

    /// <summary>Throws where targets cannot stand against predictions of a shape.</summary>
    /// <param name="targets">All targets.</param>
    /// <param name="prediction">The shape of one prediction, without the batch.</param>
    /// <param name="place">How messages name the layer that predicts.</param>
    /// <exception cref="ArgumentException">The sentence names what was got and what is allowed.</exception>
    internal virtual void Check(Samples targets, ReadOnlySpan<int> prediction, string place) =>
        TargetCheck.SameShape(targets, prediction, this, place);

    /// <summary>The shape that a batch of targets gets beside predictions of a shape.</summary>
    internal ReadOnlySpan<int> TargetShape(ReadOnlySpan<int> predictions) => HasLabels ? predictions[..^1] : predictions;

    /// <summary>The loss of every row of predictions.</summary>
    /// <param name="tape">Where the operation is recorded.</param>
    /// <param name="predictions">p.</param>
    /// <param name="targets">y, of the shape that <see cref="TargetShape"/> gives.</param>
    internal abstract Tensor Apply(Tape tape, Tensor predictions, Tensor targets);
}
