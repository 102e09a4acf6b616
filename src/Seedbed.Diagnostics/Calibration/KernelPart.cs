using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>A kernel of a call, and what it makes of its input.</summary>
/// <param name="Node">The call.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="IsProduct">Whether it stands inside the layer, as the projections of attention do.</param>
internal sealed record KernelPart(ModelNode Node, Weight Kernel, bool IsProduct)
{
    private static readonly string[] s_kernels = ["kernel", "depthwise_kernel", "pointwise_kernel", "embeddings"];

    /// <summary>Whether the kernel feeds the gates of a recurrent layer.</summary>
    internal bool IsRecurrent => Sibling("recurrent_kernel") is not null;

    /// <summary>Whether the kernel is a table of vectors, whose rows are taken.</summary>
    internal bool IsEmbedding => OwnName(Kernel) == "embeddings";

    /// <summary>Whether each channel of the kernel has inputs of its own.</summary>
    internal bool IsDepthwise => OwnName(Kernel) == "depthwise_kernel" || Node.ClassName.StartsWith("Depthwise", StringComparison.Ordinal);

    /// <summary>The bias that is added to the product, where it may be changed; null where there is none, or where it is that of gates.
    /// </summary>
    internal Weight? Bias(CalibrationOptions options) =>
        !IsRecurrent && Sibling("bias") is { } bias && ReasonToKeep(bias, options) is null ? bias : null;

    /// <summary>The kernels of a call in the order in which they are used: those of products inside it, else that which its output follows.
    /// </summary>
    internal static IReadOnlyList<KernelPart> Of(ObservedCall call)
    {
        string[] products = [.. call.Products.Select(product => product.Key).Distinct()];
        ModelNode node = call.Node;
        IEnumerable<Weight> kernels = products.Length > 0
            ? products.SelectMany(name => node.Weights.Where(weight => weight.Name == name))
            : node.Weights.Where(weight => s_kernels.Contains(OwnName(weight))).TakeLast(1);
        return [.. kernels.Select(weight => new KernelPart(node, weight, products.Length > 0))];
    }

    /// <summary>The last part of a weight's name.</summary>
    internal static string OwnName(Weight weight) => weight.Name[(weight.Name.LastIndexOf('/') + 1)..];

    /// <summary>
    /// Mean and variance, over batch, places and units, of what the kernel makes of its input: the value before the activation, its bias
    /// included; of gates x·W alone, since their biases are set on purpose.
    /// </summary>
    internal Moments MomentsOf(ObservedCall call) => Moments.Joined(MomentsOf(call, Tensors(call)[0][-1]));

    /// <summary>The same of each of some channels.</summary>
    internal Moments[] MomentsOf(ObservedCall call, int channels)
    {
        Moments[] moments = Moments.OfChannels(Tensors(call), channels);

        // Of two rows the first is that of the input (GRU).
        return IsRecurrent && Sibling("bias") is { } bias && bias.Value[-1] == channels
            ? [.. moments.Zip(bias.ToArray<double>(), (moment, offset) => moment with { Mean = moment.Mean - offset })]
            : moments;
    }

    private Tensor[] Tensors(ObservedCall call) => IsProduct
        ? [.. call.Products.Where(product => product.Key == Kernel.Name).Select(product => product.Value)]
        : [call.PreActivation];

    /// <summary>The weight of a name that stands beside the kernel.</summary>
    internal Weight? Sibling(string name)
    {
        string full = Kernel.Name[..^OwnName(Kernel).Length] + name;
        return Node.Weights.FirstOrDefault(weight => weight.Name == full);
    }

    /// <summary>The rows of the kernel as a matrix from inputs to outputs.</summary>
    internal int Rows()
    {
        int[] sizes = Kernel.Value.Dimensions.ToArray();
        int inputs = sizes.Length - 1;
        if (Node.ClassName == "EinsumDense" && !IsProduct && (string?)Node.Config["equation"] is { } equation)
        {
            string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
            string kernel = sides[0].Split(',')[^1];
            inputs = Math.Clamp(Array.FindIndex(kernel.ToCharArray(), sides[1].Contains), 1, sizes.Length - 1);
        }
        else if (IsProduct && !IsRecurrent && !Kernel.Name.EndsWith("attention_output/kernel", StringComparison.Ordinal))
        {
            inputs = 1;
        }

        return sizes.Take(inputs).Aggregate(1, (product, size) => product * size);
    }

    /// <summary>
    /// How many channels the kernel gives, channel c being the values i of kernel and output with i mod channels = c; 1 where they do not
    /// lie so.
    /// </summary>
    internal int Channels(ObservedCall call)
    {
        Tensor output = Tensors(call)[0];
        bool isFirst = (string?)Node.Config["data_format"] == "channels_first" && output.Rank > 2;
        bool isOther = Node.ClassName.Contains("Transpose", StringComparison.Ordinal)
            || Node.ClassName.StartsWith("Locally", StringComparison.Ordinal)
            || Node.ClassName.StartsWith("CuDNN", StringComparison.Ordinal);
        int channels = IsDepthwise ? Kernel.Value.CountIn(^2..) : Kernel.Value.Count / Math.Max(1, Rows());
        int axis = output.Rank;
        int width = 1;
        while (axis > 1 && width < channels)
        {
            width *= output[--axis];
        }

        return isFirst || isOther || width != channels ? 1 : channels;
    }

    /// <summary>Why the kernel is to stay as it is; null where it may be changed.</summary>
    internal string? ReasonToKeep(CalibrationOptions options) =>
        Kernel.DrawnFrom is { } initializer && !IsDraw(initializer)
            ? $"left: {initializer.ClassName} draws nothing"
            : ReasonToKeep(Kernel, options);

    /// <summary>Why a weight of the call is to stay as it is.</summary>
    internal string? ReasonToKeep(Weight weight, CalibrationOptions options) =>
        weight.DrawnFrom is null ? "left: its values were given, not drawn"
        : options.Keep.Any(pattern => new InitializerOverride(pattern, new Zeros()) is var kept
            && (kept.Matches(weight.Name) || kept.Matches(Node.Path))) ? "left: it is to be kept"
        : !weight.Trainable ? "left: it is not trainable"
        : null;

    private static bool IsDraw(Initializer initializer) =>
        initializer is RandomInitializer || (initializer is DerivedInitializer derived && derived.Parts.Any(IsDraw));
}
