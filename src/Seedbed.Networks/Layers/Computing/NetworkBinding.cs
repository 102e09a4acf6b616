using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Computing;

/// <summary>What the layers of one network share while their functions are made.</summary>
/// <param name="parameters">By the template that the layers list.</param>
/// <param name="noise">The random choices of dropout.</param>
/// <param name="computed">The classes that are computed, for messages.</param>
internal sealed class NetworkBinding(
    IReadOnlyDictionary<TensorTemplate, Parameter> parameters, NoiseSource noise, IEnumerable<string> computed)
{
    private readonly Dictionary<BuiltLayer, LayerFunction> _functions = [];

    internal NoiseSource Noise => noise;

    internal Parameter ParameterOf(TensorTemplate template) => parameters[template];

    internal LayerFunction FunctionOf(LayerBinding layer)
    {
        if (!_functions.TryGetValue(layer.Built, out LayerFunction? function))
        {
            _functions[layer.Built] = function = Bind(layer);
        }

        return function;
    }

    /// <summary>A function whose outputs have their masks beside them.</summary>
    private static LayerFunction Masked(Layer layer, LayerBinding binding)
    {
        LayerFunction function = layer.Bind(binding);
        return call =>
        {
            Tensor[] outputs = function(call);
            layer.SetMasks(binding, call, outputs);
            return outputs;
        };
    }

    private LayerFunction Bind(LayerBinding binding)
    {
        Layer layer = binding.Built.Layer;
        if (!layer.IsComputed)
        {
            throw new FormatException(
                $"{binding.Place}: the class {layer.ClassName} is not computed here; its weights can be initialized, but the model cannot "
                + $"be run or trained. Computed are {string.Join(", ", computed.Order(StringComparer.Ordinal))}.");
        }

        if (layer.Origin?.ComputingFault is { } fault)
        {
            throw fault;
        }

        try
        {
            return Masked(layer, binding);
        }
        catch (OverflowException overflow)
        {
            throw new FormatException(
                $"{binding.Place}: a size in its configuration is beyond 2^31 - 1, the most that is computed here; make it smaller.",
                overflow);
        }
    }
}
