namespace Seedbed.Shapes;

/// <summary>(r·d₋₂, r·d₋₁/parts) for a kernel (…, inputs, parts·outputs).</summary>
internal sealed record PackedFanRule : FanRule
{
    internal PackedFanRule(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        Parts = parts;
    }

    public int Parts { get; }

    public override string Name => $"packed({Parts})";

    public override Fans Of(in Shape shape)
    {
        Fans keras = KerasFanRule.OfKernel(shape, Name);
        return keras with { FanOut = keras.FanOut / Parts };
    }
}
