namespace Seedbed.Checkpoints.Zip;

/// <summary>The numbers of the format that reader and writer share.</summary>
/// <remarks>Source: PKWARE APPNOTE 6.3.10, 4.3 to 4.5.</remarks>
internal static class ZipFormat
{
    internal const uint LocalSignature = 0x04034B50;
    internal const uint CentralSignature = 0x02014B50;
    internal const uint EndSignature = 0x06054B50;
    internal const uint End64Signature = 0x06064B50;
    internal const uint Locator64Signature = 0x07064B50;

    internal const int LocalLength = 30;
    internal const int CentralLength = 46;
    internal const int EndLength = 22;
    internal const int End64Length = 56;
    internal const int Locator64Length = 20;

    /// <summary>The extra field of sizes and offsets of 8 bytes.</summary>
    internal const ushort Extra64 = 1;

    /// <summary>A count or size that stands elsewhere, in 8 bytes.</summary>
    internal const uint Elsewhere = uint.MaxValue;

    internal const ushort CountElsewhere = ushort.MaxValue;

    /// <summary>Flag: encrypted.</summary>
    internal const ushort Encrypted = 1;

    /// <summary>Flag: the name is UTF-8.</summary>
    internal const ushort Utf8 = 1 << 11;

    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;

    /// <summary>
    /// 1 January 1980, the first day of the format, so that an archive's bytes do not depend on the day they are written.
    /// </summary>
    internal const uint Date = (1 << 21) | (1 << 16);
}
