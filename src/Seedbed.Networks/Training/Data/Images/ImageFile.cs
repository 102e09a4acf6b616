using Seedbed.Checkpoints;
using StbImageSharp;

namespace Seedbed.Training;

/// <summary>
/// An image in a file: what it is, and its points as bytes, row by row, each with its channels; of an animation its first frame.
/// </summary>
/// <remarks>StbImageSharp decodes.</remarks>
internal static class ImageFile
{
    /// <summary>The endings that Keras's files of images have.</summary>
    internal static readonly string[] Endings = [.. ImageFormat.All.SelectMany(format => format.Endings)];

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
        ImageFormat format = Array.Find(ImageFormat.All, known => known.Matches(content)) ?? throw new FormatException(
            $"this is no image in {string.Join(", ", ImageFormat.All.Select(known => known.Name))}; convert it, or take it out of the "
            + "folder.");
        if (!format.IsWhole(content))
        {
            throw new FormatException(
                $"the {format.Name} file is cut or damaged: a part is not whole, or its checksum is another; copy it again.");
        }

        using BoundedStream stream = new(content);
        ImageInfo info = ImageInfo.FromStream(stream)
            ?? throw new FormatException("the image is damaged: its header tells no size; copy it again.");
        return info is { Width: > 0, Height: > 0 } && (long)info.Width * info.Height <= MostPoints
            ? (info.Height, info.Width)
            : throw new FormatException(
                $"the image is to have {info.Height} by {info.Width} points; at least one and at most {MostPoints} are read: make it "
                + "smaller.");
    }

    /// <summary>A place behind the end is the end: the decoder, which looks for nothing else, would read on for ever.</summary>
    private sealed class BoundedStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public override long Seek(long offset, SeekOrigin loc) => Position = Math.Min(base.Seek(offset, loc), Length);
    }
}
