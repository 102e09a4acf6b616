using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>Products of matrices, and images of other sizes.</summary>
internal static class ProductOperations
{
    private static readonly string[] s_left = ["a", "x1", "x"];
    private static readonly string[] s_right = ["b", "x2", "y"];
    private static readonly string[] s_size = ["size"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. ShapeOperations.Of("Matmul MatMul matmul linalg.matmul BatchMatMul BatchMatMulV2 __operators__.matmul", Multiplied, Multiply),
        .. ShapeOperations.Of("image.resize Resize", Resized, call => Resize(call, call.Text("bilinear", 2, "method", "interpolation"))),
        .. ShapeOperations.Of(
            "ResizeBilinear image.resize_bilinear ResizeNearestNeighbor image.resize_nearest_neighbor image.resize_with_crop_or_pad",
            Resized),
        .. ShapeOperations.Of("DepthToSpace nn.depth_to_space", call => Blocks(call, isToSpace: true), DepthToSpace),
        .. ShapeOperations.Of("SpaceToDepth nn.space_to_depth", call => Blocks(call, isToSpace: false), SpaceToDepth),
    ];

    private static (bool Left, bool Right) Transposed(OperationCall call) =>
        (call.Flag(false, -1, "transpose_a", "adjoint_a", "adj_x"), call.Flag(false, -1, "transpose_b", "adjoint_b", "adj_y"));

    private static PartialShape Multiplied(OperationCall call)
    {
        (PartialShape a, PartialShape b) = (call.Shape(0, s_left), call.Shape(1, s_right));
        (bool isLeft, bool isRight) = Transposed(call);
        if (a.Rank < 2 || b.Rank < 2)
        {
            throw new FormatException(
                $"{call.Place}: it multiplies tensors of the shapes {a} and {b}; at least two axes each are known here.");
        }

        (long? inner, long? other) = (a.Find(isLeft ? -2 : -1), b.Find(isRight ? -1 : -2));
        if (inner is { } first && other is { } second && first != second)
        {
            throw new FormatException(
                $"{call.Place}: it multiplies tensors of the shapes {a} and {b}; the inner sizes {first} and {second} must be equal.");
        }

        PartialShape batch = PartialShape.Broadcast(call.Place, [call.New([.. a.Dimensions[..^2]]), call.New([.. b.Dimensions[..^2]])]);
        return call.New([.. batch.Dimensions, a.Find(isLeft ? -1 : -2), b.Find(isRight ? -2 : -1)]);
    }

    private static Tensor Multiply(OperationCall call)
    {
        (bool isLeft, bool isRight) = Transposed(call);
        int[] sizes = ShapeOperations.Sizes(call, Multiplied(call));
        Tensor a = call.Tensor(0, s_left);
        Tensor b = call.Tensor(1, s_right);
        a = isLeft ? AxisOrder.ToEnd(a.Rank, a.Rank - 1, a.Rank - 2)!.Apply(call.Tape, a) : a;
        a = Rearrangement.Expand(call.Tape, a, [.. sizes[..^2], a[-2], a[-1]]);
        b = Rearrangement.Expand(call.Tape, b, [.. sizes[..^2], b[-2], b[-1]]);
        return call.Tape.Apply(new BatchedProduct(isRight), a, b);
    }

    /// <summary>Height and width stand before the channels, or at the end where a Keras 3 node says so.</summary>
    private static (int Height, int Width) ImageAxes(OperationCall call, int rank) => rank is not (3 or 4)
        ? throw call.Wrong(["images"], "an image, or a batch of them")
        : call.Text("", -1, "data_format") == "channels_first" ? (rank - 2, rank - 1) : (rank - 3, rank - 2);

    private static PartialShape Resized(OperationCall call)
    {
        PartialShape x = call.Shape(0, "images", "image", "x");
        (int height, int width) = ImageAxes(call, x.Rank);
        if (call.Flag(false, -1, "preserve_aspect_ratio"))
        {
            throw call.Wrong(["preserve_aspect_ratio"], "false for its shape to be known");
        }

        IReadOnlyList<long?> size = call.Find(-1, "target_height") is null
            ? call.Wholes(1, s_size) ?? []
            : [call.Whole(-1, "target_height"), call.Whole(-1, "target_width")];
        return size is [var rows, var columns] ? x.With(height, rows).With(width, columns)
            : throw call.Wrong(s_size, "a height and a width");
    }

