using System.Buffers.Binary;
using System.IO.Hashing;
using Seedbed.Checkpoints;
using StbImageSharp;

namespace Seedbed.Training;

/// <summary>A PNG or JPEG file: what it is, and its points as bytes, row by row, each with its channels.</summary>
/// <remarks>
/// StbImageSharp decodes. It takes what is cut or damaged for an image where it can, so that is looked for before: the checksums of PNG's
/// chunks (ISO/IEC 15948, 5.3) and the mark at JPEG's end (ISO/IEC 10918-1, B.1.1).
/// </remarks>
internal static class ImageFile
{
    /// <summary>The endings that Keras's files of images have, of those formats that are read here.</summary>
    internal static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Of an image of four channels the decoder has twice 256 MiB at a time.</summary>
    internal const int MostPoints = 1 << 26;

    /// <summary>A file of more bytes than the points of the largest image holds something else.</summary>
    private const int MostBytes = 1 << 28;

    /// <summary>Height and width.</summary>
    /// <exception cref="FormatException">It is no image, damaged or too large; the sentence begins with the path.</exception>
    internal static (int Height, int Width) ReadSize(string path) => CheckpointSource.Read(path, file => Decoded(file, SizeOf));

    /// <summary>Its bytes, in the number of channels that is asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue, 4 with alpha.</param>
    /// <exception cref="FormatException">It is no image, damaged or too large; the sentence begins with the path.</exception>
    internal static byte[] Read(string path, int channels) => CheckpointSource.Read(path, file => Decoded(file, content =>
    {
        _ = SizeOf(content);
        using BoundedStream stream = new(content);
        return ImageResult.FromStream(stream, (ColorComponents)channels).Data;
    }));

    /// <summary>The decoder tells damage by exceptions of any kind.</summary>
    private static T Decoded<T>(CheckpointSource file, Func<byte[], T> decode)
    {
        if (file.Length > MostBytes)
        {
            throw new FormatException($"the image has {file.Length} bytes; at most {MostBytes} are read: save it smaller.");
        }

        try
        {
            return decode(file.ReadAll());
        }
        catch (Exception fault) when (fault is not (FormatException or OutOfMemoryException))
        {
            throw new FormatException(
                $"the image is damaged, or of a kind that is not read ({fault.Message.Excerpt()}); save it again as PNG.", fault);
        }
    }

    private static (int Height, int Width) SizeOf(byte[] content)
    {
        if (!IsPng(content) && !IsJpeg(content))
        {
            throw new FormatException("this is no image in PNG or JPEG; convert it, or take it out of the folder.");
        }

        CheckWhole(content);
        using BoundedStream stream = new(content);
        ImageInfo info = ImageInfo.FromStream(stream)
            ?? throw new FormatException("the image is damaged: its header tells no size; copy it again.");
        return info is { Width: > 0, Height: > 0 } && (long)info.Width * info.Height <= MostPoints
            ? (info.Height, info.Width)
            : throw new FormatException(
                $"the image is to have {info.Height} by {info.Width} points; at least one and at most {MostPoints} are read: make it "
                + "smaller.");
    }

    private static void CheckWhole(ReadOnlySpan<byte> content)
    {
        if (IsPng(content) && !HasWholeChunks(content))
        {
            throw new FormatException("the PNG file is cut or damaged: a chunk is not whole, or its checksum is another; copy it again.");
        }

        if (IsJpeg(content) && !HasWholeSegments(content))
        {
            throw new FormatException("the JPEG file is cut or damaged: a segment, or the mark of its end, is missing; copy it again.");
        }
    }

    private static bool IsPng(ReadOnlySpan<byte> content) => 
        content is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..];

    private static bool IsJpeg(ReadOnlySpan<byte> content) => content is [0xFF, 0xD8, 0xFF, ..];

    /// <summary>Chunks are a length, a name of four letters, content and the checksum of the latter two; the last is IEND.</summary>
    private static bool HasWholeChunks(ReadOnlySpan<byte> content)
    {
        const int Frame = 12;
        ReadOnlySpan<byte> rest = content[8..];
        while (rest.Length >= Frame)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - Frame)
            {
                return false;
            }

            ReadOnlySpan<byte> named = rest.Slice(4, 4 + (int)length);
            if (Crc32.HashToUInt32(named) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            {
                return false;
            }

            if (named.StartsWith("IEND"u8))
            {
                return true;
            }

            rest = rest[(Frame + (int)length)..];
        }

        return false;
    }

    /// <summary>
    /// Segments have a mark and most a length; behind that of a scan come its bytes, in which no mark but restarts stands.
    /// </summary>
    private static bool HasWholeSegments(ReadOnlySpan<byte> content)
    {
        int at = 2;
        while (at + 1 < content.Length && !(content[at] == 0xFF && content[at + 1] == 0xD9))
        {
            bool hasLength = content[at] == 0xFF && content[at + 1] is not (<= 0x01 or 0xFF or (>= 0xD0 and <= 0xD8));
            if (hasLength && at + 4 > content.Length)
            {
                return false;
            }

            at += hasLength ? 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]) : 1;
        }

        return at + 1 < content.Length;
    }

    /// <summary>A place behind the end is the end: the decoder, which looks for nothing else, would read on for ever.</summary>
    private sealed class BoundedStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public override long Seek(long offset, SeekOrigin loc) => Position = Math.Min(base.Seek(offset, loc), Length);
    }
}
