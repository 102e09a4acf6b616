using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Hdf5;

/// <summary>A small named value on a group or dataset: texts or numbers. One of another kind has neither, only its name.</summary>
internal sealed record Hdf5Attribute
{
    private Hdf5Attribute(string name, Shape shape)
    {
        Name = name;
        Shape = shape;
    }

    internal string Name { get; }

    internal Shape Shape { get; }

    /// <summary>The type of the numbers; null for texts and for kinds that are not understood.</summary>
    internal DType? Type { get; private init; }

    /// <summary>The numbers, little-endian.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>The texts, row-major.</summary>
    internal ImmutableArray<string> Texts { get; private init; } = [];

    /// <summary>How the texts are to be stored; what is read has the form that is written by default.</summary>
    internal Hdf5TextForm Form { get; init; }

    /// <summary>The text, where there is exactly one.</summary>
    internal string? Text => Texts.Length == 1 ? Texts[0] : null;

    internal static Hdf5Attribute OfText(string name, string text) => OfTexts(name, [], [text]);

    internal static Hdf5Attribute OfTexts(string name, Shape shape, ImmutableArray<string> texts) => new(name, shape) { Texts = texts };

    internal static Hdf5Attribute OfInteger(string name, long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return OfNumbers(name, DType.Int64, [], bytes);
    }

    internal static Hdf5Attribute OfNumber(string name, double value)
    {
        byte[] bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return OfNumbers(name, DType.Float64, [], bytes);
    }

    internal static Hdf5Attribute OfNumbers(string name, DType type, Shape shape, ReadOnlyMemory<byte> bytes) =>
        new(name, shape) { Type = type, Bytes = bytes };

    /// <summary>An attribute of a kind that is not understood.</summary>
    internal static Hdf5Attribute OfUnknown(string name, Shape shape) => new(name, shape);
}

/// <summary>How texts of an attribute are stored.</summary>
internal enum Hdf5TextForm
{
    /// <summary>Of any length, marked as UTF-8.</summary>
    Utf8,

    /// <summary>Of any length, without that mark, as h5py stores bytes: their reader gets bytes.</summary>
    Bytes,

    /// <summary>All of one number of bytes, filled up with zeros, as h5py stores an array of bytes.</summary>
    FixedBytes,
}
