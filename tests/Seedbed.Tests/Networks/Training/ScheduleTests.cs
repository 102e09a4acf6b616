using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training;

/// <summary>Learning-rate schedules against Keras's formulas, written out in double.</summary>
public sealed class ScheduleTests
{
    public static TheoryData<string> Names => [.. Formulas.Keys];

    private static Dictionary<string, Func<double, double>> Formulas { get; } = new()
    {
        ["ExponentialDecay(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.9)"] = t => 0.1 * Math.Pow(0.9, t / 7),
        ["ExponentialDecay(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.9, staircase=True)"] =
            t => 0.1 * Math.Pow(0.9, Math.Floor(t / 7)),
        ["InverseTimeDecay(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.5)"] = t => 0.1 / (1 + (0.5 * t / 7)),
        ["InverseTimeDecay(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.5, staircase=True)"] =
            t => 0.1 / (1 + (0.5 * Math.Floor(t / 7))),
        ["PiecewiseConstantDecay(boundaries=[5, 11], values=[1.0, 0.5, 0.1])"] = t => t <= 5 ? 1 : t <= 11 ? 0.5 : 0.1,
        ["PolynomialDecay(initial_learning_rate=0.1, decay_steps=20, end_learning_rate=0.01, power=1.5)"] =
            t => (0.09 * Math.Pow(1 - (Math.Min(t, 20) / 20), 1.5)) + 0.01,
        ["PolynomialDecay(initial_learning_rate=0.1, decay_steps=20, cycle=True)"] =
            t => ((0.1 - 0.0001) * (1 - (t / (20 * (t == 0 ? 1 : Math.Ceiling(t / 20)))))) + 0.0001,
        ["CosineDecay(initial_learning_rate=0.1, decay_steps=20, alpha=0.1)"] =
            t => 0.1 * ((0.9 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(t, 20) / 20))) + 0.1),
        ["CosineDecay(initial_learning_rate=0.01, decay_steps=20, warmup_target=0.1, warmup_steps=5)"] =
            t => t < 5 ? 0.01 + (0.09 * t / 5) : 0.1 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(t - 5, 20) / 20)),
        ["CosineDecayRestarts(initial_learning_rate=0.1, first_decay_steps=10, m_mul=0.5)"] = t =>
        {
            double period = t < 10 ? 0 : t < 30 ? 1 : 2;
            double part = (t - (10 * (Math.Pow(2, period) - 1))) / (10 * Math.Pow(2, period));
            return 0.1 * Math.Pow(0.5, period) * 0.5 * (1 + Math.Cos(Math.PI * part));
        },
        ["CosineDecayRestarts(initial_learning_rate=0.1, first_decay_steps=10, t_mul=1, alpha=0.2)"] =
            t => 0.1 * ((0.8 * 0.5 * (1 + Math.Cos(Math.PI * ((t / 10) - Math.Floor(t / 10))))) + 0.2),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_are_those_of_the_formula(string identifier)
    {
        LearningRateSchedule schedule = identifier;

        for (int step = 0; step <= 45; step++)
        {
            Assert.Equal(Formulas[identifier](step), schedule.At(step), 1e-15);
        }

        Assert.Equal(schedule, LearningRateSchedule.Get(schedule.Serialize()));
    }

    [Theory]
    [InlineData("ExponentialDecay(initial_learning_rate=0.1, decay_steps=0, decay_rate=1)", "decay_steps is 0; it must be finite and greater than 0.")]
    [InlineData("PiecewiseConstantDecay(boundaries=[2, 1], values=[1, 2, 3])", "boundaries are [2, 1]; each must be greater than the one before.")]
    [InlineData("PiecewiseConstantDecay(boundaries=[2], values=[1])", "there are 1 boundaries and 1 values; there must be at least one boundary, and one more value.")]
    [InlineData("PiecewiseConstantDecay(values=[1])", "boundaries is missing; a learning-rate schedule needs it, as in Keras.")]
    public void What_is_wrong_gets_a_sentence(string identifier, string sentence) => Assert.StartsWith(
        sentence, Assert.ThrowsAny<ArgumentException>(() => LearningRateSchedule.Get(identifier)).Message, StringComparison.Ordinal);
}
