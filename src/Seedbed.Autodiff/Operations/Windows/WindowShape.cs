using System.Collections.Immutable;

namespace Seedbed.Autodiff;

/// <summary>
/// Windows that move along up to three spatial axes of an image: its sizes, those of the window, how far it moves and how far apart the
/// elements it sees are, and where the first window begins. With fewer axes the first ones have the size 1.
/// </summary>
public sealed class WindowShape
{
    private const int Axes = 3;

    private WindowOffsets? _offsets;

    private WindowShape(int[] input, int[] kernel, int[] strides, int[] dilation, int[] before, int[] output)
    {
        Input = [.. input];
        Kernel = [.. kernel];
        Strides = strides;
        Dilation = dilation;
        Before = before;
        Output = [.. output];
        Padded = new int[Axes];
        for (int axis = 0; axis < Axes; axis++)
        {
            int covered = ((kernel[axis] - 1) * dilation[axis]) + 1;
            Padded[axis] = Math.Max(before[axis] + input[axis], ((output[axis] - 1) * strides[axis]) + covered);
        }
    }

    /// <summary>The image's sizes.</summary>
    public ImmutableArray<int> Input { get; }

    /// <summary>The window's sizes.</summary>
    public ImmutableArray<int> Kernel { get; }

    internal int[] Strides { get; }

    internal int[] Dilation { get; }

    /// <summary>Elements beyond the image's beginning that the first window sees.</summary>
    internal int[] Before { get; }

    /// <summary>The numbers of windows.</summary>
    public ImmutableArray<int> Output { get; }

    /// <summary>The sizes of the image with all that windows see beyond it.</summary>
    internal int[] Padded { get; }

    internal bool HasPadding => !Padded.AsSpan().SequenceEqual(Input.AsSpan());

    internal int InputCount => Input[0] * Input[1] * Input[2];

    internal int KernelCount => Kernel[0] * Kernel[1] * Kernel[2];

    /// <summary>The number of windows.</summary>
    public int OutputCount => Output[0] * Output[1] * Output[2];

    internal int PaddedCount => Padded[0] * Padded[1] * Padded[2];

    /// <summary>Windows that read an image.</summary>
    /// <param name="input">The image's sizes along its spatial axes.</param>
    /// <param name="kernel">The window's sizes.</param>
    /// <param name="strides">Elements from window to window.</param>
    /// <param name="dilation">Elements from one seen element to the next.</param>
    /// <param name="padding">"valid", "same" or "causal", as in Keras.</param>
    /// <remarks>Source: <c>compute_conv_output_shape</c> of Keras; of an odd padding the larger half comes last.</remarks>
    public static WindowShape Reading(
        ReadOnlySpan<int> input, ReadOnlySpan<int> kernel, ReadOnlySpan<int> strides, ReadOnlySpan<int> dilation, string padding)
    {
        int[] before = new int[input.Length];
        int[] output = new int[input.Length];
        for (int axis = 0; axis < input.Length; axis++)
        {
            int covered = ((kernel[axis] - 1) * dilation[axis]) + 1;
            output[axis] = padding == "valid"
                ? Math.Max(0, ((input[axis] - covered) / strides[axis]) + 1)
                : (input[axis] + strides[axis] - 1) / strides[axis];
            output[axis] = padding == "valid" && input[axis] < covered ? 0 : output[axis];
            int missing = Math.Max(0, ((output[axis] - 1) * strides[axis]) + covered - input[axis]);
            before[axis] = padding switch
            {
                "same" => missing / 2,
                "causal" => covered - 1,
                _ => 0,
            };
        }

        return new WindowShape(Full(input, 1), Full(kernel, 1), Full(strides, 1), Full(dilation, 1), Full(before, 0), Full(output, 1));
    }

    /// <summary>Windows that write an image: the input's elements are the windows, and the image is what the layer gives.</summary>
    /// <param name="input">The layer's input sizes: the numbers of windows.</param>
    /// <param name="kernel">The window's sizes.</param>
    /// <param name="strides">Elements from window to window.</param>
    /// <param name="dilation">Elements from one written element to the next.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="outputPadding">Of each axis; null for Keras's default.</param>
    /// <remarks>
    /// Source: <c>compute_conv_transpose_output_shape</c> and <c>compute_conv_transpose_padding_args_for_jax</c> of Keras.
    /// </remarks>
    public static WindowShape Writing(
        ReadOnlySpan<int> input, ReadOnlySpan<int> kernel, ReadOnlySpan<int> strides, ReadOnlySpan<int> dilation, string padding,
        int[]? outputPadding)
    {
        int[] before = new int[input.Length];
        int[] image = new int[input.Length];
        for (int axis = 0; axis < input.Length; axis++)
        {
            int stride = strides[axis];
            int covered = ((kernel[axis] - 1) * dilation[axis]) + 1;
            if (padding == "valid")
            {
                image[axis] =
                    ((input[axis] - 1) * stride) + (outputPadding is null ? Math.Max(covered, stride) : covered + outputPadding[axis]);
                continue;
            }

            image[axis] = outputPadding is null ? input[axis] * stride : ((input[axis] - 1) * stride) + (covered % 2) + outputPadding[axis];
            int pads = outputPadding is null ? stride + covered - 2 : covered + (covered % 2) - 2 + outputPadding[axis];
            before[axis] = covered - 1 - Math.Min((pads / 2) + (pads % 2), covered - 1);
        }

        return new WindowShape(Full(image, 1), Full(kernel, 1), Full(strides, 1), Full(dilation, 1), Full(before, 0), Full(input, 1));
    }

    /// <summary>The tables of a layer's channels; those asked for last are kept.</summary>
    /// <param name="channels">Elements of a point of the image.</param>
    /// <param name="seenChannels">How many of them a window sees, from the first on.</param>
    internal WindowOffsets OffsetsOf(int channels, int seenChannels)
    {
        if (_offsets is null || _offsets.Channels != channels || _offsets.SeenChannels != seenChannels)
        {
            _offsets = new WindowOffsets(this, channels, seenChannels);
        }

        return _offsets;
    }

    private static int[] Full(ReadOnlySpan<int> sizes, int missing) => [.. Enumerable.Repeat(missing, Axes - sizes.Length), .. sizes];
}
