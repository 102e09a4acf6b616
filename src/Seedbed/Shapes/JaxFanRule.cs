using System.Collections.Immutable;

namespace Seedbed;

/// <summary>Fans over named axes, times the receptive field of all axes that are not named; batch axes count nowhere.</summary>
internal sealed record JaxFanRule : FanRule
{
    private readonly ImmutableArray<int> _inputs;
    private readonly ImmutableArray<int> _outputs;
    private readonly ImmutableArray<int> _batches;

    internal JaxFanRule(ImmutableArray<int> inputs, ImmutableArray<int> outputs, ImmutableArray<int> batches)
    {
        (_inputs, _outputs, _batches) = (inputs, outputs, batches);
        Name = $"jax({Text(inputs)};{Text(outputs)};{Text(batches)})";
    }

    public override string Name { get; }

    public override Fans Of(in Shape shape)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException($"the fan rule {Name} needs a kernel of rank 2 or more, but the shape is {shape}.", nameof(shape));
        }

        HashSet<int> named = [];
        double inputs = Product(shape, _inputs, named);
        double outputs = Product(shape, _outputs, named);
        Product(shape, _batches, named);
        double field = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            field *= named.Contains(axis) ? 1 : shape[axis];
        }

        return new Fans(inputs * field, outputs * field);
    }

    public bool Equals(JaxFanRule? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private double Product(in Shape shape, ImmutableArray<int> axes, HashSet<int> named)
    {
        double product = 1;
        foreach (int axis in axes)
        {
            product *= shape[axis];
            if (!named.Add(axis < 0 ? axis + shape.Rank : axis))
            {
                throw new ArgumentException(
                    $"the fan rule {Name} names axis {axis} of the shape {shape} twice; an axis is of input, output or batch.",
                    nameof(shape));
            }
        }

        return product;
    }

    private static string Text(ImmutableArray<int> axes) => string.Join(",", axes.Select(axis => $"{axis}"));
}