    private static Tensor Resize(OperationCall call, string method)
    {
        foreach (string key in (string[])["antialias", "crop_to_aspect_ratio", "pad_to_aspect_ratio"])
        {
            _ = call.Flag(false, -1, key) ? throw call.Wrong([key], "false to be computed here") : true;
        }

        Tensor x = call.Tensor(0, "images", "image", "x");
        int[] sizes = ShapeOperations.Sizes(call, Resized(call));
        (int height, int width) = ImageAxes(call, x.Rank);
        return Interpolated(Interpolated(x, height), width);

        Tensor Interpolated(Tensor image, int axis) => AxisOrder.Around(AxisOrder.ToEnd(image.Rank, axis), call.Tape, image, y =>
            call.Tape.Apply(DenseProduct.Instance, y, call.Constant(Weights(call, method, y[-1], sizes[axis]), y[-1], sizes[axis])));
    }

    /// <summary>The share that each pixel has in each new one, (from, to): pixels are squares, whose centers lie at i + ½.</summary>
    /// <remarks>Source: <c>tf.image.resize</c>, whose kernels have half_pixel_centers set.</remarks>
    private static double[] Weights(OperationCall call, string method, int from, int to)
    {
        double[] weights = new double[checked(from * to)];
        for (int i = 0; i < to; i++)
        {
            double center = (i + 0.5) * from / to;
            if (method == "nearest")
            {
                weights[((int)Math.Min(Math.Floor(center), from - 1) * to) + i] = 1;
            }
            else if (method == "bilinear")
            {
                double first = Math.Floor(center - 0.5);
                double share = center - 0.5 - first;
                weights[((int)Math.Max(first, 0) * to) + i] += 1 - share;
                weights[((int)Math.Min(first + 1, from - 1) * to) + i] += share;
            }
            else
            {
                throw call.Wrong(["method"], "bilinear or nearest to be computed here");
            }
        }

        return weights;
    }

    private static long BlockSize(OperationCall call)
    {
        bool isLast = call.Text("", 2, "data_format") is "" or "NHWC" or "channels_last";
        return isLast && call.Whole(1, "block_size") is { } size and >= 1 and <= 1 << 15 ? size : throw call.Wrong(
            ["block_size"], "a number from 1 to 2^15, with the channels last");
    }

    private static PartialShape Blocks(OperationCall call, bool isToSpace)
    {
        PartialShape x = ElementOperations.Shape(call);
        long block = BlockSize(call);
        if (x.Rank != 4)
        {
            throw call.Wrong(["input"], "a batch of images");
        }

        return isToSpace
            ? call.New(x.Find(0), x.Find(1) * block, x.Find(2) * block, Part(x.Find(3), block * block))
            : call.New(x.Find(0), Part(x.Find(1), block), Part(x.Find(2), block), x.Find(3) * block * block);

        long? Part(long? size, long parts) => size % parts is 0 or null
            ? size / parts
            : throw call.Wrong(["block_size"], $"a number that divides the sizes of {x}");
    }

    private static Tensor DepthToSpace(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        int block = (int)BlockSize(call);
        int[] sizes = ShapeOperations.Sizes(call, Blocks(call, isToSpace: true));
        Tensor apart = Autodiff.Reshape.Of(call.Tape, x, x[0], x[1], x[2], block, block, sizes[3]);
        return Autodiff.Reshape.Of(call.Tape, Rearrangement.Permute(call.Tape, apart, 0, 1, 3, 2, 4, 5), sizes);
    }

    private static Tensor SpaceToDepth(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        int block = (int)BlockSize(call);
        int[] sizes = ShapeOperations.Sizes(call, Blocks(call, isToSpace: false));
        Tensor apart = Autodiff.Reshape.Of(call.Tape, x, x[0], sizes[1], block, sizes[2], block, x[3]);
        return Autodiff.Reshape.Of(call.Tape, Rearrangement.Permute(call.Tape, apart, 0, 1, 3, 2, 4, 5), sizes);
    }
}
