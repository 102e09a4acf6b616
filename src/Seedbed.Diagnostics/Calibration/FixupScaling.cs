using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// Fixup for residual networks without normalization: of L branches with m kernels, all but the last get the standard deviation
/// √(2/fan_out)·L^(−1/(2m − 2)), the last and the classifier behind all branches 0, kernels of shortcuts √(2/fan_out). The batch is
/// only measured.
/// </summary>
/// <remarks>Source: Zhang, Dauphin and Ma 2019 (arXiv 1901.09321), section 3; <see cref="ModelRules.Fixup"/>.</remarks>
internal sealed record FixupScaling : Calibration
{
    internal static Description<Calibration> Description { get; } = new("Fixup", _ => new FixupScaling())
    {
        Aliases = ["fixup"],
        Formula = "branches: std = √(2/fan_out)·L^(−1/(2m−2)), the last kernel of each and the classifier 0",
        SuitedTo = "residual networks without normalization",
        Source = "Zhang et al. 2019 (arXiv 1901.09321)",
        Module = KnownCalibrations.Module,
    };

    internal override Description<Calibration> Own => Description;

    internal override void Apply(CalibrationRun run)
    {
        var residuals = new LayerGraph(run.Model).Residuals().ToArray();
        if (residuals.Length == 0)
        {
            throw new ArgumentException(
                $"the model '{run.Model.Name.Excerpt()}' has no residual addition, an Add of a branch with kernels and a shortcut; fixup "
                + "scales the branches of residual networks, lsuv any others.");
        }

        run.Tell("Fixup's scalar biases and multipliers are layers of a model, which no initialization adds: put them into the model.");
        if (residuals.SelectMany(residual => residual.Branch).Any(node => node.IsNormalization()))
        {
            run.Tell("branches of the model have normalization, which undoes Fixup's scales: it is made for networks without.");
        }

        run.Forward(call =>
        {
            foreach (KernelPart part in run.Open(call))
            {
                Scale(run, call, part, residuals);
            }
        });
    }

    private static void Scale(
        CalibrationRun run, ObservedCall call, KernelPart part, (ModelNode Sum, ModelNode[] Branch, ModelNode[] Shortcut)[] residuals)
    {
        ModelNode node = part.Node;
        double fanOut = Math.Max(1, FanRule.Keras.Of(part.Kernel.Shape).FanOut);
        if (residuals.FirstOrDefault(residual => residual.Branch.Contains(node)) is { Branch: { } branch })
        {
            ModelNode[] kernels = [.. branch.Where(each => each.Weights.Any(weight => weight.Shape.Rank > 1))];
            if (kernels[^1] == node)
            {
                Zero(part.Kernel, null);
                Finish(run, call, part, "the last kernel of its branch: 0");
                return;
            }

            part.Kernel.ScaleTo(ValueOf(ModelRules.Fixup(residuals.Length, kernels.Length, fanOut), "branch"));
            Finish(run, call, part, $"in a branch: L = {residuals.Length}, m = {kernels.Length}");
        }
        else if (residuals.Any(residual => residual.Shortcut.LastOrDefault(each => each.Weights.Count > 0) == node))
        {
            part.Kernel.ScaleTo(Math.Sqrt(2 / fanOut));
            Finish(run, call, part, "in a shortcut: √(2/fan_out)");
        }
        else if (IsClassifier(run.Model, node))
        {
            Zero(part.Kernel, run.BiasOf(part));
            Finish(run, call, part, "the classifier: 0");
        }
        else
        {
            run.Tell(part, "left: outside of all branches");
        }
    }

    private static bool IsClassifier(Model model, ModelNode node) =>
        node.ClassName == "Dense" && model.OutputTensors.Any(output => output.Node == node.Index);

    private static void Zero(Weight kernel, Weight? bias)
    {
        kernel.Scale(0);
        bias?.Scale(0);
    }

    private static void Finish(CalibrationRun run, ObservedCall call, KernelPart part, string note)
    {
        run.Count(part, 1);
        run.Tell(part, note);
        call.Repeat();
    }

    private static double ValueOf(ModelRule rule, string role) => rule.Parts.First(part => part.Role == role).Value;
}
