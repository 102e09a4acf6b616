using System.Collections.Immutable;

namespace Seedbed;

/// <summary>Products over named axes; Keras's <c>input_axes</c> and <c>output_axes</c>.</summary>
internal sealed record AxesFanRule(ImmutableArray<int> InputAxes, ImmutableArray<int> OutputAxes) : FanRule
{
    public override string Name =>
        $"axes([{string.Join(", ", InputAxes.Select(item => $"{item}"))}], [{string.Join(", ", OutputAxes.Select(item => $"{item}"))}])";

    public override Fans Of(in Shape shape) => new(Product(shape, InputAxes), Product(shape, OutputAxes));

    public bool Equals(AxesFanRule? other) =>
        other is not null && InputAxes.AsSpan().SequenceEqual(other.InputAxes.AsSpan()) &&
        OutputAxes.AsSpan().SequenceEqual(other.OutputAxes.AsSpan());

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(InputAxes.Length);
        foreach (int axis in InputAxes.AddRange(OutputAxes))
        {
            hash.Add(axis);
        }

        return hash.ToHashCode();
    }

    internal static AxesFanRule FromEinsum(string equation)
    {
        ArgumentNullException.ThrowIfNull(equation);
        string[] sides = equation.Replace("...", "", StringComparison.Ordinal).Split("->");
        string[] operands = sides[0].Split(',');
        if (sides.Length != 2 || operands.Length != 2 || !IsLabels(operands[0]) || !IsLabels(operands[1]) || !IsLabels(sides[1]))
        {
            throw new ArgumentException(
                $"the einsum equation '{equation.Excerpt()}' is not of the form 'input,kernel->output', such as "
                + "'abc,cd->abd'.", nameof(equation));
        }

        var axes = Enumerable.Range(0, operands[1].Length).ToLookup(axis => sides[1].Contains(operands[1][axis], StringComparison.Ordinal));
        return new AxesFanRule([.. axes[false]], [.. axes[true]]);
    }

    private static bool IsLabels(string labels) => labels.Length > 0 && labels.All(char.IsAsciiLetter);

    private static double Product(in Shape shape, ImmutableArray<int> axes)
    {
        double product = 1;
        foreach (int axis in axes)
        {
            product *= shape[axis];
        }

        return product;
    }
}
