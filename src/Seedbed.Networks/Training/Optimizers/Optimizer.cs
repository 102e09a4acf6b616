using System.Numerics;
using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>
/// How weights follow from gradients: the settings alone, immutable and equal by value; what is remembered between steps belongs to the
/// model that trains.
/// </summary>
/// <remarks>
/// Every step clips the gradients, then takes w ← w − weight_decay·learning_rate·w where decay is set, then does the optimizer's own
/// update, as <c>keras.optimizers.Optimizer.apply</c>. Names, calls and configurations convert implicitly: <c>"adam"</c>,
/// <c>"SGD(learning_rate=0.1)"</c>.
/// </remarks>
public abstract record Optimizer
{
    /// <summary>What Keras writes and nothing here depends on.</summary>
    private static readonly string[] s_unused = ["name", "jit_compile", "is_legacy_optimizer"];

    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The factor of a step, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LearningRate { get; init => field = ArgumentNumbers.AtLeast(value, 0, "learning_rate"); }

    /// <summary>The part of each weight, over the learning rate, that every step takes away; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double? WeightDecay { get; init => field = value is null ? null : ArgumentNumbers.AtLeast(value.Value, 0, "weight_decay"); }

    /// <summary>The largest 2-norm of each weight's gradient: longer ones are scaled to it. Null for any.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not greater than 0.</exception>
    public double? ClipNorm { get; init => field = ArgumentNumbers.PositiveOrNull(value, "clipnorm"); }

    /// <summary>The largest 2-norm of all gradients together; null for any.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not greater than 0.</exception>
    public double? GlobalClipNorm { get; init => field = ArgumentNumbers.PositiveOrNull(value, "global_clipnorm"); }

    /// <summary>The largest absolute value of a gradient's element; null for any.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not greater than 0.</exception>
    public double? ClipValue { get; init => field = ArgumentNumbers.PositiveOrNull(value, "clipvalue"); }

    /// <summary>The class in Keras configurations.</summary>
    public string ClassName => GetType().Name;

    /// <summary>The number of arrays as large as a weight that are remembered of it.</summary>
    internal abstract int SlotCount { get; }

    /// <summary>The optimizer's own arguments, in Keras's order.</summary>
    private protected abstract IEnumerable<Argument> OwnArguments { get; }

    /// <summary>The optimizer that a text means.</summary>
    /// <param name="identifier">A name, a call or a configuration in JSON.</param>
    public static implicit operator Optimizer(string identifier) => Get(identifier);

    /// <summary>
    /// The optimizer that a text means: a name (<c>adam</c>), a call (<c>Adam(learning_rate=0.01)</c>) or a Keras configuration in JSON.
    /// </summary>
    /// <param name="identifier">As in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or a value is refused.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public static Optimizer Get(string identifier) =>
        KnownOptimizers.All.Get(identifier ?? throw new ArgumentNullException(nameof(identifier)));

    /// <summary>The configuration in JSON, as <c>keras.optimizers.serialize</c> writes it.</summary>
    public string Serialize() => KnownOptimizers.All.Serialize(ClassName, [.. CommonArguments, .. OwnArguments]);

    /// <summary>Throws where settings exclude each other.</summary>
    /// <exception cref="ArgumentException">More than one way of clipping is set.</exception>
    internal void Check()
    {
        if (new[] { ClipNorm, GlobalClipNorm, ClipValue }.Count(clip => clip is not null) > 1)
        {
            throw new ArgumentException($"{ClassName} has more than one of clipnorm, global_clipnorm and clipvalue; set one.");
        }
    }

    /// <summary>Updates one weight by its gradient.</summary>
    internal abstract void Update<T>(in WeightStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>An optimizer by its names.</summary>
    /// <param name="defaults">The optimizer that its name alone gives.</param>
    /// <param name="read">The same with its own arguments.</param>
    private protected static Description<Optimizer> Describe<T>(T defaults, Func<T, NamedArguments, T> read)
        where T : Optimizer => new(defaults.ClassName, arguments => WithCommon(read(defaults, arguments), arguments))
        {
            Aliases = [defaults.ClassName.ToLowerInvariant()],
            Module = "keras.optimizers",
            Parameters =
            [
                .. defaults.CommonArguments.Select(ParameterDescription.Of), .. ParameterDescription.Unused(s_unused),
                .. defaults.OwnArguments.Select(ParameterDescription.Of),
            ],
        };

    /// <summary>The same optimizer with what every configuration may hold.</summary>
    private static Optimizer WithCommon(Optimizer optimizer, NamedArguments arguments)
    {
        if (arguments.Flag("use_ema", false))
        {
            throw new ArgumentException(
                $"use_ema of {optimizer.ClassName} is true; averages of weights are not computed here, so it must be false.");
        }

        if (arguments.NumberOrNull("gradient_accumulation_steps") is { } steps and not 1)
        {
            throw new ArgumentException($"gradient_accumulation_steps of {optimizer.ClassName} is {steps}; it must be null or 1.");
        }

        // loss_scale_factor multiplies the loss and divides the gradients: it changes nothing in the types that train here.
        Optimizer settled = optimizer with
        {
            LearningRate = arguments.Number("learning_rate", optimizer.LearningRate),
            WeightDecay = arguments.Has("weight_decay") ? arguments.NumberOrNull("weight_decay") : optimizer.WeightDecay,
            ClipNorm = arguments.NumberOrNull("clipnorm"),
            GlobalClipNorm = arguments.NumberOrNull("global_clipnorm"),
            ClipValue = arguments.NumberOrNull("clipvalue"),
        };
        settled.Check();
        return settled;
    }

    private IEnumerable<Argument> CommonArguments =>
    [
        new("learning_rate", LearningRate),
        new("weight_decay", OrNull(WeightDecay)),
        new("clipnorm", OrNull(ClipNorm)),
        new("global_clipnorm", OrNull(GlobalClipNorm)),
        new("clipvalue", OrNull(ClipValue)),
        new("use_ema", false),
        new("ema_momentum", 0.99),
        new("ema_overwrite_frequency", ArgumentValue.Null),
        new("loss_scale_factor", ArgumentValue.Null),
        new("gradient_accumulation_steps", ArgumentValue.Null),
    ];

    private static ArgumentValue OrNull(double? value) => value is { } number ? number : ArgumentValue.Null;
}
