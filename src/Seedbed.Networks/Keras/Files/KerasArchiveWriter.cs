using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Writing;
using Seedbed.Checkpoints.Zip;
using Seedbed.Networks.Keras.Archives;

namespace Seedbed.Networks.Keras.Files;

/// <summary>
/// Writes a plan as a .keras file, for <c>keras.models.load_model</c>: an archive of the model's configuration, its weights, and the
/// version of Keras.
/// </summary>
/// <remarks>Source: <c>keras.saving.saving_lib</c>.</remarks>
public static class KerasArchiveWriter
{
    /// <summary>Writes the file, or leaves everything as it was.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="plan">What is written; its template is the model.</param>
    /// <param name="model">The configuration, written unchanged, and what is told beside it.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The file exists and must not be replaced, or a tensor has no place in such a file.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left behind.</exception>
    public static void Write(string path, InitializationPlan plan, KerasArchiveContent model, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(model);
        CheckpointWriter.Write(path, Layout(plan, model), plan.Stream, options ?? WriteOptions.Default);
    }

    internal static CheckpointLayout Layout(InitializationPlan plan, KerasArchiveContent model) => ZipWriter.Layout(
        [
            new ZipContent(KerasArchive.MetadataName, Metadata(model)),
            new ZipContent(KerasArchive.ConfigName, model.Config),
            new ZipContent(KerasArchive.WeightsName, KerasWeightsWriter.Layout(plan)),
        ],
        PlanComment.Of(plan));

    private static byte[] Metadata(KerasArchiveContent model) => Encoding.UTF8.GetBytes(
        $"{{\"keras_version\": \"{JsonEncodedText.Encode(model.KerasVersion)}\", "
        + $"\"date_saved\": \"{JsonEncodedText.Encode(model.DateSaved)}\"}}");
}
