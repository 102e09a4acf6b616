using Seedbed.Checkpoints.Templates;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Models;

namespace Seedbed.Networks.Forwards;

/// <summary>What the layers of one network share while their functions are made.</summary>
/// <param name="parameters">By the template that the layers list.</param>
/// <param name="noise">The random choices of dropout.</param>
internal sealed class NetworkBinding(IReadOnlyDictionary<TensorTemplate, Parameter> parameters, NoiseSource noise)
{
    private readonly Dictionary<LayerScope, LayerFunction> _functions = [];

    internal NoiseSource Noise => noise;

    internal Parameter ParameterOf(TensorTemplate template) => parameters[template];

    internal LayerFunction FunctionOf(LayerBinding layer)
    {
        if (!_functions.TryGetValue(layer.Scope, out LayerFunction? function))
        {
            LayerForward forward = LayerForwards.Find(layer.Scope.ClassName) ?? throw new FormatException(
                $"{layer.Place}: the class {layer.Scope.ClassName} is not computed here; its weights can be initialized, but the model "
                + "cannot be run or trained. Computed are "
                    + $"{string.Join(", ", LayerForwards.All.Select(each => each.ClassName).Order(StringComparer.Ordinal))}.");
            RefuseType(layer);
            _functions[layer.Scope] = function = Bind(forward, layer);
        }

        return function;
    }

    private static LayerFunction Bind(LayerForward forward, LayerBinding layer)
    {
        try
        {
            return forward.Bind(layer);
        }
        catch (OverflowException fault)
        {
            throw new FormatException(
                $"{layer.Place}: a size in its configuration is beyond 2^31 - 1, the most that is computed here; make it smaller.", fault);
        }
    }

    /// <summary>A mixed policy keeps float32 weights and computes in 16 bits.</summary>
    private static void RefuseType(LayerBinding layer)
    {
        if (layer.Config.Find("dtype") is { } type && type.GetRawText().Contains("mixed_", StringComparison.Ordinal))
        {
            throw layer.Config.Wrong("dtype", "float32 or float64 to be computed here; set the layer's dtype policy to one of them");
        }
    }
}
