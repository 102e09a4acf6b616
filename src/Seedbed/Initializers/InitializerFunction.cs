using System.Numerics;

namespace Seedbed.Initializers;

/// <summary>A scheme given as a function: fills a whole tensor, row-major.</summary>
/// <typeparam name="T">The type it computes in.</typeparam>
/// <param name="destination">As long as the shape has elements.</param>
/// <param name="shape">The tensor's shape.</param>
public delegate void InitializerFunction<T>(Span<T> destination, Shape shape)
    where T : unmanaged, IFloatingPointIeee754<T>;
