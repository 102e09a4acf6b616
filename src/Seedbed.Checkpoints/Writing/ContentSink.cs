using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing;

/// <summary>Writes bytes at their place.</summary>
/// <param name="bytes">Valid during the call.</param>
/// <param name="offset">The place of the first.</param>
internal delegate void PlacedWrite(ReadOnlySpan<byte> bytes, long offset);

/// <summary>
/// Where blocks of tensors go, from several threads: to their place in the file, to the meter, and to the checksums where the format has
/// any.
/// </summary>
internal sealed class ContentSink(PlacedWrite write, ProgressMeter meter, ContentChecksums? checksums)
{
    /// <summary>A sink into an open file.</summary>
    internal ContentSink(SafeFileHandle handle, ProgressMeter meter, ContentChecksums? checksums)
        : this((bytes, offset) => RandomAccess.Write(handle, bytes, offset), meter, checksums)
    {
    }

    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        write(bytes, offset);
        checksums?.Add(offset, bytes);
        meter.Add(bytes.Length);
    }
}
