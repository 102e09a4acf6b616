using Seedbed.Checkpoints.Hdf5.Reading.Structures;
using Seedbed.Shapes;

namespace Seedbed.Checkpoints.Hdf5.Reading.Messages;

/// <summary>Reads the shape of a dataset or attribute.</summary>
internal static class Dataspace
{
    private const string What = "a dataspace message";

    /// <summary>The shape; one that is "null", an attribute or dataset without elements, is [0].</summary>
    /// <exception cref="FormatException">It is damaged, or has more elements than a shape may have.</exception>
    internal static Shape Read(ReadOnlySpan<byte> message)
    {
        FieldReader fields = new(message, What);
        int version = fields.ExpectVersion(1, 2);
        int rank = fields.Byte();
        fields.Skip(1);
        int kind = fields.Byte();
        bool isNull = version == 2 && kind == 2;
        if (rank > Hdf5Limits.Rank || (isNull && rank != 0) || (version == 2 && kind > 2))
        {
            throw new FormatException($"{What} has {rank} dimensions and the kind {kind}; there are at most {Hdf5Limits.Rank} and kinds from 0 to 2. The file is damaged.");
        }

        fields.Skip(version == 1 ? 4 : 0);
        long[] dimensions = new long[rank];
        foreach (ref long dimension in dimensions.AsSpan())
        {
            dimension = fields.Length();
        }

        return isNull ? [0] : ToShape(dimensions);
    }

    private static Shape ToShape(long[] dimensions)
    {
        try
        {
            return Shape.Create(dimensions);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"shape [{string.Join(", ", dimensions)}] has more elements than a file can hold; the file is damaged.", fault);
        }
    }
}
