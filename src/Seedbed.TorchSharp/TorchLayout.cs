using Seedbed.Checkpoints;
using Seedbed.Initializers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>
/// How a module's weight lies in memory: (outputs, inputs/groups, sizes…), or of a transposed convolution (inputs, outputs/groups, sizes…).
/// </summary>
/// <param name="Groups">Groups of channels.</param>
/// <param name="IsTransposed">Whether the inputs come first.</param>
internal sealed record TorchLayout(int Groups, bool IsTransposed)
{
    internal static TorchLayout Standard { get; } = new(1, IsTransposed: false);

    private FanRule Fans => IsTransposed ? FanRule.PyTorchTransposed(Groups) : FanRule.PyTorch(Groups);

    internal static TorchLayout Of(nn.Module module) => module switch
    {
        Convolution layer => new(checked((int)layer.groups), layer.transposed),
        _ => Standard,
    };

    /// <summary>The scheme with fans and matrices of this layout in place of Keras's.</summary>
    internal Initializer Adapt(Initializer initializer) => initializer switch
    {
        VarianceScaling scaling when scaling.Fans == FanRule.Keras => scaling with { Fans = Fans },
        Orthogonal orthogonal => new FlattenedRows(orthogonal),
        _ => initializer,
    };
}

/// <summary>
/// The scheme of the matrix that a tensor is when all axes but the first are one, as <c>torch.nn.init.orthogonal_</c> sees it.
/// </summary>
/// <param name="Matrix">The scheme.</param>
internal sealed record FlattenedRows(Initializer Matrix) : DerivedInitializer
{
    public override IReadOnlyList<Initializer> Parts => [Matrix];

    public override DerivedInitializer With(IReadOnlyList<Initializer> parts) => new FlattenedRows(parts[0]);

    public override string ClassName => Matrix.ClassName;

    public override void Check(in Shape shape, ElementType elementType)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException($"{ClassName} takes tensors of two dimensions or more; the shape is {shape}.");
        }

        Matrix.Check(RowsOf(shape), elementType);
    }

    public override double? StandardDeviationFor(in Shape shape) => Matrix.StandardDeviationFor(RowsOf(shape));

    protected override void FillCore<T>(in FillRequest request, Span<T> destination) => Matrix.FillSlice(
        destination, RowsOf(request.Shape), request.Start,
        new FillOptions
        {
            Stream = request.Stream,
            MaxDegreeOfParallelism = request.Execution.MaxDegreeOfParallelism,
            CancellationToken = request.Execution.CancellationToken,
        });

    private static Shape RowsOf(in Shape shape) => [shape[0], shape[0] == 0 ? 0 : shape.ElementCount / shape[0]];
}
