namespace Seedbed.Training;

/// <summary>How data is read. None of it changes the values.</summary>
public sealed record DataReadOptions
{
    /// <summary>The most bytes that all arrays of the data may take in memory; 0 for half of what .NET may use on this machine.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>The names of the model's inputs, by which arrays of an .npz may be named instead of x, or x0, x1, ….</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>The names of the model's outputs, by which arrays of an .npz may be named instead of y, or y0, y1, ….</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>
    /// Height and width of images in folders, at least 1; those of another size are resized. Null where all have one size already.
    /// </summary>
    public (int Height, int Width)? ImageSize { get; init; }

    /// <summary>The channels of images in folders: 1 for grey, 3 for red, green and blue (Keras's default), 4 with alpha.</summary>
    public int ImageChannels { get; init; } = 3;

    /// <summary>
    /// Gives the order of images in folders, by the stream of the key <c>shuffle/0</c>; null leaves one class behind the other, of which a
    /// validation split would keep the last alone.
    /// </summary>
    public long? ImageShuffleSeed { get; init; } = 0;

    /// <summary>Whether an .npz without targets is refused; else the targets of such a one are zeros.</summary>
    public bool NeedsTargets { get; init; } = true;

    /// <summary>Gets a sentence about what was assumed or left out; null where nobody is told.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Stops the reading with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
