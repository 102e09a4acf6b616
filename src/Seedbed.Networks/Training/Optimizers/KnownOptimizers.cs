using Seedbed.Serialization;

namespace Seedbed.Training;

/// <summary>The optimizers that there are.</summary>
internal static class KnownOptimizers
{
    internal static Registry<Optimizer> All { get; } = new(
        "an optimizer",
        [
            SGD.Description, RMSprop.Description, Adam.Description, AdamW.Description, Nadam.Description, Adamax.Description,
            Adagrad.Description, Adadelta.Description, Adafactor.Description, Ftrl.Description, Lion.Description, Muon.Description,
        ]);
}
