using Seedbed.Autodiff;

namespace Seedbed.Networks.Layers.Computing;

/// <summary>What a layer computes, its configuration and weights being given.</summary>
/// <returns>Its outputs.</returns>
internal delegate Tensor[] LayerFunction(ForwardCall call);
