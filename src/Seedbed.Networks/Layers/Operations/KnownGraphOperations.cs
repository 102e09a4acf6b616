using System.Collections.Frozen;

namespace Seedbed.Layers.Operations;

/// <summary>
/// The operations that stand in graphs, under all their names: classes of <c>keras.ops</c> (<c>ExpandDims</c>), functions of TensorFlow's
/// Python (<c>expand_dims</c>, <c>math.reduce_mean</c>) and TensorFlow's own (<c>AddV2</c>).
/// </summary>
internal static class KnownGraphOperations
{
    private static readonly FrozenDictionary<string, GraphOperation> s_all = new Dictionary<string, GraphOperation>(
    [
        .. ElementOperations.All, .. BinaryOperations.All, .. AxisOperations.All, .. ShapeOperations.All, .. SliceOperations.All,
        .. ProductOperations.All, .. LogicOperations.All, .. OrderOperations.All, .. ContractionOperations.All, .. WindowOperations.All,
    ]).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names.</summary>
    internal static IEnumerable<string> Names => s_all.Keys;

    /// <summary>An operation by its name; older functions stand under <c>compat.v1</c> too. Null where it is not known.</summary>
    internal static GraphOperation? Find(string name)
    {
        const string Older = "compat.v1.";
        return s_all.GetValueOrDefault(name.StartsWith(Older, StringComparison.Ordinal) ? name[Older.Length..] : name);
    }
}
