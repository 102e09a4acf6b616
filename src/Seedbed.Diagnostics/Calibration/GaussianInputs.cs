using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Inputs where no data is given.</summary>
internal static class GaussianInputs
{
    /// <summary>Samples for every input of a model, and what was assumed.</summary>
    internal static (IReadOnlyList<Samples> Inputs, string Note) Of(Model model, int batch)
    {
        IReadOnlyList<Samples> inputs = DrawnInputs.Of(
            model, batch, index => Seed.FromKey(RandomKey.FromName(model.Seed, $"calibration/input_{index}")));
        string[] tokens = [.. model.InputNames.Where((_, index) => DrawnInputs.VocabularyOf(model, index) is not null)];
        bool isGuessed = model.InputShapes.Any(shape => shape.Skip(1).Contains(null));
        string kind = tokens.Length == inputs.Count ? "tokens, each as likely"
            : tokens.Length > 0 ? $"N(0, 1), and tokens for {string.Join(", ", tokens.Select(name => $"'{name.Excerpt()}'"))}"
            : "independent N(0, 1)";
        return (inputs,
            $"no data is given: the inputs are {batch} samples of {kind}, drawn from the seed {model.Seed}"
            + $"{(isGuessed ? $"; sizes that the model does not tell are {DrawnInputs.OpenSize}" : "")}. Give the data that the model is "
            + "for.");
    }
}
