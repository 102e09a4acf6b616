namespace Seedbed.Networks.Layers.Building;

/// <summary>A layer in another one, as Keras's weight files find it.</summary>
/// <param name="Attribute">The attribute of the outer layer that holds it in Keras, or the list that does.</param>
/// <param name="IsInList">Whether the attribute is a list, in which layers are numbered by their classes.</param>
/// <param name="Layer">The layer.</param>
internal readonly record struct StoredChild(string Attribute, bool IsInList, BuiltLayer Layer);
