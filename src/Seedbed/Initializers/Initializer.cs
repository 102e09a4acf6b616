using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seedbed.Initializers.Fills;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A scheme that fills a weight: immutable, equal by value, a pure function of (its parameters, shape, element index) once its seed is
/// fixed.
/// </summary>
/// <remarks>
/// The one real method is <see cref="FillSlice{T}"/>; the others are doors above it. To write a scheme of your own derive a
/// sealed record and override <see cref="FillCore{T}"/>, or pass a function to
/// <see cref="FromFunction(InitializerFunction{float})"/>.
/// Element types are float, double, <see cref="Half"/> and <see cref="BFloat16"/>. Source: <c>keras.initializers.Initializer</c>.
/// </remarks>
/// <example>
/// A scheme of the library, and one of your own:
/// <code>
/// float[] kernel = new HeNormal(seed: 42).CreateArray&lt;float&gt;([3, 3, 64, 128]);
/// Dense layer = new(10, kernelInitializer: new Ramp(0.5));
///
/// sealed record Ramp(double Slope) : Initializer
/// {
///     protected override void FillCore&lt;T&gt;(in FillRequest request, Span&lt;T&gt; destination)
///     {
///         for (int i = 0; i &lt; destination.Length; i++)
///         {
///             destination[i] = T.CreateTruncating(Slope * (request.Start + i));
///         }
///     }
/// }
/// </code>
/// </example>
[SuppressMessage("Performance", "CA1814", Justification = "Rectangular arrays are what users have beside spans.")]
public abstract partial record Initializer
{
    /// <summary>
    /// Whether a slice costs as much as the whole tensor (orthogonal matrices, functions). Whoever fills such a tensor piece by piece does
    /// better to fill it once; the values are the same.
    /// </summary>
    public virtual bool NeedsWholeTensor => false;

    /// <summary>Whether a slice costs as much as the whole tensor with the values of this stream.</summary>
    /// <param name="stream">The stream that is drawn from.</param>
    public bool NeedsWholeTensorOn(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return NeedsWholeTensor || (stream.IsSequential && this is not (Zeros or Ones or Constant));
    }

    /// <summary>The class name in Keras configurations.</summary>
    public virtual string ClassName => Own?.ClassName ?? GetType().Name;

    /// <summary>The module of the class in configurations: Keras's, or, of a class of one's own, the namespace.</summary>
    public virtual string? Module => Own is { } own && own.ClassName == ClassName ? own.Module : GetType().Namespace;

    /// <summary>The arguments that a configuration holds, in Keras's order; null where the initializer cannot be written as one.</summary>
    public virtual IReadOnlyList<Argument>? Arguments => null;

    /// <summary>What the class says of itself; null for one of the user's.</summary>
    private protected virtual Description<Initializer>? Own => null;

    /// <summary>Fills a whole tensor.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">Row-major, exactly as long as the shape has elements.</param>
    /// <param name="shape">The tensor's shape, <c>[3, 3, 64, 128]</c>.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the scheme does not accept the shape.</exception>
    /// <example>
    /// <code>
    /// Span&lt;float&gt; kernel = stackalloc float[12];
    /// new GlorotUniform(seed: 42).Fill(kernel, [3, 4]);
    /// </code>
    /// </example>
    public void Fill<T>(Span<T> destination, Shape shape, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(destination.Length, shape, nameof(destination));
        FillSlice(destination, shape, 0, options);
    }

