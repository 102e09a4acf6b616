using System.Globalization;
using Seedbed.Layers.Arguments;

namespace Seedbed.Layers.Operations;

/// <summary>
/// A node of TensorFlow's graph: an operation with attributes, and inputs, some of which are constants. What it is called on is put as
/// functions of Python take it.
/// </summary>
/// <param name="operation">Its name in TensorFlow's graph.</param>
/// <param name="attributes">Its attributes.</param>
/// <param name="constants">Inputs by their places.</param>
/// <remarks>Source: <c>TensorFlowOpLayer</c> of tf.keras 2.2, NodeDef of TensorFlow as JSON.</remarks>
internal sealed class RawOperation(
    string operation, IReadOnlyList<KeyValuePair<string, CallValue>> attributes, IReadOnlyDictionary<string, CallValue> constants)
{
    /// <summary>The function that does the same.</summary>
    internal string Name => operation switch
    {
        "ConcatV2" => "concat",
        "Pack" => "stack",
        "Unpack" => "unstack",
        "StridedSlice" => "strided_slice",
        "Slice" => "slice",
        _ => operation,
    };

    /// <summary>The node in a configuration; null where it is none.</summary>
    internal static RawOperation? Of(CallValue node, CallValue constants)
    {
        if (node is not CallValue.Named { Items: var items } || Item(items, "op") is not CallValue.Text { Value: var operation })
        {
            return null;
        }

        IReadOnlyList<KeyValuePair<string, CallValue>> attributes = Item(items, "attr") is CallValue.Named named ? named.Items : [];
        IEnumerable<KeyValuePair<string, CallValue>> inputs = constants is CallValue.Named known ? known.Items : [];
        return new RawOperation(
            operation, [.. attributes.Select(each => KeyValuePair.Create(each.Key, Attribute(each.Value)))],
                inputs.ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>The arguments of the function, from those of a call.</summary>
    internal IReadOnlyList<KeyValuePair<string, CallValue>> Arguments(IReadOnlyList<KeyValuePair<string, CallValue>> call)
    {
        Queue<CallValue> tensors = new(call.Where(each => each.Key == "0").SelectMany(
            each => each.Value is CallValue.List list ? list.Items : [each.Value]));
        List<CallValue> inputs = [];
        while (constants.GetValueOrDefault($"{inputs.Count}") is { } constant ? true : tensors.Count > 0)
        {
            inputs.Add(constants.GetValueOrDefault($"{inputs.Count}") ?? tensors.Dequeue());
        }

        IEnumerable<CallValue> arguments = operation switch
        {
            "ConcatV2" => [new CallValue.List(inputs[..^1]), inputs[^1]],
            "Pack" or "AddN" => [new CallValue.List(inputs)],
            "Split" => [inputs[^1], CallValue.None, inputs[0]],
            "Unpack" => inputs.Take(1),
            _ => inputs,
        };
        return [.. arguments.Select((value, position) => KeyValuePair.Create($"{position}", value)), .. attributes];
    }

    private static CallValue? Item(IReadOnlyList<KeyValuePair<string, CallValue>> items, string key) =>
        items.FirstOrDefault(item => item.Key == key).Value;

    /// <summary>A value under the letter of its type; 64-bit integers are texts in Protobuf's JSON.</summary>
    private static CallValue Attribute(CallValue value) => value is CallValue.Named { Items: [var (kind, content)] }
        ? kind switch
        {
            "i" => Whole(content),
            "b" or "f" or "type" => content,
            "list" when content is CallValue.Named { Items: [var (inner, list)] } =>
                inner == "i" && list is CallValue.List whole ? new CallValue.List([.. whole.Items.Select(Whole)]) : list,
            "list" => new CallValue.List([]),
            _ => CallValue.None,
        }
        : CallValue.None;

    private static CallValue Whole(CallValue value) =>
        value is CallValue.Text { Value: var text }
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? new CallValue.Number(number)
            : value;
}
