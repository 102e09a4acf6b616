namespace Seedbed.Training;

/// <summary>What a model learns from: inputs and, as many, targets.</summary>
public sealed record DataSet
{
    /// <summary>Inputs and targets.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets, one for each input.</param>
    /// <exception cref="ArgumentException">There are not as many targets as inputs.</exception>
    public DataSet(Samples x, Samples y)
        : this(y, [x])
    {
    }

    // The order of the arguments tells it from the other: an array of samples would convert to samples too.
    private DataSet(Samples y, IReadOnlyList<Samples> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(y);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("there are no inputs; there must be one array for each input of the model.", nameof(inputs));
        }

        foreach (Samples x in inputs)
        {
            ArgumentNullException.ThrowIfNull(x, nameof(inputs));
            if (x.Count != y.Count)
            {
                throw new ArgumentException(
                    $"there are {x.Count} inputs of shape {x.ShapeText} and {y.Count} targets of shape {y.ShapeText}; there must be one "
                    + "target for each input.");
            }
        }

        Inputs = [.. inputs];
        Y = y;
    }

    /// <summary>For each input of the model its samples.</summary>
    public IReadOnlyList<Samples> Inputs { get; }

    /// <summary>The samples of the first input.</summary>
    public Samples X => Inputs[0];

    /// <summary>The targets.</summary>
    public Samples Y { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Y.Count;

    /// <summary>The inputs of a model that has several, and targets.</summary>
    /// <param name="inputs">For each input of the model, in its order, the samples.</param>
    /// <param name="y">The targets, one for each sample.</param>
    /// <exception cref="ArgumentException">There are not as many targets as samples of each input.</exception>
    public static DataSet OfInputs(IReadOnlyList<Samples> inputs, Samples y) => new(y, inputs);

    /// <summary>
    /// Reads a file, told by its content: an archive of arrays <c>x</c> and <c>y</c> (.npz), images or labels of MNIST's format (IDX, also
    /// compressed by gzip), whose other half is the second path or lies beside it, or lines of numbers (.csv) whose column y, label or
    /// target, else the last, is the target.
    /// </summary>
    /// <param name="paths">One file, or the images and the labels of a pair of IDX files.</param>
    /// <exception cref="ArgumentException">There are no paths, or more than two.</exception>
    /// <exception cref="FormatException">
    /// The content is of no such format, damaged, or takes more memory than it may; the sentence names the file and the place.
    /// </exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <remarks>Values are taken as they are: images of MNIST are from 0 to 255 until a Rescaling layer makes them smaller.</remarks>
    public static DataSet Read(params ReadOnlySpan<string> paths) => DataFile.Read(paths, new DataReadOptions());

    /// <inheritdoc cref="Read(ReadOnlySpan{string})"/>
    /// <param name="options">The memory that it may take, cancellation.</param>
    /// <param name="paths">One file, or the images and the labels of a pair of IDX files.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DataSet Read(DataReadOptions options, params ReadOnlySpan<string> paths)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DataFile.Read(paths, options);
    }

    /// <summary>The samples [start, start + count).</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="count">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not within the set.</exception>
    public DataSet Slice(int start, int count) => new(Y.Slice(start, count), [.. Inputs.Select(x => x.Slice(start, count))]);

    /// <summary>Throws where a value is NaN or infinite.</summary>
    /// <param name="name">How messages name the set.</param>
    /// <exception cref="ArgumentException">The sentence names the sample and the value.</exception>
    internal void CheckFinite(string name)
    {
        foreach ((int index, Samples x) in Inputs.Index())
        {
            CheckFinite(x, Inputs.Count == 1 ? $"x of the {name}" : $"input {index} of the {name}");
        }

        CheckFinite(Y, $"y of the {name}");
    }

    private static void CheckFinite(Samples samples, string name)
    {
        if (samples.FirstNonFinite() is >= 0 and long index)
        {
            throw new ArgumentException(
                $"{name} has the value {samples[index]} in sample {index / Math.Max(1, samples.SampleLength)}; every value must be finite, "
                + "so mend or leave out the sample.");
        }
    }
}

/// <summary>How data is read. None of it changes the values.</summary>
public sealed record DataReadOptions
{
    /// <summary>The most bytes that all arrays of the data may take in memory; 0 for half of what .NET may use on this machine.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Stops the reading with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
