namespace Seedbed;

/// <summary>
/// (r·d₋₂, r·d₋₁/parts): for a grouped kernel (…, inputs/groups, outputs), whose outputs each see one group's inputs, and for a packed one
/// (…, inputs, parts·outputs), whose parts are kernels of their own.
/// </summary>
internal sealed record DividedFanRule : FanRule
{
    private readonly string _kind;

    internal DividedFanRule(string kind, int parts)
    {
        _kind = kind;
        Parts = parts;
    }

    public int Parts { get; }

    public override string Name => $"{_kind}({Parts})";

    public override Fans Of(in Shape shape)
    {
        Fans keras = KerasFanRule.OfKernel(shape, Name);
        return keras with { FanOut = keras.FanOut / Parts };
    }
}