    /// <summary>Fills the elements [start, start + destination length) of a tensor without the rest.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">Receives the slice; its length is the slice's.</param>
    /// <param name="shape">The full tensor's shape, which may have more than 2³¹ elements.</param>
    /// <param name="start">The flat row-major index of the first element, at least 0.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slice is not within the tensor.</exception>
    /// <exception cref="ArgumentException">The scheme does not accept the shape.</exception>
    /// <remarks>
    /// With a <see cref="SeedGenerator"/> every call draws a new key; call <see cref="Pin"/> first to fill one tensor in pieces.
    /// </remarks>
    /// <example>
    /// <code>
    /// BFloat16[] middle = new BFloat16[8];
    /// new RandomNormal(stddev: 0.02, seed: 7).FillSlice(middle, [1 &lt;&lt; 20, 1 &lt;&lt; 20], start: 1L &lt;&lt; 39);
    /// </code>
    /// </example>
    public void FillSlice<T>(Span<T> destination, Shape shape, long start, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        FillCore(Request<T>(shape, start, destination.Length, options), destination);

    /// <summary>Fills a tensor of <c>System.Numerics.Tensors</c>, dense or strided.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The tensor; its lengths are the shape.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The scheme does not accept the shape.</exception>
    public void Fill<T>(in TensorSpan<T> destination, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorSpanFill.Fill(this, destination, options ?? FillOptions.Default);

    /// <inheritdoc cref="Fill{T}(in TensorSpan{T}, FillOptions?)"/>
    /// <example>
    /// <code>
    /// Tensor&lt;float&gt; weights = Tensor.CreateFromShape&lt;float&gt;([64, 10]);
    /// new HeNormal(seed: 42).Fill(weights);
    /// </code>
    /// </example>
    public void Fill<T>(Tensor<T> destination, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(destination);
        Fill(destination.AsTensorSpan(), options);
    }

    /// <summary>Fills a rectangular array; its lengths are the shape.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The array.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The scheme does not accept the shape.</exception>
    /// <example>
    /// <code>
    /// float[,] weights = new float[784, 128];
    /// new HeNormal(seed: 42).Fill(weights);
    /// </code>
    /// </example>
    public void Fill<T>(T[,] destination, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FillRectangle<T>(destination, options);

    /// <inheritdoc cref="Fill{T}(T[,], FillOptions?)"/>
    public void Fill<T>(T[,,] destination, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FillRectangle<T>(destination, options);

    /// <inheritdoc cref="Fill{T}(T[,], FillOptions?)"/>
    public void Fill<T>(T[,,,] destination, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FillRectangle<T>(destination, options);

    /// <inheritdoc cref="Fill{T}(Span{T}, Shape, FillOptions?)"/>
    [OverloadResolutionPriority(-1)]
    public void Fill<T>(Memory<T> destination, Shape shape, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(destination.Span, shape, options);

    /// <summary>A new dense tensor with these values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shape">The tensor's shape; rank 1 or more.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The shape is a scalar's: a <see cref="Tensor{T}"/> of rank 0 has no element.</exception>
    /// <example>
    /// <code>
    /// Tensor&lt;float&gt; weights = new GlorotUniform(seed: 42).CreateTensor&lt;float&gt;([784, 128]);
    /// </code>
    /// </example>
    public Tensor<T> CreateTensor<T>(Shape shape, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (shape.Rank == 0)
        {
            throw new ArgumentException(
                "the shape [] is a scalar's, but a Tensor<T> of rank 0 holds no element; use CreateArray, or the shape "
                + "[1].", nameof(shape));
        }

        Tensor<T> tensor = Tensor.CreateFromShapeUninitialized<T>(shape.ToLengths());
        Fill(tensor.AsTensorSpan(), options);
        return tensor;
    }

    /// <summary>A new row-major array with these values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="shape">The tensor's shape; at most <see cref="Array.MaxLength"/> elements.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">There are more elements than an array holds.</exception>
    /// <example>
    /// <code>
    /// float[] weights = new HeNormal(seed: 42).CreateArray&lt;float&gt;([784, 128]);
    /// double[] doubles = new HeNormal(seed: 42).CreateArray&lt;double&gt;([784, 128]);
    /// </code>
    /// </example>
    public T[] CreateArray<T>(Shape shape, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = GC.AllocateUninitializedArray<T>(ArrayLength(shape));
        Fill(values.AsSpan(), shape, options);
        return values;
    }

    /// <summary>A new rectangular array with these values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="first">The first size.</param>
    /// <param name="second">The second size.</param>
    /// <param name="options">Stream, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The scheme does not accept the shape.</exception>
    /// <example>
    /// <code>
    /// float[,] weights = new HeNormal(seed: 42).CreateArray&lt;float&gt;(784, 128);
    /// </code>
    /// </example>
    public T[,] CreateArray<T>(int first, int second, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[,] values = new T[first, second];
        Fill(values, options);
        return values;
    }

    /// <summary>The same of three axes.</summary>
    /// <inheritdoc cref="CreateArray{T}(int, int, FillOptions?)" path="/typeparam|/exception"/>
    public T[,,] CreateArray<T>(int first, int second, int third, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[,,] values = new T[first, second, third];
        Fill(values, options);
        return values;
    }

    /// <summary>The same of four axes.</summary>
    /// <inheritdoc cref="CreateArray{T}(int, int, FillOptions?)" path="/typeparam|/exception"/>
    public T[,,,] CreateArray<T>(int first, int second, int third, int fourth, FillOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[,,,] values = new T[first, second, third, fourth];
        Fill(values, options);
        return values;
    }

    /// <summary>Throws where the scheme cannot fill such a tensor; every fill calls it first.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="elementType">Its element type.</param>
    /// <exception cref="ArgumentException">The sentence says what is accepted.</exception>
    public virtual void Check(in Shape shape, ElementType elementType)
    {
    }

    /// <summary>
    /// The distribution that every element of such a tensor is drawn from; null where there is none (constants, matrices).
    /// </summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <example>
    /// <code>
    /// Distribution intended = new HeNormal().DistributionFor([784, 128])!;
    /// Console.WriteLine($"{intended.StandardDeviation} between {intended.Minimum} and {intended.Maximum}");
    /// </code>
    /// </example>
    public virtual Distribution? DistributionFor(in Shape shape) => null;

    /// <summary>
    /// The standard deviation that every element of such a tensor has; null where there is none, or it differs from element to element.
    /// </summary>
    /// <param name="shape">The tensor's shape.</param>
    public virtual double? StandardDeviationFor(in Shape shape) => DistributionFor(shape)?.StandardDeviation;

    /// <summary>
    /// This initializer with its next draw fixed: the result fills the same values at every call, whatever its seed was. A
    /// <see cref="SeedGenerator"/> advances once.
    /// </summary>
    /// <param name="stream">The stream that will be drawn from; TensorFlow's when null.</param>
    /// <example>
    /// <code>
    /// Initializer pinned = new HeNormal(new SeedGenerator(42)).Pin();
    /// float[] row = new float[128];
    /// for (int i = 0; i &lt; 784; i++)
    /// {
    ///     pinned.FillSlice(row.AsSpan(), [784, 128], start: i * 128L);
    /// }
    /// </code>
    /// </example>
    public virtual Initializer Pin(RandomStream? stream = null) => this;

    /// <summary>An initializer from a function, as Keras takes any callable. Equal when it is the same function.</summary>
    /// <typeparam name="T">The type the function computes in; tensors of another type get its values rounded once.</typeparam>
    /// <param name="function">Fills the whole tensor.</param>
    /// <remarks>No configuration can hold a function: where a model is saved, the file has the values that it made.</remarks>
    public static Initializer FromFunction<T>(InitializerFunction<T> function)
        where T : unmanaged, IFloatingPointIeee754<T> => new FunctionInitializer<T>(function);

    /// <inheritdoc cref="FromFunction{T}(InitializerFunction{T})"/>
    /// <example>
    /// <code>
    /// Dense layer = new(10, biasInitializer: Initializer.FromFunction((values, shape) => values.Fill(1f / shape[0])));
    /// </code>
    /// </example>
    public static Initializer FromFunction(InitializerFunction<float> function) => FromFunction<float>(function);

    /// <summary>An initializer from a function that draws random values. Equal when function and seed are.</summary>
    /// <typeparam name="T">The type the function computes in; tensors of another type get its values rounded once.</typeparam>
    /// <param name="function">Fills the whole tensor.</param>
    /// <param name="seed">An integer, a generator, or null: in a model its seed and the weight's name, else one that is drawn now.</param>
    /// <remarks>No configuration can hold a function: where a model is saved, the file has the values that it made.</remarks>
    public static Initializer FromFunction<T>(RandomInitializerFunction<T> function, Seed? seed = null)
        where T : unmanaged, IFloatingPointIeee754<T> => new RandomFunctionInitializer<T>(function, seed);

    /// <inheritdoc cref="FromFunction{T}(RandomInitializerFunction{T}, Seed?)"/>
    /// <example>
    /// <code>
    /// Initializer noisy = Initializer.FromFunction((values, shape, random) => random.Normal(values, mean: 1, stddev: 0.01), seed: 42);
    /// float[] gains = noisy.CreateArray&lt;float&gt;([64]);
    /// </code>
    /// </example>
    public static Initializer FromFunction(RandomInitializerFunction<float> function, Seed? seed = null) =>
        FromFunction<float>(function, seed);

    /// <summary>
    /// An initializer that copies given values into a tensor of exactly their shape, as <c>keras.initializers.get(array)</c>.
    /// </summary>
    /// <typeparam name="T">The values' type; tensors of another type get them rounded once.</typeparam>
    /// <param name="values">Row-major; copied now.</param>
    /// <param name="shape">Their shape.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <example>
    /// <code>
    /// Initializer mine = Initializer.FromValues&lt;float&gt;([1, 0, 0, 1], [2, 2]);
    /// </code>
    /// </example>
    public static Initializer FromValues<T>(ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T> => new ValuesInitializer<T>(values, shape);

    /// <summary>The call form that a registry reads back, <c>HeNormal(seed=42)</c>; arguments that are null are left out.</summary>
    public sealed override string ToString()
    {
        IEnumerable<string>? given = Arguments?.Where(argument => argument.Value is not NullValue)
            .Select(argument => $"{argument.Name}={argument.Value.CallText}");
        return given is null ? ClassName : $"{ClassName}({string.Join(", ", given)})";
    }

    /// <summary>Writes a checked slice.</summary>
    /// <typeparam name="T">One of the four element types.</typeparam>
    /// <param name="request">Shape, start, stream, threads.</param>
    /// <param name="destination">Receives the elements from the request's start on.</param>
    protected abstract void FillCore<T>(in FillRequest request, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;

    // The elements of an array of any rank lie one after another, the last index running fastest.
    private void FillRectangle<T>(Array destination, FillOptions? options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(destination);
        long[] sizes = [.. Enumerable.Range(0, destination.Rank).Select(destination.GetLongLength)];
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(destination));
        Fill(MemoryMarshal.CreateSpan(ref first, destination.Length), Shape.Create(sizes), options);
    }

    /// <summary>What is asked for, once it is found to be possible.</summary>
    private FillRequest Request<T>(Shape shape, long start, int count, FillOptions? options)
    {
        if (start < 0 || start > shape.ElementCount - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start),
                $"the slice {start}:{count} is outside shape {shape} of {shape.ElementCount} elements; start and start + "
                + $"count must be from 0 to {shape.ElementCount}.");
        }

        options ??= FillOptions.Default;
        options.CancellationToken.ThrowIfCancellationRequested();
        Check(shape, ElementTypes.Of<T>());
        return new FillRequest(shape, start, options);
    }

    private static void CheckLength(int length, in Shape shape, string name)
    {
        if (length != shape.ElementCount)
        {
            throw new ArgumentException(
                $"the destination has {length} elements, but shape {shape} has {shape.ElementCount}; pass equal lengths, or "
                + "use FillSlice.", name);
        }
    }

    private static int ArrayLength(in Shape shape) => shape.ElementCount <= Array.MaxLength
        ? (int)shape.ElementCount
        : throw new ArgumentException(
            $"shape {shape} has {shape.ElementCount} elements, but an array holds at most {Array.MaxLength}; use CreateTensor or "
            + "FillSlice.", nameof(shape));
}
