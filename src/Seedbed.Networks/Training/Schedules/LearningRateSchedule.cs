using Seedbed.Initializers;
using Seedbed.Serialization;
using Seedbed.Simd;

namespace Seedbed.Training;

/// <summary>
/// A learning rate that follows from the number of updates so far: immutable and equal by value. Calls and configurations convert
/// implicitly: <c>"ExponentialDecay(initial_learning_rate=0.1, decay_steps=100, decay_rate=0.9)"</c>.
/// </summary>
/// <remarks>Source: <c>keras.optimizers.schedules</c>. Rates are computed in double, of functions that are the same on every
/// machine.</remarks>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The class in Keras configurations.</summary>
    public string ClassName => GetType().Name;

    /// <summary>The arguments, in Keras's order.</summary>
    private protected abstract IEnumerable<Argument> Arguments { get; }

    /// <summary>Keras's default name of an object.</summary>
    private protected virtual string DefaultName => ClassName;

    /// <summary>The schedule that a text means.</summary>
    /// <param name="identifier">A call or a configuration in JSON.</param>
    public static implicit operator LearningRateSchedule(string identifier) => Get(identifier);

    /// <summary>The schedule that a text means: a call or a Keras configuration in JSON.</summary>
    /// <param name="identifier">As in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or a value is missing or refused.</exception>
    /// <exception cref="FormatException">The JSON or the call is malformed.</exception>
    public static LearningRateSchedule Get(string identifier) =>
        KnownSchedules.All.Get(identifier ?? throw new ArgumentNullException(nameof(identifier)));

    /// <summary>The configuration in JSON, as <c>keras.optimizers.schedules.serialize</c> writes it.</summary>
    public string Serialize() => KnownSchedules.All.Serialize(ClassName, [.. Arguments, new("name", DefaultName)]);

    /// <summary>The rate of the next update.</summary>
    /// <param name="step">The number of updates so far, from 0.</param>
    public abstract double At(long step);

    /// <summary>x to the power of p, for x of at least 0: eᵖ ˡⁿ ˣ, within a few units in the last place.</summary>
    internal static double Power(double x, double p) =>
        p == 0 ? 1 : x == 0 ? 0 : p == 1 ? x : p == 2 ? x * x : p == 0.5 ? Math.Sqrt(x) : DoubleExp.Exp(p * DoubleLog.Log(x));

    /// <summary>½·(1 + cos(π·fraction)).</summary>
    private protected static double Cosine(double fraction) => 0.5 * (1 + DoubleSinCos.SinCos(Math.PI * fraction).Cos);

    private protected static Description<LearningRateSchedule> Describe(
        LearningRateSchedule sample, Func<NamedArguments, LearningRateSchedule> create, params IReadOnlyList<string> required) =>
        new(sample.ClassName, create)
        {
            Aliases = [],
            Module = "keras.optimizers.schedules",
            Parameters =
            [
                .. sample.Arguments.Select(ParameterDescription.Of)
                    .Select(parameter => required.Contains(parameter.Name) ? parameter with { Default = null } : parameter),
                .. ParameterDescription.Unused("name"),
            ],
        };

    private protected static double Required(NamedArguments arguments, string name) =>
        arguments.NumberOrNull(name) ?? throw new ArgumentException($"{name} is missing; a learning-rate schedule needs it, as in Keras.");

    /// <summary>A finite number of at least 0.</summary>
    private protected static double Rate(double value, string name) => ArgumentNumbers.AtLeast(value, 0, name);

    /// <summary>A number of steps.</summary>
    private protected static double Steps(double value, string name) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and greater than 0.");
}

/// <summary>The learning-rate schedules that there are.</summary>
internal static class KnownSchedules
{
    internal static Registry<LearningRateSchedule> All { get; } = new(
        "a learning-rate schedule",
        [ExponentialDecay.Description, PiecewiseConstantDecay.Description, PolynomialDecay.Description, InverseTimeDecay.Description,
            CosineDecay.Description, CosineDecayRestarts.Description]);
}
