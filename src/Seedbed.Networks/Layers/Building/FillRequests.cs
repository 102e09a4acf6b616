using Seedbed.Initializers;

namespace Seedbed.Networks.Layers.Building;

/// <summary>Handing a request on to another scheme.</summary>
internal static class FillRequests
{
    /// <summary>The options that the request came with.</summary>
    internal static FillOptions ToOptions(this in FillRequest request) => new()
    {
        Stream = request.Stream,
        MaxDegreeOfParallelism = request.Execution.MaxDegreeOfParallelism,
        CancellationToken = request.Execution.CancellationToken,
    };
}
