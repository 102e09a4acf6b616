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
    private const string RateName = "learning_rate";

    /// <summary>What Keras writes and nothing here depends on.</summary>
    private static readonly string[] s_unused = ["name", "jit_compile", "is_legacy_optimizer"];

    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The factor of a step, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double LearningRate { get; init => field = ArgumentNumbers.AtLeast(value, 0, "learning_rate"); }

    /// <summary>
    /// What the factor of a step follows from in place of <see cref="LearningRate"/>; null for that number. Keras's <c>learning_rate</c> as
    /// an object.
    /// </summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>
    /// Whether averages of the weights are kept, a ← m·a + (1 − m)·w after each step, and take the weights' places when a training ends.
    /// </summary>
    public bool UseEma { get; init; }

    /// <summary>m, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public double EmaMomentum { get; init => field = ArgumentNumbers.Share(value, "ema_momentum"); } = 0.99;

    /// <summary>The steps after which averages take the weights' places within a training; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? EmaOverwriteFrequency { get; init => field = AtLeast(value, 1, "ema_overwrite_frequency"); }

    /// <summary>The batches whose gradients are added up, and divided by their number, for one update; null for one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 2.</exception>
    public int? GradientAccumulationSteps { get; init => field = AtLeast(value, 2, "gradient_accumulation_steps"); }

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

    /// <summary>What a slot begins with.</summary>
    internal virtual double InitialSlot(int index) => 0;

    /// <summary>The part of a weight, over the learning rate, that every step takes away; null for none.</summary>
    internal virtual double? DecayOf(TrainedWeight weight) => WeightDecay;

    /// <summary>The optimizer's own arguments, in Keras's order.</summary>
    private protected abstract IEnumerable<Argument> OwnArguments { get; }

    /// <summary>The names of all optimizers, aliases and classes.</summary>
    public static IEnumerable<string> Names => KnownOptimizers.All.Names;

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

        if (EmaOverwriteFrequency is not null && !UseEma)
        {
            throw new ArgumentException($"{ClassName} has ema_overwrite_frequency without use_ema; set both or none.");
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
                .. defaults.CommonArguments.Select(ParameterDescription.Of)
                    .Select(parameter => parameter with { TakesObject = parameter.Name == RateName }),
                .. ParameterDescription.Unused(s_unused),
                .. defaults.OwnArguments.Select(ParameterDescription.Of),
            ],
        };

    /// <summary>The same optimizer with what every configuration may hold.</summary>
    private static Optimizer WithCommon(Optimizer optimizer, NamedArguments arguments)
    {
        // loss_scale_factor multiplies the loss and divides the gradients: it changes nothing in the types that train here.
        LearningRateSchedule? schedule = ScheduleOf(arguments);
        Optimizer settled = optimizer with
        {
            LearningRate = schedule?.At(0) ?? arguments.Number(RateName, optimizer.LearningRate),
            Schedule = schedule,
            UseEma = arguments.Flag("use_ema", false),
            EmaMomentum = arguments.Number("ema_momentum", 0.99),
            EmaOverwriteFrequency = Whole(arguments, "ema_overwrite_frequency"),
            GradientAccumulationSteps = Whole(arguments, "gradient_accumulation_steps") is { } steps and not 1 ? steps : null,
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
        new(RateName, Schedule is { } schedule ? new ObjectValue(schedule.ClassName, schedule.Serialize()) : LearningRate),
        new("weight_decay", OrNull(WeightDecay)),
        new("clipnorm", OrNull(ClipNorm)),
        new("global_clipnorm", OrNull(GlobalClipNorm)),
        new("clipvalue", OrNull(ClipValue)),
        new("use_ema", UseEma),
        new("ema_momentum", EmaMomentum),
        new("ema_overwrite_frequency", OrNull(EmaOverwriteFrequency)),
        new("loss_scale_factor", ArgumentValue.Null),
        new("gradient_accumulation_steps", OrNull(GradientAccumulationSteps)),
    ];

    /// <summary>The schedule that stands in the place of the rate: an object, or a call; null where the rate is a number.</summary>
    private static LearningRateSchedule? ScheduleOf(NamedArguments arguments) => arguments.Find(RateName) switch
    {
        ObjectValue schedule => LearningRateSchedule.Get(schedule.Json),
        TextValue text => LearningRateSchedule.Get(text.Value),
        _ => null,
    };

    private static int? Whole(NamedArguments arguments, string name) => arguments.NumberOrNull(name) switch
    {
        null => null,
        { } number when double.IsInteger(number) && Math.Abs(number) <= int.MaxValue => (int)number,
        { } number => throw new ArgumentException($"{name} is {number}; it must be an integer or null."),
    };

    private static int? AtLeast(int? value, int least, string name) => value is null || value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be at least {least}, or null.");

    private static ArgumentValue OrNull(int? value) => value is { } number ? (long)number : ArgumentValue.Null;

    private static ArgumentValue OrNull(double? value) => value is { } number ? number : ArgumentValue.Null;
}
