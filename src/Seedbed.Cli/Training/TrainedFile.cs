using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Writing;
using Seedbed.Cli.Initializing;
using Seedbed.Keras;
using Seedbed.Models;

namespace Seedbed.Cli.Training;

/// <summary>Where a trained model is saved.</summary>
internal static class TrainedFile
{
    /// <summary>The endings, for messages.</summary>
    internal static string Endings => KnownFormats.NamesOf(KerasFormats.All.WrittenOfModels);

    /// <summary>Refuses a target before there is anything to save.</summary>
    /// <exception cref="ArgumentException">The ending is none of the endings, or the file exists.</exception>
    internal static void Check(string path, bool force)
    {
        _ = FormatOf(path);
        if (File.Exists(path) && !force)
        {
            throw new ArgumentException($"{path.Excerpt()} exists; name another file, or allow it to be replaced with --force.");
        }
    }

    /// <summary>Saves the model, or its weights, as the ending says.</summary>
    internal static void Write(string path, Model model, WriteOptions options)
    {
        if (FormatOf(path).Scope == CheckpointScope.WholeModel)
        {
            model.Save(path, options);
        }
        else
        {
            model.SaveWeights(path, options);
        }
    }

    private static CheckpointFormat FormatOf(string path) => OutputFormat.Of(path, KerasFormats.All.WrittenOfModels);
}
