namespace Seedbed.Autodiff.Operations.Activations;

/// <summary>x, where an operation asks for a function.</summary>
internal sealed class Linear : ElementOperation
{
    internal override bool HasSlopeOfValue => true;

    protected override void Value<T>(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);

    protected override void Slope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => slope.Fill(T.One);
}
