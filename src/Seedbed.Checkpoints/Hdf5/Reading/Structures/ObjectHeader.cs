namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>The messages of an object, gathered from its header and the header's continuations.</summary>
internal sealed class ObjectHeader
{
    private const string What = "an object header";
    private const int OldPrefixLength = 16;
    private const int OldMessagePrefixLength = 8;

    /// <summary>Bits of version 2: how long fields are and which there are.</summary>
    private const int KnownFlags = 0x3F;

    private readonly StructureReader _file;
    private readonly Queue<(long Address, long Length)> _continuations = [];
    private readonly List<HeaderMessage> _messages = [];

    private ObjectHeader(StructureReader file, long address)
    {
        _file = file;
        file.Visit(address, What);
        byte version = file.Read(address, 1, What)[0];
        if (version == 1)
        {
            ReadOld(address);
        }
        else
        {
            ReadNew(address);
        }
    }

    internal IReadOnlyList<HeaderMessage> Messages => _messages;

    /// <summary>Reads the header at an address, of version 1 or 2.</summary>
    /// <exception cref="FormatException">There is none, or it is damaged.</exception>
    internal static ObjectHeader Read(StructureReader file, long address) => new(file, address);

    /// <summary>The content of the one message of a kind, or null.</summary>
    /// <exception cref="FormatException">There are several.</exception>
    internal ReadOnlyMemory<byte>? Find(Hdf5MessageType type)
    {
        ReadOnlyMemory<byte>? found = null;
        foreach (HeaderMessage message in _messages.Where(message => message.Type == type))
        {
            found = found is null
                ? message.Content
                : throw new FormatException($"an object has two messages of the kind {type}; the file is damaged.");
        }

        return found;
    }

    internal bool Has(Hdf5MessageType type) => _messages.Exists(message => message.Type == type);

    private void ReadOld(long address)
    {
        FieldReader prefix = new(_file.Read(address, OldPrefixLength, What), What);
        prefix.Skip(2);
        int count = prefix.UInt16();
        prefix.Skip(4);
        uint length = prefix.UInt32();
        if (count == 0 ? length > 0 : length < OldMessagePrefixLength)
        {
            throw new FormatException($"{What} has {count} messages in {length} bytes; the file is damaged.");
        }

        ReadMessages(_file.Read(address + OldPrefixLength, length, What), ReadOldPrefix);
        while (_continuations.TryDequeue(out (long Address, long Length) next))
        {
            ReadMessages(_file.ReadOnce(next.Address, next.Length, "a continuation of an object header"), ReadOldPrefix);
        }
    }

    private void ReadNew(long address)
    {
        // Signature, version, flags, times, phase change values, size of the first chunk: at most this.
        const int longestPrefix = 34;
        FieldReader prefix = new(_file.Read(address, Math.Min(longestPrefix, Math.Max(_file.End - address, 0)), What), What);
        prefix.Expect("OHDR"u8);
        prefix.ExpectVersion(2);
        int flags = prefix.ExpectFlags(KnownFlags);
        prefix.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long size = prefix.Length(1 << (flags & 3));
        int start = prefix.Position;
        PrefixReader readPrefix = (flags & 4) != 0 ? ReadOrderedPrefix : ReadShortPrefix;
        ReadChecked(_file.Read(address, size <= _file.End ? start + size + sizeof(uint) : size, What), start, readPrefix);
        while (_continuations.TryDequeue(out (long Address, long Length) next))
        {
            byte[] chunk = _file.ReadOnce(next.Address, next.Length, "a continuation of an object header");
            new FieldReader(chunk, "a continuation of an object header").Expect("OCHK"u8);
            ReadChecked(chunk, sizeof(uint), readPrefix);
        }
    }

    private void ReadChecked(byte[] chunk, int start, PrefixReader readPrefix)
    {
        Lookup3.Check(chunk, What);
        int length = chunk.Length - start - sizeof(uint);
        if (length < 0)
        {
            throw new FormatException($"{What} is {-length} bytes too short; the file is damaged.");
        }

        ReadMessages(chunk.AsMemory(start, length), readPrefix);
    }

    private void ReadMessages(ReadOnlyMemory<byte> chunk, PrefixReader readPrefix)
    {
        FieldReader fields = new(chunk.Span, What);
        while (readPrefix(ref fields, out int type, out int size, out int flags))
        {
            int start = fields.Position;
            fields.Skip(size);
            _file.Charge(size);
            Add(type, (MessageFlags)flags, chunk.Slice(start, size));
        }
    }

