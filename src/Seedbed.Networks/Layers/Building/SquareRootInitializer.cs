using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;
using Seedbed.Numerics;
using Seedbed.Shapes;

namespace Seedbed.Networks.Layers.Building;

/// <summary>w = √v, v from another scheme: the deviation that belongs to an initial variance.</summary>
internal sealed record SquareRootInitializer(Initializer Variance) : DerivedInitializer
{
    public override IReadOnlyList<Initializer> Parts => [Variance];

    public override DerivedInitializer With(IReadOnlyList<Initializer> parts) => new SquareRootInitializer(parts[0]);

    public override void Check(in Shape shape, ElementType elementType) => Variance.Check(shape, elementType);

    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        Variance.FillSlice(destination, request.Shape, request.Start, request.ToOptions());
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.Sqrt(destination[i]);
        }
    }
}
