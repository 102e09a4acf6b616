using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>
/// Sends a batch through a model at initialization and a gradient back, and measures what every layer keeps of both.
/// </summary>
/// <example>
/// A hundred layers of ReLU behind Glorot's initialization lose half of the signal at each:
/// <code>
/// Model model = Model.Load("samples/deep.json", seed: 1);
/// ProbeResult result = SignalProbe.Run(model, new ProbeOptions { Seeds = 3 });
/// foreach (LayerProbe layer in result.Layers)
/// {
///     Console.WriteLine($"{layer.Node.Name} {layer.SecondMoment.Median:G3}");
/// }
/// </code>
/// </example>
public sealed class SignalProbe
{
    private readonly ProbeOptions _options;
    private readonly int _batch;
    private readonly IReadOnlyList<Samples> _inputs;
    private readonly List<ValueHistogram> _activations = [];

    private SignalProbe(Model model, ProbeOptions options)
    {
        _options = options;
        if (options.Data is { } data && (data.Inputs.Count == 0 || data.Inputs.Any(samples => samples.Count == 0)))
        {
            throw new ArgumentException("the data has no samples; give at least one for each input of the model.", nameof(options));
        }

        _batch = ProbeInputs.BatchSize(model, options);
        _inputs = ProbeInputs.Of(model, options, _batch);
        options.Data?.Slice(0, _batch).CheckFinite(looksAtTargets: options.Loss is not null);
    }

    /// <summary>Probes a model, which stays as it was.</summary>
    /// <param name="model">
    /// The model. With one seed, none of its own and no overrides its weights are taken as they are, trained ones too; else they are drawn
    /// from its initializers.
    /// </param>
    /// <param name="options">What is measured; one seed on standard normal inputs where it is null.</param>
    /// <exception cref="ArgumentException">
    /// Data or loss do not fit the model, the sentence says what does; or the data has no samples, or a value that is not finite.
    /// </exception>
    public static ProbeResult Run(Model model, ProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new ProbeOptions();
        if (options.Seeds < 1)
        {
            throw new ArgumentException($"{options.Seeds} seeds are asked for; it must be at least 1.", nameof(options));
        }

        if (options is { Loss: not null, Data: null })
        {
            throw new ArgumentException("a loss is given without data; its targets stand in the data, so give both or neither.");
        }

        return new SignalProbe(model, options).Run(model);
    }

    private ProbeResult Run(Model model)
    {
        bool isAsItIs = _options is { Seeds: 1, Seed: null, Overrides.Count: 0 };
        long first = _options.Seed ?? model.Seed;
        List<LayerSignal>[] signals = [.. model.Nodes.Select(_ => new List<LayerSignal>())];
        ModelSpectra? spectra = null;
        SignalPrediction? prediction = null;
        IReadOnlyList<ValueHistogram>? histograms = null;
        IReadOnlyDictionary<string, double>? updates = null;
        for (int seed = 0; seed < _options.Seeds; seed++)
        {
            Model drawn = isAsItIs ? model : Drawn(model, first + seed);
            foreach ((List<LayerSignal> all, LayerSignal signal) in signals.Zip(Measure(drawn, seed)))
            {
                all.Add(signal);
            }

            prediction ??= _options.HasPrediction ? Predict(drawn) : null;
            spectra ??= _options.HasSpectra ? ModelSpectra.Of(drawn, _inputs, _options) : null;
            updates ??= _options.Optimizer is { } optimizer ? UpdateRatios.Of(drawn, _options, optimizer) : null;
            histograms ??= _options.HasSpectra ? ValueHistogram.Of(drawn) : [];
        }

        return new ProbeResult(model, [.. model.Nodes.Zip(signals, (node, all) => new LayerProbe(node, all)
        {
            Predicted = prediction?.Nodes[node.Index],
        })])
        {
            BatchSize = _batch,
            FirstSeed = first,
            Seeds = _options.Seeds,
            Spectra = spectra,
            Histograms = histograms ?? [],
            Activations = _activations,
            Coordinates = _options.Widths.Count > 0 ? CoordinateCheck.Of(model, _options.Widths, _options) : [],
            UpdateRatios = updates ?? new Dictionary<string, double>(),
            IsInference = _options.IsInference,
            HasData = _options.Data is not null,
        };
    }

    /// <summary>The model with weights of another seed; initializers with seeds of their own draw others, too.</summary>
    private Model Drawn(Model model, long seed)
    {
        Model drawn = model.Clone(seed);
        long repetition = seed - (_options.Seed ?? model.Seed);
        drawn.Initialize(FreshSeeds.Of(drawn, repetition, _options.Overrides));
        return drawn;
    }

    private SignalPrediction Predict(Model model) => SignalPrediction.Of(
        model, PredictionOptions.For(model, _inputs) with { IsTraining = !_options.IsInference });

    /// <summary>The signals of all calls, in the order of the nodes.</summary>
    private LayerSignal[] Measure(Model model, int seed)
    {
        SignalMeter meter = new(model.Nodes.Count, _options.HasGradients);
        ModelNode[] pictured = seed == 0 && _options.HasSpectra
            ? ValueHistogram.Some([.. model.Nodes.Where(node => node.Weights.Count > 0)])
            : [];
        ObserveOptions observing = new()
        {
            IsTraining = !_options.IsInference,
            IsRecording = _options.HasGradients,
            Execution = _options.Execution,
            Observer = call =>
            {
                meter.Forward(call);
                if (pictured.Contains(call.Node) && ValueHistogram.Of(call) is { } histogram)
                {
                    _activations.Add(histogram);
                }

                _options.Progress?.Report((seed + (0.5 * (call.Node.Index + 1.0) / model.Nodes.Count)) / _options.Seeds);
            },
        };
        if (_options is { Loss: { } loss, Data: { } data })
        {
            using ModelRun held = model.Observe(data.Slice(0, _batch), observing with { Loss = loss });
            return Signals(meter, held, held.Loss!, seed);
        }

        using ModelRun run = model.Observe(_inputs, observing);
        return Signals(meter, run, _options.HasGradients ? RandomLoss(run) : null, seed);
    }

    private LayerSignal[] Signals(SignalMeter meter, ModelRun run, Tensor? loss, int seed)
    {
        LayerSignal[] signals = meter.Signals(run, loss);
        _options.Progress?.Report((seed + 1.0) / _options.Seeds);
        return signals;
    }

    /// <summary>Σ rᵢ·yᵢ/√n over the n elements of a sample's outputs, summed over samples: gradients of samples are independent.</summary>
    private static Tensor RandomLoss(ModelRun run) => RandomSum.Of(
        run.Tape, run.Outputs,
        (output, index) => new RandomNormal(
            0, 1 / Math.Sqrt(Math.Max(1, output.Count / Math.Max(1, output.Rank == 0 ? 1 : output[0]))), seed: 1000 + index));
}
