using Seedbed.Checkpoints;

namespace Seedbed.Training;

/// <summary>What a model learns from: inputs and, as many, targets.</summary>
/// <example>
/// <code>
/// DataSet digits = DataSet.Read("samples/digits.npz");
/// DataSet own = new(new float[100, 4], new int[100]);
/// own.Save("own.npz");
/// </code>
/// </example>
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
        : this(inputs, [y])
    {
    }

    private DataSet(IReadOnlyList<Samples> inputs, IReadOnlyList<Samples> targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Count == 0 || targets.Count == 0)
        {
            (string missing, string of) = inputs.Count == 0 ? ("inputs", "input") : ("targets", "output");
            throw new ArgumentException($"there are no {missing}; there must be one array for each {of} of the model.", missing);
        }

        Inputs = [.. inputs];
        Targets = [.. targets];
        foreach (Samples x in Inputs)
        {
            ArgumentNullException.ThrowIfNull(x, nameof(inputs));
            foreach (Samples y in Targets)
            {
                ArgumentNullException.ThrowIfNull(y, nameof(targets));
                if (x.Count != y.Count)
                {
                    throw new ArgumentException(
                        $"there are {x.Count} inputs of shape {x.ShapeText} and {y.Count} targets of shape {y.ShapeText}; there must "
                        + "be one target for each input.");
                }
            }
        }

        SampleWeights = new Samples?[Targets.Count];
    }

    /// <summary>For each input of the model its samples.</summary>
    public IReadOnlyList<Samples> Inputs { get; private init; }

    /// <summary>For each output of the model its targets.</summary>
    public IReadOnlyList<Samples> Targets { get; private init; }

    /// <summary>
    /// For each output the weights of its samples in the loss, one for each sample or for each of its rows; null where all count alike.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many as outputs, or not as many weights as samples.</exception>
    public IReadOnlyList<Samples?> SampleWeights
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count != Targets.Count || value.FirstOrDefault(weights => weights is not null && weights.Count != Count) is not null)
            {
                string got = string.Join(", ", value.Select(weights => weights?.ShapeText ?? "none"));
                throw new ArgumentException(
                    $"the sample weights are {got}; there must be one array, or none, for each of {Targets.Count} outputs, with a weight "
                    + $"for each of {Count} samples.");
            }

            field = [.. value];
        }
    }

    /// <summary>The names of the classes by their labels, of images in folders; none of other data.</summary>
    public IReadOnlyList<string> ClassNames { get; internal init; } = [];

    /// <summary>The samples of the first input.</summary>
    public Samples X => Inputs[0];

    /// <summary>The targets of the first output.</summary>
    public Samples Y => Targets[0];

    /// <summary>The number of samples.</summary>
    public int Count => Y.Count;

    /// <summary>The inputs of a model that has several, and targets.</summary>
    /// <param name="inputs">For each input of the model, in its order, the samples.</param>
    /// <param name="y">The targets, one for each sample.</param>
    /// <exception cref="ArgumentException">There are not as many targets as samples of each input.</exception>
    public static DataSet OfInputs(IReadOnlyList<Samples> inputs, Samples y) => new(y, inputs);

    /// <summary>The inputs and targets of a model that has several of them.</summary>
    /// <param name="inputs">For each input of the model, in its order, the samples.</param>
    /// <param name="targets">For each output of the model, in its order, a target for each sample.</param>
    /// <exception cref="ArgumentException">There are not as many targets as samples of each input.</exception>
    public static DataSet Of(IReadOnlyList<Samples> inputs, IReadOnlyList<Samples> targets) => new(inputs, targets);

    /// <summary>The same samples with a weight for each in the loss of every output.</summary>
    /// <param name="weights">One for each sample, or for each of its rows.</param>
    /// <exception cref="ArgumentException">There are not as many weights as samples.</exception>
    public DataSet WithSampleWeight(Samples weights) => this with { SampleWeights = [.. Targets.Select(_ => weights)] };

    /// <summary>
    /// Reads a file, told by its content: an archive of arrays <c>x</c> and <c>y</c> (.npz), images or labels of MNIST's format (IDX, also
    /// compressed by gzip), whose other half is the second path or lies beside it, or lines of numbers (.csv) whose column y, label or
    /// target, else the last, is the target. A folder is read by <see cref="FromImages"/>.
    /// </summary>
    /// <param name="paths">One file or folder, or the images and the labels of a pair of IDX files.</param>
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

    /// <summary>
    /// Reads the images of a folder (PNG, JPEG, GIF, BMP; of an animation the first frame), in which there is a folder for each class, as
    /// <c>keras.utils.image_dataset_from_directory</c>: x [n, height, width, channels] with values from 0 to 255, y [n] with the place
    /// of the class in the ordinal order of the folders' names.
    /// </summary>
    /// <param name="folder">The folder of the folders.</param>
    /// <param name="options">Size, channels and order of the images, what they may take of memory, who is told what was assumed.</param>
    /// <exception cref="FormatException">
    /// There are no folders or no images in them, one is damaged, sizes differ and none is asked for, they take more memory than they
    /// may, or other channels than 1, 3 or 4 are asked for; the sentence names the file or the folder.
    /// </exception>
    /// <exception cref="IOException">The system refused to read, or there is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// They stay bytes in memory; where one has to be resized (bilinear, without antialias), all are float32. Values of JPEG differ from
    /// those of TensorFlow's decoder by a few units, which the format allows.
    /// </remarks>
    /// <example>
    /// A folder with a folder for each class, and what a model learns from it:
    /// <code>
    /// string folder = Directory.CreateTempSubdirectory().FullName;
    /// foreach ((string name, byte grey) in new[] { ("dark", (byte)20), ("light", (byte)230) })
    /// {
    ///     // A BMP of one point: its header, its size, 24 bits, and the point with two bytes that fill the row.
    ///     byte[] image = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0,
    ///         .. new byte[24], grey, grey, grey, 0];
    ///     Directory.CreateDirectory(Path.Combine(folder, name));
    ///     File.WriteAllBytes(Path.Combine(folder, name, "1.bmp"), image);
    /// }
    ///
    /// DataSet data = DataSet.FromImages(folder, new DataReadOptions { ImageShuffleSeed = null });
    /// Console.WriteLine($"{string.Join(", ", data.ClassNames)}: {string.Join(" ", data.X.ToArray())}");
    /// Sequential model = new([new Input([1, 1, 3]), new Flatten(), new Dense(2, activation: "softmax")], seed: 1);
    /// model.Compile("adam", "sparse_categorical_crossentropy");
    /// model.Fit(data);
    /// Directory.Delete(folder, recursive: true);
    /// </code>
    /// </example>
    public static DataSet FromImages(string folder, DataReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Directory.Exists(folder)
            ? DataFile.ReadImages(folder, options ?? new DataReadOptions())
            : throw new DirectoryNotFoundException($"there is no folder {folder.Excerpt()}; name one that has a folder for each class.");
    }

    /// <summary>
    /// Writes the arrays as <c>numpy.savez</c> would: <c>x</c> and <c>y</c>, or <c>x0</c>, <c>x1</c>, … where there are several, and the
    /// targets' <c>sample_weight</c>; in float32 where they are that, else in float64.
    /// </summary>
    /// <param name="path">The file; its name ends in .npz.</param>
    /// <param name="options">Overwriting, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The name has another ending, or the file exists and must not be replaced.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(string path, WriteOptions? options = null) => NpzData.Write(path, this, options);

    /// <summary>The samples [start, start + count).</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="count">Their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not within the set.</exception>
    public DataSet Slice(int start, int count) =>
        new([.. Inputs.Select(x => x.Slice(start, count))], [.. Targets.Select(y => y.Slice(start, count))])
        {
            SampleWeights = [.. SampleWeights.Select(weights => weights?.Slice(start, count))],
            ClassNames = ClassNames,
        };

    /// <summary>Throws where a value is NaN or infinite.</summary>
    /// <param name="name">How the sentence names the set.</param>
    /// <param name="looksAtTargets">Whether targets and the weights of samples are looked at, too.</param>
    /// <exception cref="ArgumentException">The sentence names the sample and the value.</exception>
    public void CheckFinite(string name = "data", bool looksAtTargets = true)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((int index, Samples x) in Inputs.Index())
        {
            CheckFinite(x, Inputs.Count == 1 ? $"x of the {name}" : $"input {index} of the {name}");
        }

        foreach ((int index, Samples y) in looksAtTargets ? Targets.Index() : [])
        {
            CheckFinite(y, Targets.Count == 1 ? $"y of the {name}" : $"target {index} of the {name}");
            if (SampleWeights[index] is { } weights)
            {
                CheckFinite(weights, $"sample_weight of the {name}");
            }
        }
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
