namespace Seedbed.Diagnostics;

/// <summary>What trains the network; it decides what else has to follow the width and the depth.</summary>
/// <remarks>
/// Where the answer is the same for every optimizer, its reason says so.
/// </remarks>
public enum OptimizerKind
{
    /// <summary>Adam and its kin: hidden weights learn at a rate of 1/width (Yang et al. 2022).</summary>
    Adam,

    /// <summary>Stochastic gradient descent: the tangent kernel bounds its rates.</summary>
    Sgd,

    /// <summary>Orthogonalized momentum: steps of size √(out/in) need no factor of the width.</summary>
    Muon,
}
