using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Inputs where no data is given.</summary>
internal static class GaussianInputs
{
    /// <summary>What a size is taken as that the model does not tell, such as the steps of a sequence.</summary>
    internal const int UnknownSize = 32;

    /// <summary>Samples for every input of a model, and what was assumed.</summary>
    internal static (IReadOnlyList<Samples> Inputs, string Note) Of(Model model, int batch)
    {
        List<string> tokens = [];
        List<Samples> inputs = [];
        foreach ((int index, IReadOnlyList<long?> shape) in model.InputShapes.Index())
        {
            int[] sizes = [batch, .. shape.Skip(1).Select(size => checked((int)(size ?? UnknownSize)))];
            Seed seed = Seed.FromKey(RandomKey.FromName(model.Seed, $"calibration/input_{index}"));
            long? words = TokensOf(model, index);
            Initializer scheme = words is null ? new RandomNormal(0, 1, seed) : new RandomUniform(0, 1, seed);
            float[] values = scheme.CreateArray<float>(Shape.Create([.. sizes.Select(size => (long)size)]));
            if (words is { } count)
            {
                tokens.Add($"'{model.InputNames[index].Excerpt()}'");
                values = Array.ConvertAll(values, value => MathF.Min(MathF.Floor(value * count), count - 1));
            }

            inputs.Add(Samples.Of<float>(values, sizes));
        }

        bool isGuessed = model.InputShapes.Any(shape => shape.Skip(1).Contains(null));
        string kind = tokens.Count == inputs.Count ? "tokens, each as likely"
            : tokens.Count > 0 ? $"N(0, 1), and tokens for {string.Join(", ", tokens)}"
            : "independent N(0, 1)";
        return (inputs,
            $"no data is given: the inputs are {batch} samples of {kind}, drawn from the seed {model.Seed}"
            + $"{(isGuessed ? $"; sizes that the model does not tell are {UnknownSize}" : "")}. Give the data that the model is for.");
    }

    /// <summary>How many tokens the Embedding knows that an input goes to; null where it goes to none.</summary>
    private static long? TokensOf(Model model, int input) => model.Nodes
        .Where(node => node.ClassName is "Embedding" or "ReversibleEmbedding" && node.Inputs.Contains(new NodeTensor(-1, input)))
        .Select(node => (long?)node.Config["input_dim"]!.GetValue<long>()).Min();
}
