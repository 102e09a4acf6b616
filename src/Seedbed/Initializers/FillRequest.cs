using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A checked request that reaches an initializer's <c>FillCore</c>: write the elements [Start, Start + destination length) of a tensor of
/// this shape, row-major. The range lies within the shape.
/// </summary>
public readonly ref struct FillRequest
{
    internal FillRequest(Shape shape, long start, FillOptions options)
    {
        Shape = shape;
        Start = start;
        Stream = options.Stream;
        Execution = options.Execution;
    }

    /// <summary>The full tensor's shape.</summary>
    public Shape Shape { get; }

    /// <summary>The flat index of the first element to write.</summary>
    public long Start { get; }

    /// <summary>The framework whose numbers are drawn.</summary>
    public RandomStream Stream { get; }

    /// <summary>Threads and cancellation.</summary>
    public ExecutionOptions Execution { get; }
}
