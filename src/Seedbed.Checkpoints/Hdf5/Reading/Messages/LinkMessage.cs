using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>A link of the newer kind, a message of its own.</summary>
internal static class LinkMessage
{
    private const string What = "a link message";
    private const int HardLink = 0;
    private const int SoftLink = 1;
    private const int Utf8 = 1;

    /// <summary>Reads a link.</summary>
    /// <exception cref="FormatException">It is damaged, or leads out of the file.</exception>
    internal static Link Read(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        fields.ExpectVersion(1);
        int flags = fields.ExpectFlags(0x1F);
        int kind = (flags & 0x08) != 0 ? fields.Byte() : HardLink;
        fields.Skip((flags & 0x04) != 0 ? sizeof(long) : 0);
        int characters = (flags & 0x10) != 0 ? fields.Byte() : 0;
        if (characters > Utf8)
        {
            throw new FormatException($"{What} has a name in the unknown character set {characters}; the file is damaged.");
        }

        string name = Hdf5Encoding.Decode(fields.Take(fields.Length(1 << (flags & 3))));
        return kind switch
        {
            HardLink => Link.Create(name, fields.Address()),
            SoftLink => Link.Create(name, Hdf5Signature.NoAddress, Hdf5Encoding.Decode(fields.Take(fields.UInt16()))),
            _ => throw new FormatException($"'{name.Excerpt()}' is an external link; only links to objects of the same file are read."),
        };
    }
}
