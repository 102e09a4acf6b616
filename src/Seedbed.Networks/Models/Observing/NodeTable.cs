using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Models;

/// <summary>The calls of a model, found by what runs of it tell.</summary>
internal sealed class NodeTable
{
    private readonly Dictionary<(BuiltLayer Layer, int Number), ModelNode> _nodes = [];

    internal NodeTable(BuiltModel model, IReadOnlyList<Weight> weights, ArgumentWriter writer)
    {
        GraphWalk walk = GraphWalk.Of(model);
        ILookup<string, Weight> byName = weights.ToLookup(weight => weight.Name);
        Nodes = [.. walk.Calls.Select((call, index) => new ModelNode(
            index, call, [.. call.Call.Layer.Weights.SelectMany(weight => byName[weight.Name])],
            layer => writer.Write(layer)["config"]!.AsObject()))];
        Outputs = [.. walk.Outputs.Select(tensor => new NodeTensor(tensor.Call, tensor.Output))];
        foreach ((WalkedCall call, ModelNode node) in walk.Calls.Zip(Nodes))
        {
            _nodes[(call.Call.Layer, call.Number)] = node;
        }
    }

    /// <summary>The calls in the order in which they are computed.</summary>
    internal IReadOnlyList<ModelNode> Nodes { get; }

    /// <summary>The tensors that the model gives.</summary>
    internal IReadOnlyList<NodeTensor> Outputs { get; }

    /// <summary>The call that a run tells of; null for a layer inside another one, and for a model.</summary>
    internal ModelNode? Find(LayerRun run) => _nodes.GetValueOrDefault((run.Layer, run.Number));
}
