using Seedbed.Autodiff;

namespace Seedbed.Networks.Forwards;

/// <summary>What a class of layers computes.</summary>
/// <param name="ClassName">The class in configurations, <c>Conv2D</c>.</param>
/// <param name="Bind">Reads a layer's configuration, once, and gives its function.</param>
internal sealed record LayerForward(string ClassName, Func<LayerBinding, LayerFunction> Bind)
{
    /// <summary>A layer with one output.</summary>
    internal static LayerForward Of(string className, Func<LayerBinding, Func<ForwardCall, Tensor>> bind) => new(className, layer =>
    {
        Func<ForwardCall, Tensor> function = bind(layer);
        return call => [function(call)];
    });
}
