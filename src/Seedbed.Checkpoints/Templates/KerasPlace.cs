namespace Seedbed.Checkpoints.Templates;

/// <summary>A place of a tensor in the weight files of Keras.</summary>
/// <param name="Path">The dataset's path: <c>layers/lstm/cell/vars/0</c>.</param>
/// <param name="LayerName">The name of the layer that holds it there: <c>lstm_cell</c>.</param>
public sealed record KerasPlace(string Path, string LayerName);
