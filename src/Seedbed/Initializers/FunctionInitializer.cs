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

    protected override void FillCore<T>(in FillRequest request, Span<T> destination) => Fill(_function, request, destination);

    /// <summary>Cuts a slice from what a function makes.</summary>
    internal static void Fill<T>(InitializerFunction<TSource> function, in FillRequest request, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TSource[] whole = new TSource[LengthOf(request.Shape)];
        function(whole, request.Shape);
        GroupFill.Fill(new CopyFill<TSource, T>(whole), request.Start, destination, request.Execution);
    }

    private static int LengthOf(in Shape shape) =>
        shape.ElementCount <= Array.MaxLength
            ? (int)shape.ElementCount
            : throw new ArgumentException(
                $"shape {shape} has {shape.ElementCount} elements; a function makes the whole tensor at once, which takes at most "
                + $"{Array.MaxLength}.", nameof(shape));
}

/// <summary>A user's function that draws random values. Equal when function and seed are.</summary>
internal sealed record RandomFunctionInitializer<TSource> : RandomInitializer
    where TSource : unmanaged, IFloatingPointIeee754<TSource>
{
    private readonly RandomInitializerFunction<TSource> _function;

    internal RandomFunctionInitializer(RandomInitializerFunction<TSource> function, Seed? seed)
        : base(seed)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    public override bool NeedsWholeTensor => true;

    public bool Equals(RandomFunctionInitializer<TSource>? other) => base.Equals(other) && ReferenceEquals(_function, other._function);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), RuntimeHelpers.GetHashCode(_function));

    protected override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        RandomDraws random = new(request.Stream, Seed.NextKey(request.Stream), request.Execution);
        FunctionInitializer<TSource>.Fill((values, shape) => _function(values, shape, random), request, destination);
    }
}
