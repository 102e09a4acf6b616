using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Autodiff;

/// <summary>
/// The three products of a convolution. With the matrix A of an image, whose row is a window and whose column is an element of it, the
/// kernel W and the result Y = A·W: Y, dW = Aᵀ·dY and dA = dY·Wᵀ. A is never made: its elements are read, and added to, where they lie in
/// the image.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="tape">Gives memory and threads.</param>
/// <param name="shape">The windows.</param>
/// <param name="channels">Elements of a point of the image, all groups together.</param>
/// <param name="filters">Columns of the kernel, all groups together.</param>
/// <param name="groups">Groups of channels, each seen by as many groups of filters.</param>
internal sealed unsafe class WindowProducts<T>(Tape tape, WindowShape shape, int channels, int filters, int groups)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds of a task, about 50 µs.</summary>
    private const long TaskWork = 1L << 20;

    private const int ScatterBlock = 96;

    /// <summary>Partial sums of a kernel's gradient: as many for any number of threads, so that the sum is the same.</summary>
    private const int MostSums = 8;

    /// <summary>Elements of all partial sums together.</summary>
    private const int MostSumElements = 1 << 23;

    /// <summary>Elements below which a loop is faster than a call.</summary>
    private const int ShortRun = 8;

    private readonly WindowOffsets _offsets = shape.OffsetsOf(channels, channels / groups);
    private readonly int _windows = shape.OutputCount;
    private readonly int _elements = shape.KernelCount * (channels / groups);
    private readonly int _groupChannels = channels / groups;
    private readonly int _groupFilters = filters / groups;
    private readonly nint _imageLength = (nint)shape.PaddedCount * channels;

    private long WorkPerWindow => (long)_elements * filters;

    /// <summary>Y = f(A·W + b).</summary>
    /// <param name="images">(batch, padded points · channels).</param>
    /// <param name="kernel">(window elements · channels of a group, filters).</param>
    /// <param name="bias">(filters), or null.</param>
    /// <param name="activation">f, or null.</param>
    /// <param name="result">(batch, windows · filters).</param>
    internal void Multiply(Tensor images, Tensor kernel, Tensor? bias, ElementOperation? activation, Tensor result)
    {
        Tensor memory = tape.New(groups * PackedMatrix<T>.LengthOf(_elements, _groupFilters));
        PackedMatrix<T>[] kernels = PackKernels(kernel, memory.First<T>(), isTransposed: false);
        int rowsPerTask =
            (int)Math.Clamp(TaskWork / Math.Max(1, WorkPerWindow), ProductKernel<T>.Rows, Math.Max(_windows, ProductKernel<T>.Rows));
        int parts = Math.Max(1, _windows / rowsPerTask);
        Threads(images[0]).Run(images[0] * parts, task =>
        {
            (int image, int part) = Math.DivRem(task, parts);
            int first = (int)((long)_windows * part / parts);
            int count = (int)((long)_windows * (part + 1) / parts) - first;
            T* to = result.First<T>() + ((((nint)image * _windows) + first) * filters);
            for (int group = 0; group < groups; group++)
            {
                GatheredMatrix<T> windows =
                    new(ImageOf(images, image, group), count, _offsets.Elements, _elements) { RowOffsets = _offsets.Windows + first };
                int column = group * _groupFilters;
                MatrixView<T> biases = Products.RowsOf<T>(bias, count);
                MatrixProduct.Multiply(windows, kernels[group], new MatrixView<T>(to + column, count, _groupFilters, filters),
                    bias is null ? default : biases.From(0, column));
            }

            Span<T> block = new(to, count * filters);
            activation?.Evaluate<T>(block, block);
        });
        tape.Release(memory);
    }

    /// <summary>dW = Σ Aᵀ·dY over the batch.</summary>
    /// <param name="images">(batch, padded points · channels).</param>
    /// <param name="outer">dY, (batch, windows · filters).</param>
    /// <param name="gradient">Of the kernel.</param>
    /// <param name="mode">What becomes of its old values.</param>
    internal void AddKernelGradient(Tensor images, Tensor outer, Tensor gradient, WriteMode mode)
    {
        int sums = Math.Clamp(Math.Min(images[0], MostSumElements / Math.Max(1, gradient.Count)), 1, MostSums);
        Tensor memory = tape.Zeros(sums, gradient.Count);
        Threads(images[0]).Run(sums, sum =>
        {
            T* to = memory.First<T>() + ((nint)sum * gradient.Count);
            int end = (int)((long)images[0] * (sum + 1) / sums);
            for (int image = (int)((long)images[0] * sum / sums); image < end; image++)
            {
                AddKernelGradientOf(images, outer, image, to);
            }
        });
        Rows.Sum<T>(memory.Values<T>(), gradient.Values<T>(), mode);
        tape.Release(memory);
    }

    /// <summary>Adds dA = dY·Wᵀ to the images.</summary>
    /// <param name="outer">dY, (batch, windows · filters).</param>
    /// <param name="kernel">(window elements · channels of a group, filters).</param>
    /// <param name="images">(batch, padded points · channels).</param>
    internal void AddImageGradient(Tensor outer, Tensor kernel, Tensor images)
    {
        Tensor memory = tape.New(groups * PackedMatrix<T>.LengthOf(_groupFilters, _elements));
        PackedMatrix<T>[] kernels = PackKernels(kernel, memory.First<T>(), isTransposed: true);
        ExecutionOptions threads = Threads(images[0]);
        int tasks = Math.Min(images[0], Math.Max(1, threads.Degree * 4));
        Tensor scratch = tape.New(tasks, ScatterBlock * _elements);
        using OffsetTable columnOffsets = new(_groupFilters, 1);
        threads.Run(tasks, task =>
        {
            int end = (int)((long)images[0] * (task + 1) / tasks);
            for (int image = (int)((long)images[0] * task / tasks); image < end; image++)
            {
                for (int first = 0; first < _windows; first += ScatterBlock)
                {
                    int count = Math.Min(ScatterBlock, _windows - first);
                    T* from = outer.First<T>() + ((((nint)image * _windows) + first) * filters);
                    for (int group = 0; group < groups; group++)
                    {
                        GatheredMatrix<T> block =
                            new(from + ((nint)group * _groupFilters), count, columnOffsets.First, _groupFilters) { RowStride = filters };
                        T* columns = scratch.First<T>() + ((nint)task * ScatterBlock * _elements);
                        MatrixProduct.Multiply(block, kernels[group], Products.Matrix(columns, count, _elements));
                        Scatter(columns, ImageOf(images, image, group), first, count);
                    }
                }
            }
        });
        tape.Release(scratch);
        tape.Release(memory);
    }

    private void AddKernelGradientOf(Tensor images, Tensor outer, int image, T* to)
    {
        for (int group = 0; group < groups; group++)
        {
            T* from = outer.First<T>() + ((nint)image * _windows * filters) + ((nint)group * _groupFilters);
            GatheredMatrix<T> windows =
                new(ImageOf(images, image, group), _elements, _offsets.Windows, _windows) { RowOffsets = _offsets.Elements };
            MatrixView<T> sum = new(to + ((nint)group * _groupFilters), _elements, _groupFilters, filters);
            MatrixProduct.Multiply(windows, new MatrixView<T>(from, _windows, _groupFilters, filters), sum, sum, new ExecutionOptions(1));
        }
    }

    /// <summary>Adds rows of window elements to where they lie.</summary>
    private void Scatter(T* columns, T* image, int first, int count)
    {
        for (int window = first; window < first + count; window++)
        {
            T* start = image + _offsets.Windows[window];
            for (int element = 0; element < _elements; element += _groupChannels)
            {
                T* to = start + _offsets.Elements[element];
                if (_groupChannels >= ShortRun)
                {
                    Span<T> run = new(to, _groupChannels);
                    TensorPrimitives.Add(run, new ReadOnlySpan<T>(columns + element, _groupChannels), run);
                    continue;
                }

                for (int channel = 0; channel < _groupChannels; channel++)
                {
                    to[channel] += columns[element + channel];
                }
            }

            columns += _elements;
        }
    }

    private PackedMatrix<T>[] PackKernels(Tensor kernel, T* memory, bool isTransposed)
    {
        var kernels = new PackedMatrix<T>[groups];
        for (int group = 0; group < groups; group++)
        {
            MatrixView<T> view = new(kernel.First<T>() + ((nint)group * _groupFilters), _elements, _groupFilters, filters);
            view = isTransposed ? view.Transposed : view;
            kernels[group] = PackedMatrix<T>.Pack(view, memory);
            memory += PackedMatrix<T>.LengthOf(view.Rows, view.Columns);
        }

        return kernels;
    }

    private T* ImageOf(Tensor images, int image, int group) => images.First<T>() + (image * _imageLength) + ((nint)group * _groupChannels);

    private ExecutionOptions Threads(int batch) =>
        WorkPerWindow * _windows * batch < TaskWork ? tape.Execution with { MaxDegreeOfParallelism = 1 } : tape.Execution;
}
