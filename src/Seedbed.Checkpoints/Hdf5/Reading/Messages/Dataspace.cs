using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>Reads the shape of a dataset or attribute.</summary>
internal static class Dataspace
{
    private const string What = "a dataspace message";
    private const int Simple = 1;
    private const int Null = 2;

    /// <summary>The shape; one that is "null", an attribute or dataset without elements, is [0].</summary>
    /// <exception cref="FormatException">It is damaged, or has more elements than a shape may have.</exception>
    internal static Shape Read(ReadOnlySpan<byte> message) => ReadWithMost(message).Shape;

    /// <summary>The shape, and what each dimension may grow to, which is −1 for one without end.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    internal static (Shape Shape, long[] Most) ReadWithMost(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        int version = fields.ExpectVersion(1, 2);
        int rank = fields.Byte();
        bool hasMost = (fields.Byte() & 1) != 0;
        int kind = fields.Byte();
        if (rank > Hdf5Limits.Rank || (version == 2 && (kind > Null || (kind != Simple && rank > 0))))
        {
            throw new FormatException($"{What} has {rank} dimensions and the kind {kind}; "
                + $"there are at most {Hdf5Limits.Rank}, and kinds 0 (scalar) and 2 (null), which have none, and 1. The file is damaged.");
        }

        fields.Skip(version == 1 ? 4 : 0);
        long[] dimensions = new long[rank];
        foreach (ref long dimension in dimensions.AsSpan())
        {
            dimension = fields.Length();
        }

        long[] most = hasMost ? ReadMost(ref fields, dimensions) : dimensions;
        return (version == 2 && kind == Null ? [0] : ToShape(dimensions), most);
    }

    /// <summary>Holds the dimensions against what they may grow to, of which all ones is without end.</summary>
    private static long[] ReadMost(ref FieldReader fields, long[] dimensions)
    {
        long[] all = new long[dimensions.Length];
        foreach ((int axis, long dimension) in dimensions.Index())
        {
            long most = fields.Address();
            all[axis] = (ulong)dimension <= (ulong)most
                ? most
                : throw new FormatException($"a dimension is {dimension}, but may grow to {most} only; the file is damaged.");
        }

        return all;
    }

    private static Shape ToShape(long[] dimensions)
    {
        try
        {
            return Shape.Create(dimensions);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(
                $"shape [{string.Join(", ", dimensions.Select(item => $"{item}"))}] has more elements than a file can hold; the file is "
                + "damaged.", fault);
        }
    }
}
