using System.Numerics;

namespace Seedbed.Training;

/// <summary>One step of one weight.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="variable">The weight.</param>
/// <param name="gradient">Its gradient, clipped.</param>
/// <param name="slots">What the optimizer remembers of it.</param>
/// <param name="number">The number of the step, from 1 on.</param>
/// <param name="learningRate">The rate of this step.</param>
/// <param name="execution">Threads.</param>
internal readonly ref struct WeightStep<T>(
    Span<T> variable, ReadOnlySpan<T> gradient, T[][] slots, long number, double learningRate, ExecutionOptions execution)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weight's elements, row-major.</summary>
    internal Span<T> Variable { get; } = variable;

    /// <summary>Its gradient, clipped.</summary>
    internal ReadOnlySpan<T> Gradient { get; } = gradient;

    /// <summary>What the optimizer remembers of it.</summary>
    internal T[][] Slots => slots;

    /// <summary>The rate of this step.</summary>
    internal double LearningRate => learningRate;

    /// <summary>The weight's name and sizes.</summary>
    internal required TrainedWeight Weight { get; init; }

    /// <summary>Threads.</summary>
    internal ExecutionOptions Execution => execution;

    /// <summary>The number of the step, from 1 on.</summary>
    internal long Number { get; } = number;

    /// <summary>Does what the rule says to every element.</summary>
    internal void Run<TRule>(TRule rule)
        where TRule : struct, IUpdateRule<T> =>
        UpdateLoop.Run(rule, Variable, Gradient, slots, execution);

    /// <summary>A number in every lane, rounded to the element type.</summary>
    internal static Vector<T> All(double value) => Vector.Create(T.CreateTruncating(value));
}

/// <summary>A weight that an optimizer changes.</summary>
/// <param name="Name">Its full name; empty where it has none.</param>
/// <param name="Dimensions">Its sizes.</param>
internal sealed record TrainedWeight(string Name, int[] Dimensions);
