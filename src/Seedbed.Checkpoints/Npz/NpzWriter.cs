using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Writing;
using Seedbed.Checkpoints.Zip;

namespace Seedbed.Checkpoints.Npz;

/// <summary>
/// Writes a plan as NumPy's .npz file: an archive of .npy files, stored without compression, one a tensor, each named after it.
/// </summary>
/// <remarks>
/// Source of the format: <c>numpy.savez</c>. <c>numpy.load(path)["dense/kernel"]</c> gives a tensor; bfloat16 is two opaque bytes there.
/// </remarks>
public static class NpzWriter
{
    /// <summary>Writes the file, or leaves everything as it was.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="plan">What is written.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">
    /// The file exists and must not be replaced, or a tensor's name cannot stand in an archive.
    /// </exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left behind.</exception>
    public static void Write(string path, InitializationPlan plan, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        CheckpointWriter.Write(path, Layout(plan), plan.Stream, options ?? WriteOptions.Default);
    }

    internal static CheckpointLayout Layout(InitializationPlan plan) =>
        ZipWriter.Layout(
            [.. plan.Tensors.Select(tensor => new ZipContent(tensor.Name + NpyFormat.Ending, Array(tensor)))], PlanComment.Of(plan));

    private static CheckpointLayout Array(PlannedTensor tensor)
    {
        byte[] header = NpyWriter.Header(tensor, tensor.Shape);
        return new CheckpointLayout(header, [new FileRegion(header.Length, tensor)], checked(header.Length + tensor.ByteCount));
    }
}
