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

/// <summary>Kernels as PyTorch lays them out, the outputs first: r is the product of all dimensions but the first two.</summary>
internal sealed record PyTorchFanRule(int Groups, bool IsTransposed) : FanRule
{
    public override string Name => (IsTransposed ? "pytorch_transposed" : "pytorch") + (Groups == 1 ? "" : $"({Groups})");

    public override Fans Of(in Shape shape)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException(
                $"the fan rule {Name} needs a kernel of two dimensions or more, (outputs, inputs, sizes…); the shape is {shape}.");
        }

        double field = 1;
        for (int axis = 2; axis < shape.Rank; axis++)
        {
            field *= shape[axis];
        }

        double first = field * shape[0] / Groups;
        double second = field * shape[1];
        return IsTransposed ? new Fans(first, second) : new Fans(second, first);
    }
}
