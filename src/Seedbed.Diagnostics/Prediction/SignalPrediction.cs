using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// Moments of the signal at every call of a model's layers, at initialization: from the weights' distributions by formulas and quadrature
/// over the graph; nothing is sampled and nothing is run.
/// </summary>
/// <remarks>
/// The mean-field theory of Poole et al. 2016 and Schoenholz et al. 2017 carried over graphs, with per-layer rules as in AutoInit (Bingham
/// and Miikkulainen 2021); correlations between samples and positions as in Yang 2019 (tensor programs), finite widths as in Hanin and Nica
/// 2020.
/// </remarks>
/// <example>
/// <code>
/// Sequential model = new([new Input([64]), new Dense(256, activation: "tanh"), new Dense(10)], seed: 1);
/// SignalPrediction prediction = SignalPrediction.Of(model);
/// foreach (PredictedNode node in prediction.Nodes)
/// {
///     Console.WriteLine($"{node.Node.Name} {node.SecondMoment:F3}");
/// }
/// </code>
/// </example>
public sealed class SignalPrediction
{
    private SignalPrediction(IReadOnlyList<PredictedNode> nodes) => Nodes = nodes;

    /// <summary>The calls in the order of <see cref="Model.Nodes"/>.</summary>
    public IReadOnlyList<PredictedNode> Nodes { get; }

    /// <summary>
    /// The share of layers with weights, additions and normalizations that have a prediction; 1 where there is none of them.
    /// </summary>
    public double Coverage
    {
        get
        {
            PredictedNode[] counted = [.. Nodes.Where(node => node.IsCounted)];
            return counted.Length == 0 ? 1 : (double)counted.Count(node => node.SecondMoment is not null) / counted.Length;
        }
    }

    /// <summary>The prediction for a model as it is initialized.</summary>
    /// <param name="model">The model; weights that were loaded or trained are taken by their measured moments.</param>
    /// <param name="options">Inputs, batch size, training or inference; unit Gaussians in training where it is null.</param>
    /// <exception cref="InvalidOperationException">The shape of the model's input is not known.</exception>
    /// <exception cref="ArgumentException">The options tell of more inputs than the model has, or of other sizes.</exception>
    public static SignalPrediction Of(Model model, PredictionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new SignalPrediction(new GraphPrediction(model, options ?? new PredictionOptions()).Run());
    }
}
