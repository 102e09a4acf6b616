using System.Numerics;

namespace Seedbed.Training;

/// <summary>One step of one weight.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="variable">The weight.</param>
/// <param name="gradient">Its gradient, clipped.</param>
/// <param name="slots">What the optimizer remembers of it.</param>
/// <param name="number">The number of the step, from 1 on.</param>
/// <param name="execution">Threads.</param>
internal readonly ref struct WeightStep<T>(Span<T> variable, ReadOnlySpan<T> gradient, T[][] slots, long number, ExecutionOptions execution)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<T> _variable = variable;
    private readonly ReadOnlySpan<T> _gradient = gradient;

    /// <summary>The number of the step, from 1 on.</summary>
    internal long Number { get; } = number;

    /// <summary>Does what the rule says to every element.</summary>
    internal void Run<TRule>(TRule rule)
        where TRule : struct, IUpdateRule<T> =>
        UpdateLoop.Run(rule, _variable, _gradient, slots, execution);

    /// <summary>A number in every lane, rounded to the element type.</summary>
    internal static Vector<T> All(double value) => Vector.Create(T.CreateTruncating(value));
}
