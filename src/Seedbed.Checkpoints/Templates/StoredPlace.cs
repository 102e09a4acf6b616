using Seedbed.Checkpoints.Templates;

namespace Seedbed.Checkpoints;

/// <summary>A place of a tensor in a file that has groups, where it is found by the layer that holds it.</summary>
/// <param name="Path">The dataset's path: <c>layers/lstm/cell/vars/0</c>.</param>
/// <param name="LayerName">The name of the layer that holds it there: <c>lstm_cell</c>.</param>
public sealed record StoredPlace(string Path, string LayerName);
