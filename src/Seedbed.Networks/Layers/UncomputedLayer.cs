namespace Seedbed.Networks.Layers;

/// <summary>A layer whose weights and shapes are known, and not what it computes.</summary>
/// <param name="className">The class in configurations.</param>
/// <param name="name">The layer's name; null where a file has it.</param>
internal abstract class UncomputedLayer(string className, string? name = null) : Layer(name)
{
    public sealed override string ClassName => className;

    internal sealed override bool IsComputed => false;
}
