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

/// <summary>(r·d₋₁/∏strides, r·d₋₂) for a kernel (…, outputs, inputs).</summary>
internal sealed record TransposedFanRule(long StrideProduct) : FanRule
{
    public override string Name => StrideProduct == 1 ? "transposed" : $"transposed({StrideProduct})";

    public override Fans Of(in Shape shape)
    {
        Fans keras = KerasFanRule.OfKernel(shape, Name);
        return new Fans(keras.FanOut / StrideProduct, keras.FanIn);
    }
}
