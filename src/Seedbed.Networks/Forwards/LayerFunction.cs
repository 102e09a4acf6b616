using Seedbed.Autodiff;

namespace Seedbed.Networks.Forwards;

/// <summary>What a layer computes, its configuration and weights being given.</summary>
/// <returns>Its outputs.</returns>
internal delegate Tensor[] LayerFunction(ForwardCall call);
