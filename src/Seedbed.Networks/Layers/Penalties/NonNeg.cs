using Seedbed.Initializers;

namespace Seedbed.Layers;

/// <summary>max(w, 0). Source: <c>keras.constraints.NonNeg</c>.</summary>
public sealed record NonNeg : Constraint
{
    internal static Description<Constraint> Description { get; } = Describe(new NonNeg(), ["non_neg"], _ => new NonNeg());

    private protected override IEnumerable<Argument> Arguments => [];

    private protected override void ApplyToElements<T>(Span<T> elements)
    {
        foreach (ref T element in elements)
        {
            element = T.Max(element, T.Zero);
        }
    }
}
