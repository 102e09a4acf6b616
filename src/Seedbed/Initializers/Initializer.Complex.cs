using System.Numerics;
using System.Runtime.InteropServices;

namespace Seedbed.Initializers;

public abstract partial record Initializer
{
    /// <summary>Fills a whole tensor of complex numbers.</summary>
    /// <param name="destination">Row-major, exactly as long as the shape has elements.</param>
    /// <param name="shape">The tensor's shape; fans count complex elements.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, or the scheme does not accept the shape or has no complex form.
    /// </exception>
    /// <remarks>
    /// A random scheme keeps its mean m and its variance, E|w − m|² = σ², and every direction is alike: the parts of a normal one are
    /// normal with variance σ²/2 each, a uniform one is uniform on the disc |w − m| &lt; √2·σ, and a normal one that is truncated at 2
    /// standard deviations has its modulus truncated there. An orthogonal matrix becomes a unitary one, uniform (Haar). What is not
    /// random keeps its values, with imaginary parts of 0, but for <see cref="DiagonalStateSpace"/>, whose two parts they are. Others
    /// have no complex form. Sources: <c>jax.nn.initializers.variance_scaling</c>, whose truncated values come out 0.9 % larger than it
    /// says: its divisor 0.95311 is √(1 − 5e⁻⁴), where that of a truncated density is √((1 − 5e⁻⁴)/(1 − e⁻⁴)) = 0.96196, the one in use
    /// here; Trabelsi et al. 2018 (arXiv 1705.09792), section 3.6.
    /// </remarks>
    /// <example>
    /// <code>
    /// System.Numerics.Complex[] kernel = new System.Numerics.Complex[64 * 32];
    /// new GlorotNormal(seed: 42).FillComplex(kernel, [64, 32]);
    /// System.Numerics.Complex[] unitary = new Orthogonal(seed: 42).CreateComplexArray([64, 64]);
    /// </code>
    /// </example>
    public void FillComplex(Span<Complex> destination, Shape shape, FillOptions? options = null)
    {
        CheckLength(destination.Length, shape, nameof(destination));
        FillComplexSlice(MemoryMarshal.Cast<Complex, double>(destination), shape, 0, options);
    }

    /// <summary>Fills the complex elements [start, start + half the parts' number) of a tensor without the rest.</summary>
    /// <typeparam name="T">The type of a part: float for complex64, double for complex128.</typeparam>
    /// <param name="parts">Receives the slice: the real and the imaginary part of each element in turns.</param>
    /// <param name="shape">The full tensor's shape, in complex elements.</param>
    /// <param name="start">The flat row-major index of the first complex element, at least 0.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slice is not within the tensor.</exception>
    /// <exception cref="ArgumentException">
    /// The number of parts is odd, or the scheme does not accept the shape or has no complex form.
    /// </exception>
    /// <example>
    /// <code>
    /// float[] parts = new float[2 * 32];
    /// new HeNormal(seed: 42).FillComplexSlice(parts.AsSpan(), [64, 32], start: 5 * 32);
    /// </code>
    /// </example>
    public void FillComplexSlice<T>(Span<T> parts, Shape shape, long start, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (parts.Length % 2 != 0)
        {
            throw new ArgumentException(
                $"there are {parts.Length} parts of complex numbers; pass two for each, the real and the imaginary one.", nameof(parts));
        }

        FillComplexCore(Request<T>(shape, start, parts.Length / 2, options), parts);
    }

    /// <summary>A new row-major array of complex numbers, as <see cref="FillComplex"/> makes them.</summary>
    /// <param name="shape">The tensor's shape; at most <see cref="Array.MaxLength"/> elements.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The scheme does not accept the shape or has no complex form.</exception>
    public Complex[] CreateComplexArray(Shape shape, FillOptions? options = null)
    {
        Complex[] values = new Complex[ArrayLength(shape)];
        FillComplex(values, shape, options);
        return values;
    }

    /// <summary>Writes a checked slice of complex numbers: by default the scheme's values, with imaginary parts of 0.</summary>
    private protected virtual void FillComplexCore<T>(in FillRequest request, Span<T> parts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[parts.Length / 2];
        FillCore(request, values.AsSpan());
        for (int i = 0; i < values.Length; i++)
        {
            (parts[2 * i], parts[(2 * i) + 1]) = (values[i], T.Zero);
        }
    }
}
