using Seedbed.Checkpoints.Writing;
using Seedbed.Messages;
using Seedbed.Networks.Models;

namespace Seedbed.Cli.Training;

/// <summary>Where a trained model is saved.</summary>
internal static class TrainedFile
{
    private const string Archive = ".keras";

    private static readonly string[] s_endings = [Archive, ".weights.h5", ".safetensors", ".npz"];

    /// <summary>The endings, for messages.</summary>
    internal static string Endings => string.Join(", ", s_endings);

    /// <summary>Refuses a target before there is anything to save.</summary>
    /// <exception cref="ArgumentException">The ending is none of the endings, or the file exists.</exception>
    internal static void Check(string path, bool force)
    {
        if (!s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"-o is '{path.Excerpt()}'; its name must end in one of {Endings}.");
        }

        if (File.Exists(path) && !force)
        {
            throw new ArgumentException($"{path.Excerpt()} exists; name another file, or allow it to be replaced with --force.");
        }
    }

    /// <summary>Saves the model, or its weights, as the ending says.</summary>
    internal static void Write(string path, Model model, WriteOptions options)
    {
        if (path.EndsWith(Archive, StringComparison.OrdinalIgnoreCase))
        {
            model.Save(path, options);
        }
        else
        {
            model.SaveWeights(path, options);
        }
    }
}