    private void Add(int type, MessageFlags flags, ReadOnlyMemory<byte> content)
    {
        var kind = (Hdf5MessageType)type;
        CheckFlags(kind, flags);
        if (kind > Hdf5MessageType.Last)
        {
            if (flags.HasFlag(MessageFlags.MustUnderstand))
            {
                throw new FormatException(
                    $"an object has a message of the unknown kind {type} that a reader must understand; the file is newer than this "
                    + "reader.");
            }
        }
        else if (kind == Hdf5MessageType.Nil)
        {
            return;
        }
        else if (kind == Hdf5MessageType.Continuation)
        {
            FieldReader fields = new(content.Span, "a continuation message");
            _continuations.Enqueue((fields.Address(), fields.Length()));
        }
        else if (flags.HasFlag(MessageFlags.Shared))
        {
            throw new FormatException(
                $"an object shares its message {kind} with others (a named datatype); such files are not read: write the type into the "
                + "dataset.");
        }
        else
        {
            _messages.Add(new HeaderMessage(kind, content));
        }
    }

    private static void CheckFlags(Hdf5MessageType kind, MessageFlags flags)
    {
        bool canBeShared = kind is Hdf5MessageType.Dataspace or Hdf5MessageType.Datatype or Hdf5MessageType.OldFillValue
            or Hdf5MessageType.FillValue or Hdf5MessageType.Filters or Hdf5MessageType.Attribute or > Hdf5MessageType.Last;
        MessageFlags ofUnknown = flags & (MessageFlags.WasUnknown | MessageFlags.MarkUnknown | MessageFlags.MustUnderstandToWrite);
        if (flags.HasFlag(MessageFlags.Shared | MessageFlags.NeverShared)
            || (flags.HasFlag(MessageFlags.Shareable) && !canBeShared)
            || (flags.HasFlag(MessageFlags.WasUnknown) && ofUnknown != (MessageFlags.WasUnknown | MessageFlags.MarkUnknown)))
        {
            throw new FormatException(
                $"{What} has a message {kind} with the flags 0x{(int)flags:x2}, which contradict each other or its kind; the file is "
                + "damaged.");
        }
    }

    private static bool ReadOldPrefix(ref FieldReader fields, out int type, out int size, out int flags)
    {
        (type, size, flags) = (0, 0, 0);
        if (fields.Remaining < OldMessagePrefixLength)
        {
            return false;
        }

        (type, size, flags) = (fields.UInt16(), fields.UInt16(), fields.Byte());
        fields.Skip(3);
        return size % 8 == 0
            ? true
            : throw new FormatException(
                $"{What} of version 1 has a message of {size} bytes; their lengths are multiples of 8. The file is damaged.");
    }

    private static bool ReadShortPrefix(ref FieldReader fields, out int type, out int size, out int flags)
    {
        bool more = fields.Remaining >= 4;
        (type, size, flags) = more ? (fields.Byte(), fields.UInt16(), fields.Byte()) : (0, 0, 0);
        return more;
    }

    private static bool ReadOrderedPrefix(ref FieldReader fields, out int type, out int size, out int flags)
    {
        bool more = fields.Remaining >= 6;
        (type, size, flags) = more ? (fields.Byte(), fields.UInt16(), fields.Byte()) : (0, 0, 0);
        fields.Skip(more ? 2 : 0);
        return more;
    }

    /// <summary>What a header says of a message.</summary>
    [Flags]
    private enum MessageFlags
    {
        None = 0,

        /// <summary>It lies elsewhere and only a reference stands here.</summary>
        Shared = 0x02,
        NeverShared = 0x04,
        MustUnderstandToWrite = 0x08,

        /// <summary>A program that does not know the message marks it with <see cref="WasUnknown"/> when it changes the object.</summary>
        MarkUnknown = 0x10,
        WasUnknown = 0x20,
        Shareable = 0x40,

        /// <summary>A reader that does not know the message must not open the object.</summary>
        MustUnderstand = 0x80,
    }

    /// <summary>Reads what stands before a message, or returns false where no further message fits.</summary>
    private delegate bool PrefixReader(ref FieldReader fields, out int type, out int size, out int flags);
}
