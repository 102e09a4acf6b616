namespace Seedbed.Checkpoints.Hdf5;

/// <summary>The kinds of messages in object headers, by their numbers in the format.</summary>
internal enum Hdf5MessageType
{
    Nil = 0x00,
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    OldFillValue = 0x04,
    FillValue = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    GroupInfo = 0x0A,
    Filters = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    TreeRanks = 0x13,
    DriverInfo = 0x14,
    AttributeInfo = 0x15,

    /// <summary>Kinds above are unknown to the format's version 3.</summary>
    Last = 0x17,
}
