namespace Seedbed.Networks.Data;

/// <summary>What a model learns from: inputs and, as many, targets.</summary>
public sealed record DataSet
{
    /// <summary>Inputs and targets.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets, one for each input.</param>
    /// <exception cref="ArgumentException">There are not as many targets as inputs.</exception>
    public DataSet(Samples x, Samples y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"there are {x.Count} inputs of shape {x.ShapeText} and {y.Count} targets of shape {y.ShapeText}; there must be one target for each input.");
        }

        X = x;
        Y = y;
    }

    /// <summary>The inputs.</summary>
    public Samples X { get; }

    /// <summary>The targets.</summary>
    public Samples Y { get; }

    /// <summary>
    /// Reads a file, told by its content: an archive of arrays <c>x</c> and <c>y</c> (.npz), images or labels of MNIST's format (.idx, also compressed by gzip),
    /// whose other half is the second path or lies beside it, or lines of numbers (.csv), the last column being the target.
    /// </summary>
    /// <param name="paths">One file, or the images and the labels of a pair of IDX files.</param>
    /// <exception cref="FormatException">The content is of no such format, or damaged; the sentence names the file and the place.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <remarks>Values are taken as they are: images of MNIST are from 0 to 255 until a Rescaling layer makes them smaller.</remarks>
    public static DataSet Read(params ReadOnlySpan<string> paths) => DataFile.Read(paths);
}
