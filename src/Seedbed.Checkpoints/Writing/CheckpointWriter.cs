using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// The way from a layout to a file that all formats share: blocks are drawn by several threads, each into a buffer of its own, and written
/// at their offsets. Memory is bounded by the number of threads, except for schemes that make a whole tensor at once; those come first, one
/// after the other.
/// </summary>
internal static class CheckpointWriter
{
    /// <summary>Writes a file, or leaves everything as it was.</summary>
    /// <exception cref="ArgumentException">The target exists and must not be replaced.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static void Write(string path, CheckpointLayout layout, Random.RandomStream stream, WriteOptions options)
    {
        TargetFile.CheckTarget(path, options.Overwrite);
        options.CancellationToken.ThrowIfCancellationRequested();
        using TargetFile target = new(path, options.Overwrite, layout.Length);
        target.Explained(() =>
        {
            WriteContent(target.Handle, layout, stream, options);
            return true;
        });
        options.CancellationToken.ThrowIfCancellationRequested();
        target.Commit(options.FlushToDisk);
    }

    /// <summary>Writes headers, tensors and what closes the file into an open one.</summary>
    internal static void WriteContent(SafeFileHandle handle, CheckpointLayout layout, Random.RandomStream stream, WriteOptions options)
    {
        ContentChecksums? checksums = layout.Closing is null ? null : new ContentChecksums();
        ContentSink sink = new(handle, new ProgressMeter(options.Progress), checksums);
        WriteFixed(handle, layout.Fixed, checksums);
        TensorBytes tensors = new(stream, options);
        ExecutionOptions execution = new(options.MaxDegreeOfParallelism, options.CancellationToken);
        foreach (FileRegion region in layout.Regions.Where(region => region.Tensor.Initializer.NeedsWholeTensorOn(stream)))
        {
            tensors.WriteWhole(sink, region, execution.Degree);
        }

        BlockSource source = new(layout.Regions, stream);
        void WriteBlocks(CancellationToken token)
        {
            BlockBuffer buffer = new();
            while (!token.IsCancellationRequested && source.TryNext(buffer.Pieces))
            {
                int length = tensors.Fill(buffer);
                sink.Write(buffer.Bytes[..length], buffer.Pieces[0].Offset);
            }
        }

        execution.Run(execution.Degree, (_, token) => WriteBlocks(token));
        options.CancellationToken.ThrowIfCancellationRequested();
        WriteFixed(handle, layout.Closing?.Invoke(checksums!) ?? [], null);
    }

    private static void WriteFixed(SafeFileHandle handle, IEnumerable<FixedBytes> pieces, ContentChecksums? checksums)
    {
        foreach (FixedBytes piece in pieces)
        {
            RandomAccess.Write(handle, piece.Bytes.Span, piece.Offset);
            checksums?.Add(piece.Offset, piece.Bytes.Span);
        }
    }
}
