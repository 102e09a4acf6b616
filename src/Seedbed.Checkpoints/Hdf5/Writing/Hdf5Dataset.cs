using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints.Hdf5.Writing;

/// <summary>A tensor to be written; made by <see cref="Hdf5Group.Add"/>.</summary>
internal sealed class Hdf5Dataset : Hdf5Node
{
    internal Hdf5Dataset(DType type, Shape shape)
    {
        Type = type;
        Shape = shape;
        if (type.Kind == TensorKind.Opaque)
        {
            Set(Hdf5Attribute.OfText("dtype", type.Name));
        }
    }

    internal DType Type { get; }

    internal Shape Shape { get; }

    /// <summary>The bytes of all elements.</summary>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1.</exception>
    internal long ByteCount => checked(Shape.ElementCount * Type.SizeInBytes);
}
