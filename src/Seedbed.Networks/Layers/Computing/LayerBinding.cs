using Seedbed.Autodiff;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Computing;

/// <summary>A layer while its function is made: its weights by name, the layers in it.</summary>
/// <param name="built">The layer.</param>
/// <param name="network">All weights and functions of the model.</param>
internal sealed class LayerBinding(BuiltLayer built, NetworkBinding network)
{
    internal BuiltLayer Built => built;

    internal string Place => built.Place;

    /// <summary>The random choices of dropout.</summary>
    internal NoiseSource Noise => network.Noise;

    /// <summary>Looks at what layers compute; null where nobody does.</summary>
    internal CallObserver? Observer => network.Observer;

    /// <summary>Shows what the layer's kernel makes of its input to whoever looks.</summary>
    internal void SeeProduct(Tensor product, string kernel = "kernel") => network.Observer?.See($"{built.Path}/{kernel}", product);

    /// <summary>The states that stateful layers keep.</summary>
    internal StateMemory States => network.States;

    /// <summary>The value of a weight, by the variable's own name.</summary>
    internal Tensor Weight(string name) =>
        FindWeight(name)
            ?? throw new InvalidOperationException(
                $"{Place} has no weight '{name.Excerpt()}'; it has {string.Join(", ", built.OwnWeights.Select(weight => weight.Name))}.");

    /// <summary>The value of a weight, by the variable's own name; null where the layer has none of it.</summary>
    internal Tensor? FindWeight(string name)
    {
        string full = $"{built.Path}/{name}";
        return built.OwnWeights.FirstOrDefault(weight => weight.Name == full) is { } template ? network.ValueOf(template, built) : null;
    }

    /// <summary>A weight's own memory, in whatever type the layer computes; null where the layer has none of the name.</summary>
    internal Tensor? FindVariable(string name)
    {
        string full = $"{built.Path}/{name}";
        return built.OwnWeights.FirstOrDefault(weight => weight.Name == full) is { } template ? network.VariableOf(template) : null;
    }

    /// <summary>The layer that an attribute holds.</summary>
    internal LayerBinding Child(string attribute) => new(built.Children.First(child => child.Attribute == attribute).Layer, network);

    /// <summary>The layers of the list "layers", in its order, without operations.</summary>
    internal IEnumerable<LayerBinding> Layers =>
        built.List.Select(child => new LayerBinding(child, network));

    /// <summary>Another layer of the model.</summary>
    internal LayerBinding Of(BuiltLayer layer) => new(layer, network);

    /// <summary>What the layer computes; a layer that stands in the model several times has one function.</summary>
    internal LayerFunction Function => network.FunctionOf(this);

    /// <summary>The message for an input of a shape that does not fit.</summary>
    /// <param name="input">The input.</param>
    /// <param name="accepted">What fits: <c>[batch, 64]</c>.</param>
    internal ArgumentException Misfit(Tensor input, string accepted) =>
        new($"{Place}: its input has the shape {input.ShapeText}; it must be {accepted}.");

    /// <summary>The exception for an argument with which the layer is not computed here.</summary>
    internal FormatException Wrong(string key, string value, string accepted) => built.Wrong(key, value, accepted);

    /// <summary>Refuses an input whose last axis has another size.</summary>
    internal void CheckFeatures(Tensor input, int size)
    {
        if (input.Rank < 2 || input[-1] != size)
        {
            throw Misfit(input, $"[batch, …, {size}], as its kernel was built");
        }
    }

    /// <summary>Refuses an input of another rank.</summary>
    internal void CheckRank(Tensor input, int rank, string axes)
    {
        if (input.Rank != rank)
        {
            throw Misfit(input, axes);
        }
    }
}
