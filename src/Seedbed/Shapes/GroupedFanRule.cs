namespace Seedbed.Shapes;

/// <summary>(r·d₋₂, r·d₋₁/groups) for a kernel (…, inputs/groups, outputs).</summary>
internal sealed record GroupedFanRule : FanRule
{
    internal GroupedFanRule(int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        Groups = groups;
    }

    public int Groups { get; }

    public override string Name => $"grouped({Groups})";

    public override Fans Of(in Shape shape)
    {
        Fans keras = KerasFanRule.OfKernel(shape, Name);
        return keras with { FanOut = keras.FanOut / Groups };
    }
}
