using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>A user's function. A slice is cut from a whole tensor that the function fills.</summary>
internal sealed record FunctionInitializer<TSource> : Initializer
    where TSource : unmanaged, IFloatingPointIeee754<TSource>
{
    private readonly InitializerFunction<TSource> _function;

    internal FunctionInitializer(InitializerFunction<TSource> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    public override bool NeedsWholeTensor => true;

    public bool Equals(FunctionInitializer<TSource>? other) => other is not null && ReferenceEquals(_function, other._function);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(_function);

    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        TSource[] whole = new TSource[LengthOf(request.Shape)];
        _function(whole, request.Shape);
        GroupFill.Fill(new CopyFill<TSource, T>(whole), request.Start, destination, request.Execution);
    }

    private static int LengthOf(in Shape shape) =>
        shape.ElementCount <= Array.MaxLength
            ? (int)shape.ElementCount
            : throw new ArgumentException(
                $"shape {shape} has {shape.ElementCount} elements; a function makes the whole tensor at once, which takes at most "
                + $"{Array.MaxLength}.", nameof(shape));
}
