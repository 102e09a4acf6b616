namespace Seedbed.Networks.Keras.Layers;

/// <summary>Low-rank adapters add weights to a layer that was trained before; there is nothing to initialize.</summary>
internal static class Adapters
{
    internal static void Refuse(LayerScope layer)
    {
        if (layer.Config.Find("lora_rank") is not null)
        {
            throw layer.Config.Wrong(
                "lora_rank", "absent or null; adapters belong to a trained model, so write the model before enable_lora");
        }
    }
}
