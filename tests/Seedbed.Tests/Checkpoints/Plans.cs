using Seedbed.Checkpoints;
using Seedbed.Keras;

namespace Seedbed.Tests.Checkpoints;

/// <summary>Plans for tests.</summary>
internal static class Plans
{
    public static InitializationPlan Of(params TensorTemplate[] tensors) => Of(new PlanOptions { Seed = 1 }, tensors);

    public static InitializationPlan Of(PlanOptions options, params TensorTemplate[] tensors) =>
        InitializationPlan.Create(new ModelTemplate("model", [.. tensors])
        {
            Documents = new KerasArchiveContent("{}"u8.ToArray()).Documents,
            Layers = [new TemplateLayer("layer", [.. Enumerable.Range(0, tensors.Length)])],
        }, options);
}
