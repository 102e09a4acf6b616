using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>A model while it is calibrated: its batch, what is known of its kernels so far.</summary>
internal sealed class CalibrationRun
{
    private readonly IReadOnlyList<Samples> _inputs;
    private readonly CalibrationOptions _options;
    private readonly Dictionary<string, double[]> _before = [];
    private readonly Dictionary<string, int> _firstCalls = [];
    private readonly Dictionary<(int Node, string Kernel), string> _rowNotes = [];
    private readonly Dictionary<string, int> _tries = [];
    private readonly List<string> _notes;
    private readonly List<(string Layer, string Reason)> _failures = [];

    private CalibrationRun(Model model, IReadOnlyList<Samples> inputs, CalibrationOptions options, IEnumerable<string> notes)
    {
        Model = model;
        _options = options;
        _notes = [.. notes];
        int count = inputs.Count == 0 ? 0 : inputs.Min(x => x.Count);
        int batch = Math.Min(count, BatchSizeOf(model, options, _notes));
        _inputs = batch > 0
            ? [.. inputs.Select(x => x.Slice(0, batch))]
            : throw new ArgumentException("there are no samples to calibrate with; give at least one for each input of the model.");
        Check(_inputs);
    }

    /// <summary>The model.</summary>
    internal Model Model { get; }

    /// <summary>How many samples are looked at.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="notes">Gets a sentence where they are few.</param>
    internal static int BatchSizeOf(Model model, CalibrationOptions options, List<string> notes)
    {
        if ((model.BatchSize ?? options.BatchSize) is { } given)
        {
            return given;
        }

        int batch = model.IsBuilt ? DrawnInputs.FittingBatch(model) : DrawnInputs.MostSamples;
        if (batch < DrawnInputs.MostSamples)
        {
            notes.Add(
                $"a batch of {batch} samples is looked at, since the layers give {DrawnInputs.ElementsOf(model)} values for each; a larger "
                + "one must be asked for.");
        }

        return batch;
    }

    /// <summary>Calibrates a model, or leaves it as it was where that fails.</summary>
    internal static CalibrationTable Run(
        Model model, IReadOnlyList<Samples> inputs, Calibration method, CalibrationOptions options, IEnumerable<string> notes)
    {
        CalibrationRun run = new(model, inputs, options, notes);
        var before = run.Measure();
        foreach (Weight weight in model.Weights)
        {
            run._before[weight.Name] = weight.ToArray<double>();
        }

        try
        {
            method.Apply(run);
            return run.Table(method, before, run.Measure());
        }
        catch
        {
            foreach (Weight weight in model.Weights)
            {
                weight.Restore(run._before[weight.Name]);
            }

            throw;
        }
    }

    /// <summary>What is drawn for a weight.</summary>
    internal RandomKey KeyOf(Weight weight, string purpose) => RandomKey.FromName(Model.Seed, $"{weight.Name}/{purpose}");

    /// <summary>Tells something about the whole.</summary>
    internal void Tell(string sentence) => _notes.Add(sentence);

    /// <summary>Tells something about a kernel.</summary>
    internal void Tell(KernelPart part, string note) => _rowNotes[(part.Node.Index, part.Kernel.Name)] = note;

    /// <summary>Tells why a kernel that was to be changed could not be.</summary>
    internal void Fail(KernelPart part, string reason)
    {
        Tell(part, $"left: {reason}");
        _failures.Add((part.Node.Name, reason));
    }

    /// <summary>The same where nothing was told yet.</summary>
    internal void TellUnlessTold(KernelPart part, string note) => _rowNotes.TryAdd((part.Node.Index, part.Kernel.Name), note);

    /// <summary>Counts how often a kernel was changed.</summary>
    internal void Count(KernelPart part, int tries) => _tries[part.Kernel.Name] = _tries.GetValueOrDefault(part.Kernel.Name) + tries;

    /// <summary>Runs the batch through the model as it predicts.</summary>
    internal void Forward(Action<ObservedCall> observer)
    {
        using ModelRun run = Model.Observe(_inputs, Options(observer));
    }

    /// <summary>The same, recorded for the way back; the caller disposes it.</summary>
    internal ModelRun Record() => Model.Observe(_inputs, Options(null) with { IsRecording = true });

