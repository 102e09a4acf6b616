using System.Runtime.InteropServices;

namespace Seedbed.Autodiff;

/// <summary>
/// Where windows and their elements lie in a padded image, in elements; the tables stay in place as long as the object lives.
/// </summary>
internal sealed unsafe class WindowOffsets
{
    private readonly nint[] _windows;
    private readonly nint[] _elements;

    /// <summary>The tables of a shape.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="channels">Elements of a point of the image.</param>
    /// <param name="seenChannels">How many of them a window sees, from the first on.</param>
    internal WindowOffsets(WindowShape shape, int channels, int seenChannels)
    {
        Channels = channels;
        SeenChannels = seenChannels;
        _windows = Table(shape, shape.Output.AsSpan(), shape.Strides, channels, 1);
        _elements = Table(shape, shape.Kernel.AsSpan(), shape.Dilation, channels, seenChannels);
    }

    internal int Channels { get; }

    internal int SeenChannels { get; }

    /// <summary>For each window, in row-major order, its first element.</summary>
    internal nint* Windows => (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_windows, 0);

    /// <summary>For each point of a window, and each seen channel, the distance from the window's first element.</summary>
    internal nint* Elements => (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_elements, 0);

    private static nint[] Table(WindowShape shape, ReadOnlySpan<int> counts, int[] steps, int channels, int seenChannels)
    {
        nint[] offsets = GC.AllocateUninitializedArray<nint>(counts[0] * counts[1] * counts[2] * seenChannels, pinned: true);
        int next = 0;
        for (int i = 0; i < counts[0]; i++)
        {
            for (int j = 0; j < counts[1]; j++)
            {
                for (int k = 0; k < counts[2]; k++)
                {
                    nint plane = ((nint)i * steps[0] * shape.Padded[1]) + (j * steps[1]);
                    nint point = ((plane * shape.Padded[2]) + (k * steps[2])) * channels;
                    for (int channel = 0; channel < seenChannels; channel++)
                    {
                        offsets[next++] = point + channel;
                    }
                }
            }
        }

        return offsets;
    }
}
