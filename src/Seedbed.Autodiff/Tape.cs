using System.Numerics;
using System.Numerics.Tensors;

namespace Seedbed.Autodiff;

/// <summary>
/// The operations of one step in their order, and their memory. A step is: apply operations, <see cref="Backward"/>, read the gradients of
/// the parameters, <see cref="Reset"/>, after which the step's tensors are void and their memory serves the next one.
/// </summary>
/// <param name="type">The element type of all tensors, Float32 or Float64.</param>
/// <param name="execution">Threads and cancellation.</param>
/// <remarks>Not safe from several threads.</remarks>
public sealed class Tape(ElementType type, ExecutionOptions execution = default)
{
    private readonly BufferPool _pool = new();
    private readonly List<Record> _records = [];
    private readonly List<Tensor> _leaves = [];
    private readonly Dictionary<Tensor, Action<Tensor>> _watched = new(ReferenceEqualityComparer.Instance);

    /// <summary>The element type of all its tensors.</summary>
    public ElementType Type { get; } = type is ElementType.Float32 or ElementType.Float64
        ? type
        : throw new NotSupportedException($"the element type is {type.Name()}; networks are computed in float32 or float64.");

    /// <summary>Threads and cancellation.</summary>
    public ExecutionOptions Execution { get; } = execution;

    /// <summary>Whether operations are kept for <see cref="Backward"/>; without, results need no gradient.</summary>
    public bool IsRecording { get; init; } = true;

    /// <summary>
    /// Whether the gradients of intermediate results stay as they are until <see cref="Reset"/>, so that they can be looked at; else their
    /// memory is used again.
    /// </summary>
    public bool KeepsGradients { get; init; }

    /// <summary>All memory held for steps, in bytes.</summary>
    public long ByteCount => _pool.ByteCount;

    /// <summary>A tensor of unknown content, valid until <see cref="Reset"/>.</summary>
    public Tensor New(params ReadOnlySpan<int> dimensions)
    {
        long count = 1;
        foreach (int size in dimensions)
        {
            count = checked(count * size);
        }

        return new Tensor(Type, _pool.Rent(checked(count * Type.SizeInBytes())), dimensions) { IsLeaf = false };
    }

    /// <summary>Zeros, valid until <see cref="Reset"/>.</summary>
    public Tensor Zeros(params ReadOnlySpan<int> dimensions)
    {
        Tensor tensor = New(dimensions);
        Clear(tensor);
        return tensor;
    }

