namespace Seedbed.Networks.Keras;

/// <summary>A layer in another one, as Keras's weight files find it.</summary>
/// <param name="Attribute">The attribute of the outer layer that holds it in Keras, or the list that does.</param>
/// <param name="IsInList">Whether the attribute is a list, in which layers are numbered by their classes.</param>
/// <param name="Layer">The layer.</param>
internal readonly record struct StoredChild(string Attribute, bool IsInList, LayerScope Layer);
