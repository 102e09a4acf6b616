using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>One call of an operation of a graph: its arguments with the shapes of its tensors, and, when it runs, the tensors.</summary>
/// <param name="place">How messages name the node.</param>
/// <param name="values">The arguments, by name or, "0", "1", …, by position.</param>
/// <param name="shapes">The shapes of the tensors in the order in which they stand in the call.</param>
internal sealed class OperationCall(string place, IReadOnlyList<KeyValuePair<string, CallValue>> values, IReadOnlyList<PartialShape> shapes)
{
    private IReadOnlyList<Tensor> _tensors = [];
    private Tape? _tape;

    /// <summary>How messages name the node.</summary>
    internal string Place => place;

    /// <summary>Where the operation runs.</summary>
    internal Tape Tape => _tape ?? throw new InvalidOperationException($"{place}: shapes are asked for, and there is no tape.");

    /// <summary>The same call with tensors.</summary>
    internal static OperationCall Of(
        string place, IReadOnlyList<KeyValuePair<string, CallValue>> values, Tape tape, IReadOnlyList<Tensor> tensors) =>
        new(place, values, [.. tensors.Select(tensor =>
            new PartialShape([.. tensor.Dimensions.ToArray().Select(size => (long?)size)], place))])
        {
            _tensors = tensors,
            _tape = tape,
        };

