namespace Seedbed;

/// <summary>(r·d₋₂, r·d₋₁) with the special cases of low rank.</summary>
internal sealed record KerasFanRule : FanRule
{
    public override string Name => "keras";

    public override Fans Of(in Shape shape)
    {
        switch (shape.Rank)
        {
            case 0:
                return new Fans(1, 1);
            case 1:
                return new Fans(shape[0], shape[0]);
            default:
                double receptiveField = ReceptiveField(shape);
                return new Fans(shape[-2] * receptiveField, shape[-1] * receptiveField);
        }
    }

    /// <summary>
    /// r = d₀·…·dᵣ₋₃, 1 for rank 2. In double: up to 2⁵³ exact, and a tensor with a dimension of 0 may have larger partial products.
    /// </summary>
    internal static double ReceptiveField(in Shape shape)
    {
        double receptiveField = 1;
        foreach (long dimension in shape.Dimensions[..^2])
        {
            receptiveField *= dimension;
        }

        return receptiveField;
    }

    /// <summary>The Keras fans of a kernel of rank 2 or more, for the rules that refine them.</summary>
    internal static Fans OfKernel(in Shape shape, string ruleName)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException(
                $"the fan rule '{ruleName.Excerpt()}' needs a kernel of rank 2 or more, but the shape is {shape}; use the rule 'keras' for "
                + "vectors.",
                nameof(shape));
        }

        return Keras.Of(shape);
    }
}
