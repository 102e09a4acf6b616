using System.Numerics;

namespace Seedbed.Initializers;

/// <summary>A scheme given as a function: fills a whole tensor, row-major.</summary>
/// <typeparam name="T">The type it computes in.</typeparam>
/// <param name="destination">As long as the shape has elements.</param>
/// <param name="shape">The tensor's shape.</param>
public delegate void InitializerFunction<T>(Span<T> destination, Shape shape)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>A scheme given as a function that draws random values: fills a whole tensor, row-major.</summary>
/// <typeparam name="T">The type it computes in.</typeparam>
/// <param name="destination">As long as the shape has elements.</param>
/// <param name="shape">The tensor's shape.</param>
/// <param name="random">The tensor's own random values: the same at every fill under the same seed.</param>
public delegate void RandomInitializerFunction<T>(Span<T> destination, Shape shape, RandomDraws random)
    where T : unmanaged, IFloatingPointIeee754<T>;