    /// <summary>An argument; null where it is absent, or None.</summary>
    internal CallValue? Find(int position, params ReadOnlySpan<string> names)
    {
        foreach ((string key, CallValue value) in values)
        {
            if ((key == $"{position}" || names.Contains(key)) && value != CallValue.None)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The shape of a tensor or a constant.</summary>
    internal PartialShape Shape(int position, params ReadOnlySpan<string> names) => ShapeOf(Required(position, names));

    /// <summary>A tensor, or a constant as one.</summary>
    internal Tensor Tensor(int position, params ReadOnlySpan<string> names) => TensorOf(Required(position, names));

    /// <summary>The shapes of a list of tensors.</summary>
    internal IReadOnlyList<PartialShape> Shapes(int position, params ReadOnlySpan<string> names) =>
        [.. Items(Required(position, names)).Select(ShapeOf)];

    /// <summary>A list of tensors.</summary>
    internal Tensor[] Tensors(int position, params ReadOnlySpan<string> names) => [.. Items(Required(position, names)).Select(TensorOf)];

    /// <summary>A whole number; null where it is absent or a tensor whose value is not known.</summary>
    internal long? Whole(int position, params ReadOnlySpan<string> names) =>
        Find(position, names) is { } value ? WholeOf(value, names) : null;

    /// <summary>Whole numbers, null where one is not known; null where they are absent. One stands for a list of it.</summary>
    internal IReadOnlyList<long?>? Wholes(int position, params ReadOnlySpan<string> names)
    {
        switch (Find(position, names))
        {
            case null:
                return null;
            case CallValue.List list:
                string key = KeyOf(names);
                return [.. list.Items.Select(item => WholeOf(item, [key]))];
            case CallValue.Graph { Index: var index } when shapes[index].Rank == 1:
                long count = shapes[index][0];
                return _tape is null ? [.. Enumerable.Repeat((long?)null, checked((int)count))] : [.. Numbers(_tensors[index])];
            case var value:
                return [WholeOf(value!, names)];
        }
    }

    /// <summary>Lists of whole numbers in a list.</summary>
    internal IEnumerable<IReadOnlyList<long?>> Rows(int position, params string[] names) => Items(Required(position, names)).Select(
        row => (IReadOnlyList<long?>)[.. Items(row).Select(item => WholeOf(item, names))]);

    /// <summary>Axes from 0 on; null where they are absent.</summary>
    internal int[]? Axes(int rank, int position, params ReadOnlySpan<string> names)
    {
        string key = KeyOf(names);
        return Wholes(position, names) is { } axes ? [.. axes.Select(axis => AxisOf(axis, rank, key))] : null;
    }

    /// <summary>An axis from 0 on.</summary>
    internal int Axis(int rank, long missing, int position, params ReadOnlySpan<string> names) =>
        AxisOf(Find(position, names) is null ? missing : Whole(position, names), rank, KeyOf(names));

    /// <summary>A number.</summary>
    internal double Number(double missing, int position, params ReadOnlySpan<string> names) => Find(position, names) switch
    {
        null => missing,
        CallValue.Number { Value: var value } => value,
        _ => throw Wrong(names, "a number"),
    };

    /// <summary>True or false.</summary>
    internal bool Flag(bool missing, int position, params ReadOnlySpan<string> names) => Find(position, names) switch
    {
        null => missing,
        CallValue.Flag { Value: var value } => value,
        CallValue.Number { Value: 0 or 1 } number => number.Value == 1,
        _ => throw Wrong(names, "true or false"),
    };

    /// <summary>A text.</summary>
    internal string Text(string missing, int position, params ReadOnlySpan<string> names) =>
        Find(position, names) is CallValue.Text text ? text.Value : missing;

    /// <summary>The sentence for an argument with which the node cannot be shaped or computed.</summary>
    internal FormatException Wrong(ReadOnlySpan<string> names, string accepted) =>
        new($"{place}: its argument {KeyOf(names)} must be {accepted}.");

    /// <summary>A shape of this node.</summary>
    internal PartialShape New(params long?[] sizes) => new(sizes, place);

    /// <summary>A value as a tensor: one of the graph, or a constant.</summary>
    internal Tensor TensorOf(CallValue value)
    {
        if (value is CallValue.Graph { Index: var index })
        {
            return _tensors[index];
        }

        List<double> numbers = [];
        Collect(value, numbers);
        int[] sizes = [.. ShapeOf(value).Dimensions.ToArray().Select(size => checked((int)size!))];
        return Constant(numbers, sizes);
    }

    /// <summary>Numbers as a tensor.</summary>
    internal Tensor Constant(IReadOnlyList<double> numbers, params ReadOnlySpan<int> sizes) =>
        TensorValues.Constant(Tape, [.. numbers], sizes);

    /// <summary>A tensor of the same sizes that is made of values, and has no gradient.</summary>
    internal Tensor Constant(Tensor x, Func<double, double> function) => Constant([.. Values(x).Select(function)], x.Dimensions);

    /// <summary>The values of a tensor.</summary>
    internal static double[] Values(Tensor tensor) => tensor.Type == ElementType.Float32
        ? [.. tensor.Values<float>().ToArray().Select(value => (double)value)]
        : tensor.Values<double>().ToArray();

    private static IReadOnlyList<CallValue> Items(CallValue value) => value is CallValue.List list ? list.Items : [value];

    private static string KeyOf(ReadOnlySpan<string> names) => names.IsEmpty ? "0" : names[0];

    private static IEnumerable<long?> Numbers(Tensor tensor) => TensorValues.All(tensor).Select(value => (long?)value);

    private CallValue Required(int position, ReadOnlySpan<string> names) => Find(position, names)
        ?? throw new FormatException($"{place}: it is called without its argument {(names.IsEmpty ? $"{position}" : names[0])}.");

    private PartialShape ShapeOf(CallValue value) => value switch
    {
        CallValue.Graph { Index: var index } => shapes[index].For(place),
        CallValue.Number or CallValue.Flag => New(),
        CallValue.List { Items: [] } => New(0),
        CallValue.List { Items: var items } => New([items.Count, .. ShapeOf(items[0]).Dimensions]),
        _ => throw new FormatException($"{place}: it is called on something that is neither a tensor nor an array of numbers."),
    };

    private void Collect(CallValue value, List<double> numbers)
    {
        switch (value)
        {
            case CallValue.Number number:
                numbers.Add(number.Value);
                break;
            case CallValue.Flag flag:
                numbers.Add(flag.Value ? 1 : 0);
                break;
            case CallValue.List list:
                foreach (CallValue item in list.Items)
                {
                    Collect(item, numbers);
                }

                break;
            default:
                throw new FormatException($"{place}: a list of tensors stands where one tensor is computed; stack them first.");
        }
    }

    /// <summary>A value as a whole number; null where it is None, or a tensor whose value is not known.</summary>
    internal long? WholeOf(CallValue value, ReadOnlySpan<string> names) => value switch
    {
        CallValue.Number { Value: var number } when double.IsInteger(number) && Math.Abs(number) <= Seedbed.Shape.MaxElementCount =>
            (long)number,
        CallValue.Graph { Index: var index } => _tape is null ? null : Numbers(_tensors[index]).First(),
        _ when value == CallValue.None => null,
        _ => throw Wrong(names, "an integer, or a list of integers"),
    };

    private int AxisOf(long? axis, int rank, string key)
    {
        string[] names = [key];
        return axis is { } known && known >= -rank && known < rank
            ? (int)(known < 0 ? known + rank : known)
            : throw Wrong(names, $"an axis from {-rank} to {rank - 1}");
    }
}
