using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>Rows of a table by their numbers.</summary>
internal static class EmbeddingForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } = [LayerForward.Of("Embedding", Embedding)];

    private static Func<ForwardCall, Tensor> Embedding(LayerBinding layer)
    {
        if (layer.Config.Flag("mask_zero", false))
        {
            throw layer.Config.Wrong("mask_zero", "false to be computed here; masks are not passed on to the layers behind");
        }

        Tensor table = layer.Weight("embeddings");
        return call =>
        {
            try
            {
                return call.Tape.Apply(Gather.Instance, table, call.Input);
            }
            catch (ArgumentException fault)
            {
                throw new ArgumentException($"{layer.Place}: {fault.Message}", fault);
            }
        };
    }
}
