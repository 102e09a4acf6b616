using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// Where blocks of tensors go, from several threads: to their place in the file, to the meter, and to the checksums where the format has
/// any.
/// </summary>
internal sealed class ContentSink(SafeFileHandle handle, ProgressMeter meter, ContentChecksums? checksums)
{
    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        RandomAccess.Write(handle, bytes, offset);
        checksums?.Add(offset, bytes);
        meter.Add(bytes.Length);
    }
}