    /// <summary>A copy of these values, valid until <see cref="Reset"/>.</summary>
    /// <typeparam name="T">The tape's element type.</typeparam>
    public Tensor Copy<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> dimensions)
        where T : unmanaged
    {
        Tensor tensor = New(dimensions);
        values.CopyTo(tensor.Values<T>());
        return tensor;
    }

    /// <summary>Gives a tensor's memory back before the step ends; nobody may refer to it any more.</summary>
    internal void Release(Tensor scratch) => _pool.Return(scratch.Buffer);

    /// <summary>The operation's result.</summary>
    public Tensor Apply(Operation operation, params ReadOnlySpan<Tensor> inputs)
    {
        Execution.CancellationToken.ThrowIfCancellationRequested();
        bool needsGradient = false;
        foreach (Tensor input in inputs)
        {
            needsGradient |= input.NeedsGradient;
        }

        Tensor output = Type == ElementType.Float32 ? operation.Forward<float>(this, inputs) : operation.Forward<double>(this, inputs);
        output.NeedsGradient = needsGradient && IsRecording;
        if (output.NeedsGradient)
        {
            _records.Add(new Record(operation, inputs.ToArray(), output));
        }

        return output;
    }

    /// <summary>The gradients of Σ output by everything it was made of.</summary>
    /// <param name="output">A loss, or any result.</param>
    public void Backward(Tensor output)
    {
        Tensor seed = Gradient(output, out _);
        if (Type == ElementType.Float32)
        {
            seed.Values<float>().Fill(1);
        }
        else
        {
            seed.Values<double>().Fill(1);
        }

        for (int i = _records.Count - 1; i >= 0; i--)
        {
            Pull(_records[i]);
        }
    }

    /// <summary>
    /// Lets an action see the gradient of a result while <see cref="Backward"/> has it, before its memory is used again. It is not
    /// called where the loss does not depend on the result.
    /// </summary>
    /// <param name="result">A result of an operation of this tape.</param>
    /// <param name="action">Gets the gradient, which it may only read.</param>
    public void WatchGradient(Tensor result, Action<Tensor> action) =>
        _watched[result] = _watched.TryGetValue(result, out Action<Tensor>? others) ? others + action : action;

    /// <summary>Ends the step: its tensors and gradients are void.</summary>
    public void Reset()
    {
        foreach (Tensor leaf in _leaves)
        {
            leaf.HasGradient = false;
        }

        _leaves.Clear();
        _watched.Clear();
        _records.Clear();
        _pool.ReturnAll();
    }

    /// <summary>The gradient of an operation's input, for a pullback that writes all of it.</summary>
    /// <param name="input">One that needs a gradient.</param>
    /// <param name="mode">Whether there is a gradient to add to; else the content is unknown.</param>
    internal Tensor Gradient(Tensor input, out WriteMode mode)
    {
        mode = input.HasGradient ? WriteMode.Add : WriteMode.Overwrite;
        if (!input.HasGradient)
        {
            input.GradientMemory = !input.IsLeaf ? New(input.Dimensions)
                : input.GradientMemory ?? Tensor.Zeros(Type, input.Dimensions);
            MarkGradient(input);
        }

        return input.GradientMemory!;
    }

    /// <summary>The gradient of an operation's input, for a pullback that adds to some of it.</summary>
    /// <param name="input">One that needs a gradient.</param>
    internal Tensor AddedGradient(Tensor input)
    {
        Tensor gradient = Gradient(input, out WriteMode mode);
        if (mode == WriteMode.Overwrite)
        {
            Clear(gradient);
        }

        return gradient;
    }

    /// <summary>
    /// Adds the output's gradient to the input's, which has as many elements, for operations that only move values. The output's memory may
    /// become the input's: it is then not to be changed, except through the input.
    /// </summary>
    internal void Pass(Tensor output, Tensor input)
    {
        if (CanMove(output, input))
        {
            Move(output, input);
        }
        else
        {
            AddTo(output.GradientMemory!, input);
        }
    }

    /// <summary>Adds values to an input's gradient.</summary>
    internal void AddTo(Tensor values, Tensor input)
    {
        if (Type == ElementType.Float32)
        {
            Add<float>(values, input);
        }
        else
        {
            Add<double>(values, input);
        }
    }

    /// <summary>
    /// The gradient of the input of an operation that acts element by element: where it is the output's own memory, it has the output's
    /// gradient, to be changed in place.
    /// </summary>
    internal Tensor ElementGradient(Tensor output, Tensor input, out WriteMode mode)
    {
        if (!CanMove(output, input))
        {
            return Gradient(input, out mode);
        }

        Move(output, input);
        mode = WriteMode.Overwrite;
        return input.GradientMemory!;
    }

    private static void Clear(Tensor tensor)
    {
        if (tensor.Type == ElementType.Float32)
        {
            tensor.Values<float>().Clear();
        }
        else
        {
            tensor.Values<double>().Clear();
        }
    }

    private bool CanMove(Tensor output, Tensor input) => !KeepsGradients && !input.IsLeaf && !input.HasGradient && output.HasGradient;

    /// <summary>Only one input may have it: from now on the output has none of its own.</summary>
    private void Move(Tensor output, Tensor input)
    {
        input.GradientMemory = output.GradientMemory!.WithDimensions(input.Dimensions);
        output.HasGradient = false;
        MarkGradient(input);
    }

    private void Add<T>(Tensor values, Tensor input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> sum = Gradient(input, out WriteMode mode).Values<T>();
        if (mode == WriteMode.Add)
        {
            TensorPrimitives.Add(sum, values.Values<T>(), sum);
        }
        else
        {
            values.Values<T>().CopyTo(sum);
        }
    }

    private void MarkGradient(Tensor input)
    {
        input.HasGradient = true;
        if (input.IsLeaf)
        {
            _leaves.Add(input);
        }
    }

    private void Pull(Record record)
    {
        if (!record.Output.HasGradient)
        {
            return;
        }

        if (_watched.Count > 0 && _watched.TryGetValue(record.Output, out Action<Tensor>? action))
        {
            action(record.Output.GradientMemory!);
        }

        if (Type == ElementType.Float32)
        {
            record.Operation.Pullback<float>(this, record.Inputs, record.Output);
        }
        else
        {
            record.Operation.Pullback<double>(this, record.Inputs, record.Output);
        }

        if (record.Output.HasGradient && !KeepsGradients)
        {
            record.Output.HasGradient = false;
            Release(record.Output.GradientMemory!);
        }
    }

    /// <summary>One application of an operation.</summary>
    private readonly record struct Record(Operation Operation, Tensor[] Inputs, Tensor Output);
}
