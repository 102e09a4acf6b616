using System.Buffers.Binary;
using System.IO.Hashing;

namespace Seedbed.Training;

/// <summary>A format of images: told by its first bytes, and whole or not by its own marks.</summary>
/// <param name="Name">The format.</param>
/// <param name="Endings">Of its files.</param>
/// <param name="Matches">Whether content begins as the format does.</param>
/// <param name="IsWhole">Whether nothing of the content is missing.</param>
/// <remarks>
/// StbImageSharp takes what is cut or damaged for an image where it can, so that is looked for before: the checksums of PNG's chunks
/// (ISO/IEC 15948, 5.3), the mark at JPEG's end (ISO/IEC 10918-1, B.1.1), the blocks of GIF's first image (GIF89a, 15 to 22), and the rows
/// that a BMP's header announces.
/// </remarks>
internal sealed record ImageFormat(string Name, string[] Endings, ImageFormat.Test Matches, ImageFormat.Test IsWhole)
{
    /// <summary>A question about the bytes of a file.</summary>
    internal delegate bool Test(ReadOnlySpan<byte> content);

    /// <summary>What is read, as Keras reads it.</summary>
    internal static readonly ImageFormat[] All =
    [
        new("PNG", [".png"], content => content is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..], HasWholeChunks),
        new("JPEG", [".jpg", ".jpeg"], content => content is [0xFF, 0xD8, 0xFF, ..], HasWholeSegments),
        new("GIF", [".gif"], content => content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8), HasWholeImage),
        new("BMP", [".bmp"], content => content.StartsWith("BM"u8), HasWholeRows),
    ];

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

    /// <summary>Extensions, then an image: a head, its palette, and blocks of a length and as many bytes up to an empty one.</summary>
    private static bool HasWholeImage(ReadOnlySpan<byte> content)
    {
        const int ScreenSize = 13;
        const int HeadSize = 10;
        int at = content.Length < ScreenSize ? content.Length : ScreenSize + PaletteSize(content[10]);
        while (at + 1 < content.Length && content[at] == 0x21)
        {
            at = BehindBlocks(content, at + 2);
        }

        return at + HeadSize < content.Length && content[at] == 0x2C
            && BehindBlocks(content, at + HeadSize + PaletteSize(content[at + HeadSize - 1]) + 1) <= content.Length;
    }

    private static int PaletteSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    /// <summary>The place behind blocks and their end; one behind the content's where they are cut.</summary>
    private static int BehindBlocks(ReadOnlySpan<byte> content, int at)
    {
        while (at < content.Length && content[at] != 0)
        {
            at += 1 + content[at];
        }

        return Math.Min(at, content.Length) + 1;
    }

    /// <summary>The header tells where the rows begin, and their size; rows end at multiples of four bytes.</summary>
    private static bool HasWholeRows(ReadOnlySpan<byte> content)
    {
        const int HeaderSize = 30;
        const uint CoreSize = 12;
        if (content.Length < HeaderSize)
        {
            return false;
        }

        bool isCore = BinaryPrimitives.ReadUInt32LittleEndian(content[14..]) == CoreSize;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(content[10..]);
        (long width, long height) = isCore
            ? (BinaryPrimitives.ReadUInt16LittleEndian(content[18..]), BinaryPrimitives.ReadUInt16LittleEndian(content[20..]))
            : (BinaryPrimitives.ReadInt32LittleEndian(content[18..]), BinaryPrimitives.ReadInt32LittleEndian(content[22..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(content[(isCore ? 24 : 28)..]);
        decimal bytes = start + ((decimal)(((Math.Abs(width) * bits) + 31) / 32 * 4) * Math.Abs(height));
        return bytes <= content.Length;
    }
}
