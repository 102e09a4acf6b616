using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Building;

namespace Seedbed.Training;

/// <summary>What a model's layers add to the loss for their weights, and what their weights are brought back to after a step.</summary>
internal sealed class LayerPenalties
{
    /// <summary>The variables that Keras's arguments are of, where they are not of the same name.</summary>
    private static readonly Dictionary<string, string[]> s_variables = new(StringComparer.Ordinal)
    {
        ["kernel"] = ["kernel"],
        ["bias"] = ["bias"],
        ["recurrent"] = ["recurrent_kernel"],
        ["depthwise"] = ["depthwise_kernel", "kernel"],
        ["pointwise"] = ["pointwise_kernel"],
        ["embeddings"] = ["embeddings"],
        ["gamma"] = ["gamma"],
        ["beta"] = ["beta"],
        ["alpha"] = ["alpha"],
    };

    private readonly Dictionary<string, Tensor> _weights;
    private readonly List<(Operation Operation, Tensor Weight)> _penalties = [];
    private readonly List<(Constraint Constraint, Tensor Weight)> _constraints = [];

    /// <exception cref="FormatException">A regularizer or a constraint is not known, or does not fit its weight.</exception>
    internal LayerPenalties(Network network)
    {
        _weights = network.Parameters.Where(parameter => parameter.Trainable)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        Collect(network.Model.Root);
    }

    /// <summary>A scalar for each regularized weight.</summary>
    internal IEnumerable<Tensor> Apply(Tape tape) => _penalties.Select(penalty => tape.Apply(penalty.Operation, penalty.Weight));

    /// <summary>Brings constrained weights back.</summary>
    internal void Constrain()
    {
        foreach ((Constraint constraint, Tensor weight) in _constraints)
        {
            constraint.Apply(weight);
        }
    }

    private void Collect(BuiltLayer layer)
    {
        foreach ((string key, Regularizer regularizer) in layer.Layer.AllRegularizers.Where(pair => pair.Key != "activity"))
        {
            foreach (Tensor weight in WeightsOf(layer, key, "regularizer"))
            {
                Refuse(layer, $"{key}_regularizer", regularizer.ClassName, regularizer.Misfit(weight), weight);
                if (regularizer.Operation is { } operation)
                {
                    _penalties.Add((operation, weight));
                }
            }
        }

        foreach ((string key, Constraint constraint) in layer.Layer.AllConstraints)
        {
            foreach (Tensor weight in WeightsOf(layer, key, "constraint"))
            {
                Refuse(layer, $"{key}_constraint", constraint.ClassName, constraint.Misfit(weight.Rank), weight);
                _constraints.Add((constraint, weight));
            }
        }

        foreach (StoredChild child in layer.Children)
        {
            Collect(child.Layer);
        }
    }

    /// <summary>
    /// The weights of a layer, and of the layers that it makes, that an argument is of; none where the layer has no such weight.
    /// </summary>
    private IEnumerable<Tensor> WeightsOf(BuiltLayer layer, string key, string ending)
    {
        if (!s_variables.TryGetValue(key, out string[]? variables))
        {
            throw new FormatException(
                $"{layer.Place}: {key.Excerpt()}_{ending} is of no weight that is known here; there are "
                + $"{string.Join(", ", s_variables.Keys.Select(known => $"{known}_{ending}"))}.");
        }

        string? variable = variables.FirstOrDefault(name => layer.Weights.Any(weight => NameOf(weight.Name) == name));
        return layer.Weights.Where(weight => NameOf(weight.Name) == variable)
            .Select(weight => _weights.GetValueOrDefault(weight.Name)).OfType<Tensor>();
    }

    private static void Refuse(BuiltLayer layer, string key, string className, string? accepted, Tensor weight)
    {
        if (accepted is not null)
        {
            throw new FormatException(
                $"{layer.Place}: {key} is {className} for a weight of the shape {weight.ShapeText}; it must have {accepted}.");
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