    /// <summary>The kernels of a call that may be changed: each at its layer's first call, unless it is to stay.</summary>
    internal IEnumerable<KernelPart> Open(ObservedCall call)
    {
        foreach (KernelPart part in KernelPart.Of(call))
        {
            if (Model.IsTied(part.Node))
            {
                Tell(part, "left: one table gives the tokens' vectors and the logits, which cannot both have unit variance; its "
                    + "initializer decides, N(0, 1/output_dim) for unit logits");
            }
            else if (_firstCalls.TryAdd(part.Kernel.Name, call.Node.Index) || _firstCalls[part.Kernel.Name] == call.Node.Index)
            {
                if (part.ReasonToKeep(_options) is { } reason)
                {
                    Tell(part, reason);
                }
                else
                {
                    yield return part;
                }
            }
            else
            {
                Tell(part, $"shared: calibrated at its call {Model.Nodes[_firstCalls[part.Kernel.Name]].Name}");
            }
        }
    }

    /// <summary>The bias of a kernel, where it may be changed.</summary>
    internal Weight? BiasOf(KernelPart part) => part.Bias(_options);

    /// <summary>Whether a weight beside a kernel may be changed.</summary>
    internal bool IsOpen(KernelPart part, Weight weight) => part.ReasonToKeep(weight, _options) is null;

    /// <summary>How orthonormal matrices are made.</summary>
    internal FillOptions Fill => new()
    {
        MaxDegreeOfParallelism = _options.Execution.MaxDegreeOfParallelism, CancellationToken = _options.Execution.CancellationToken,
    };

    private ObserveOptions Options(Action<ObservedCall>? observer) => new()
    {
        Execution = _options.Execution,
        Observer = call =>
        {
            _options.Execution.CancellationToken.ThrowIfCancellationRequested();
            observer?.Invoke(call);
        },
    };

    private Dictionary<(int Node, string Kernel), double> Measure()
    {
        Dictionary<(int Node, string Kernel), double> measured = [];
        Forward(call =>
        {
            IReadOnlyList<KernelPart> parts = KernelPart.Of(call);
            foreach (KernelPart part in parts)
            {
                measured[(call.Node.Index, part.Kernel.Name)] = part.MomentsOf(call).Deviation;
            }

            if (parts.Count == 0 && call.Node.Weights.Count > 0)
            {
                measured[(call.Node.Index, "")] = Moments.Of(call.PreActivation).Deviation;
            }
        });
        return measured;
    }

    private CalibrationTable Table(
        Calibration method, Dictionary<(int Node, string Kernel), double> before, Dictionary<(int Node, string Kernel), double> after)
    {
        bool IsChanged(Weight weight) => !weight.ToArray<double>().AsSpan().SequenceEqual(_before[weight.Name]);
        string[] changed = [.. Model.Weights.Where(IsChanged).Select(weight => weight.Name)];
        if (_failures.Count > 0)
        {
            string others = _failures.Count == 1 ? "was" : $"and {_failures.Count - 1} more were";
            Tell($"'{_failures[0].Layer.Excerpt()}' {others} left as drawn: {_failures[0].Reason}.");
        }

        return new CalibrationTable(Model, method, [.. before.Keys.Select(Row)], changed)
        {
            BatchSize = _inputs[0].Count, Notes = _notes, HasFailures = _failures.Count > 0,
        };

        CalibratedLayer Row((int Node, string Kernel) key)
        {
            ModelNode node = Model.Nodes[key.Node];
            Weight? kernel = node.Weights.FirstOrDefault(weight => weight.Name == key.Kernel);
            bool isFirst = _firstCalls.GetValueOrDefault(key.Kernel, -1) == key.Node;
            return new CalibratedLayer(
                node.Name, node.ClassName, kernel?.Name, Finite(before[key]), Finite(after[key]),
                kernel is null ? 1 : FactorOf(kernel), isFirst ? _tries.GetValueOrDefault(key.Kernel) : 0,
                _rowNotes.GetValueOrDefault(key) ?? (kernel is null ? "left: it has no kernel" : null))
            {
                Name = before.Keys.Count(other => other.Node == key.Node) > 1 ? key.Kernel : node.Name,
            };
        }
    }

    private double FactorOf(Weight kernel)
    {
        double[] values = _before[kernel.Name];
        double square = values.Sum(value => value * value);
        return square == 0 ? 1 : kernel.RootMeanSquare() / Math.Sqrt(square / values.Length);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static void Check(IReadOnlyList<Samples> inputs)
    {
        foreach ((int index, Samples x) in inputs.Index())
        {
            double[] values = x.ToArray();
            if (Array.FindIndex(values, value => !double.IsFinite(value)) is >= 0 and int at)
            {
                throw new ArgumentException(
                    $"input {index} of the data has the value {values[at]} in sample {at / (values.Length / x.Count)}; every value must be "
                    + "finite, so mend or leave out the sample.");
            }
        }
    }
}
