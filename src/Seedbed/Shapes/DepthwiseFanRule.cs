namespace Seedbed;

/// <summary>(r, r·multiplier) for a kernel (…, inputs, multiplier).</summary>
internal sealed record DepthwiseFanRule : FanRule
{
    public override string Name => "depthwise";

    public override Fans Of(in Shape shape)
    {
        Fans keras = KerasFanRule.OfKernel(shape, Name);
        return new Fans(KerasFanRule.ReceptiveField(shape), keras.FanOut);
    }
}
