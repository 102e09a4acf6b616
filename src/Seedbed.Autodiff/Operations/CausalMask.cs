namespace Seedbed.Autodiff;

/// <summary>Scores (…, queries, keys) with one value where the key stands behind the query: query i sees keys 0 … i.</summary>
/// <param name="hidden">The value; −∞ before a softmax.</param>
public sealed class CausalMask(double hidden) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor y = tape.Copy<T>(inputs[0].Values<T>(), inputs[0].Dimensions);
        Fill(y.Values<T>(), y, T.CreateTruncating(hidden));
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Fill(output.GradientMemory!.Values<T>(), output, T.Zero);
        tape.Pass(output, inputs[0]);
    }

    private static void Fill<T>(Span<T> scores, Tensor shape, T value)
    {
        (int queries, int keys) = (shape[-2], shape[-1]);
        for (int row = 0; row < scores.Length / keys; row++)
        {
            int seen = Math.Min((row % queries) + 1, keys);
            scores.Slice((row * keys) + seen, keys - seen).Fill(value);
        }
    }
}
