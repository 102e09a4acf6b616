using Seedbed.Autodiff;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Operations;

/// <summary>What an operation of a graph gives: the shapes of its outputs, and, where that is known here, their values.</summary>
/// <param name="Shapes">The shapes, from those of the arguments.</param>
/// <param name="Values">The values; null where they are not computed here.</param>
internal sealed record GraphOperation(
    Func<OperationCall, IReadOnlyList<PartialShape>> Shapes, Func<OperationCall, IReadOnlyList<Tensor>>? Values)
{
    /// <summary>An operation of one output.</summary>
    internal static GraphOperation Of(Func<OperationCall, PartialShape> shape, Func<OperationCall, Tensor>? value = null) =>
        new(call => [shape(call)], value is null ? null : call => [value(call)]);

    /// <summary>The same under several names.</summary>
    internal static IEnumerable<KeyValuePair<string, GraphOperation>> Under(string names, GraphOperation operation) =>
        names.Split(' ').Select(name => KeyValuePair.Create(name, operation));
}
