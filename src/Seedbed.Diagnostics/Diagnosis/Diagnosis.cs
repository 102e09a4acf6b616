using System.Diagnostics;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>
/// What is wrong with a model at initialization, since which layer, and what mends it, with the evidence of short trainings.
/// </summary>
/// <example>
/// <code>
/// Model model = Model.Load("samples/deep.json", seed: 1);
/// Diagnosis diagnosis = Diagnosis.Of(model, new DiagnosisOptions { HasTrials = false });
/// foreach (SignalFinding fault in diagnosis.Faults)
/// {
///     Console.WriteLine($"{fault.Fault} at {fault.Node.Name}");
/// }
/// </code>
/// </example>
public sealed class Diagnosis
{
    private Diagnosis(Model model, ProbeResult probe, IReadOnlyList<SignalFinding> faults)
    {
        (Model, Probe, Faults) = (model, probe, faults);
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsHealthy => Faults.Count == 0;

    /// <summary>What is wrong: first what the signal meets on its way forward, then gradients, units, logits, memory and updates.</summary>
    public IReadOnlyList<SignalFinding> Faults { get; }

    /// <summary>The probe of the model as it is.</summary>
    public ProbeResult Probe { get; }

    /// <summary>A probe of the mended model; null where there is no change.</summary>
    public ProbeResult? Mended { get; private init; }

    /// <summary>The change to make; null for a healthy model, and where nothing that was tried is better.</summary>
    public ModelChange? Change { get; private init; }

    /// <summary>
    /// What was trained for the choice: the model as it is first, then each candidate for as many steps, then the best with other seeds.
    /// </summary>
    public IReadOnlyList<Trial> Trials { get; private init; } = [];

    /// <summary>Pairs of trainings with the same seed and as many steps, before and after the change; other seeds than those of the choice.
    /// </summary>
    public IReadOnlyList<(Trial Before, Trial After)> Evidence { get; private init; } = [];

    /// <summary>Whether the difference between before and after is more than noise; null with fewer than two pairs.</summary>
    public PermutationTest? Test => Evidence.Count < 2 || Evidence.Any(pair => !double.IsFinite(pair.Before.Loss - pair.After.Loss))
        ? null
        : PermutationTest.Of([.. Evidence.Select(pair => pair.Before.Loss - pair.After.Loss)]);

    /// <summary>Data, loss, optimizer and steps of the trainings, in words.</summary>
    public string TrainedOn { get; private init; } = "";

    /// <summary>What the evidence does not show; null where the median loss behind the change is less by a tenth or more.</summary>
    public string? Caveat => Evidence.Count == 0 || MedianAfter < 0.9 * MedianBefore
        ? null
        : "The change mends the signal; in so few steps the losses do not differ by more than a tenth.";

    internal double MedianBefore => Band.Of(Evidence.Select(pair => pair.Before.Loss)).Median;

    internal double MedianAfter => Band.Of(Evidence.Select(pair => pair.After.Loss)).Median;

    /// <summary>Diagnoses a model.</summary>
    /// <param name="model">The model, which stays as it was. Weights that were loaded or set are taken as they are.</param>
    /// <param name="options">Data, loss and time; drawn data and a minute where it is null.</param>
    /// <exception cref="ArgumentException">Data or loss do not fit the model.</exception>
    public static Diagnosis Of(Model model, DiagnosisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new Examination(model, options ?? new DiagnosisOptions()).Run();
    }

    /// <summary>One diagnosis while it is made.</summary>
    private sealed class Examination(Model model, DiagnosisOptions options)
    {
        /// <summary>The parts of the time that trials of candidates get; the evidence gets the rest.</summary>
        private const double TrialShare = 0.6;

        /// <summary>Candidates that go on, and with how many other seeds.</summary>
        private const int MostFinalists = 3, FinalSeeds = 2;

        /// <summary>A loss that is less by a smaller part is no gain, and one that is greater no harm.</summary>
        private const double LeastGain = 0.1;

        /// <summary>A loss that has become so many times the first one is that of a training that diverges.</summary>
        private const double Diverged = 10;

        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly DataSet _data = options.Data ?? TeacherData.Of(model);
        private readonly Loss _loss = options.Loss ?? TeacherData.LossOf(model);

        private bool HasTime => _clock.Elapsed.TotalSeconds < options.Seconds;

        private Optimizer Optimizer => options.Optimizer ?? new Adam();

        internal Diagnosis Run()
        {
            options.Progress?.Report("probing");
            ProbeResult probe = SignalProbe.Run(model, ProbeOf());
            (Trial own, SignalFinding? lost) = Train();
            IReadOnlyList<Samples> inputs = [.. _data.Inputs.Select(samples => samples.Slice(0, probe.BatchSize))];
            SignalFinding[] ofData = options.Data is null ? [] : [.. new DataFindings(model, _data).Find(_loss)];
            List<SignalFinding> faults = FaultsOf(model, probe, inputs, own.FirstLoss);
            if (faults.Count == 0 && ofData.Length == 0)
            {
                faults.AddRange(lost is null ? Divergence(own) : [lost]);
            }

            // What lies in the data, the rate or a softmax of one unit, no initialization mends.
            bool isOfWeights = faults.Any(fault => fault.Fault is not (SignalFault.Divergence or SignalFault.SingleUnit));
            return isOfWeights && options.HasTrials
                ? Mend(probe, [.. ofData, .. faults], own, inputs)
                : new Diagnosis(model, probe, [.. ofData, .. faults]) { Trials = [own], TrainedOn = InWords(own.Steps) };
        }

        private List<SignalFinding> FaultsOf(Model examined, ProbeResult probe, IReadOnlyList<Samples> inputs, double firstLoss)
        {
            List<SignalFinding> faults = [.. probe.Findings];

            // Trained weights are judged by their own data alone: of a teacher's they know nothing.
            Loss? judge = examined.HasGivenWeights && options.Data is null ? null : _loss;
            foreach (SignalFinding fault in new StructureFindings(examined, probe).Find(inputs, judge, firstLoss, options.Execution))
            {
                faults.Insert(PlaceOf(fault, faults), fault);
            }

            // All else follows from it.
            return faults.FindAll(IsSingleUnit) is { Count: > 0 } single ? single : faults;
        }

        private static bool IsSingleUnit(SignalFinding fault) => fault.Fault == SignalFault.SingleUnit;

        /// <summary>Behind the others; but a saturated softmax gives no gradient: large logits, and what makes them, come first.</summary>
        private static int PlaceOf(SignalFinding fault, List<SignalFinding> faults)
        {
            int effect = fault.Fault is SignalFault.LargeOutputs or SignalFault.ExplodingSignal
                ? faults.FindIndex(other => other.Fault is SignalFault.ZeroGradient or SignalFault.VanishingGradient)
                : -1;
            return effect < 0 ? faults.Count : effect;
        }

        private IEnumerable<SignalFinding> Divergence(Trial own) =>
            double.IsFinite(own.Loss) && own.Loss <= Diverged * own.FirstLoss ? [] : [own.Divergence(model.Nodes[^1])];

        private ProbeOptions ProbeOf() => new()
        {
            Data = _data, Loss = _loss, HasSpectra = false, Execution = options.Execution,
        };

        /// <summary>The model's own training, in which updates may be lost.</summary>
        private (Trial Trial, SignalFinding? Lost) Train()
        {
            options.Progress?.Report("training as it is");
            SignalMonitor monitor = new(every: 10);
            Trial trial = Trial.Run(
                "as it is", ModelCopy.Repeated(model, 0), _data, _loss, Optimizer,
                options.HasTrials ? options.Steps : 10, Share(10), options.Execution, monitor);
            MonitorWarning? warning = monitor.Warnings.FirstOrDefault(each => each.Fault == MonitorFault.LostUpdate);
            ModelNode? node = warning is null ? null : model.Nodes.FirstOrDefault(
                each => each.Weights.Any(weight => warning.Signal.Contains($"'{weight.Name}'", StringComparison.Ordinal)));
            return (trial, node is null
                ? null
                : SignalFinding.Of(SignalFault.LostUpdates, node, warning!.Value, warning.Threshold, warning.Sentence));
        }

        private string InWords(int steps)
        {
            string samples = _data.Count == 1 ? "sample" : "samples";
            string of = options.Data is null ? $"drawn {samples} with labels of a random linear teacher" : $"{samples} of the data";
            string length = steps == 1 ? "1 step" : $"{steps} steps";
            return $"{_data.Count} {of}, {_loss.GetType().Name}, {Optimizer.GetType().Name}, {length} each";
        }

        private TimeSpan Share(int parts) => TimeSpan.FromSeconds(Math.Max(1, options.Seconds) * TrialShare / parts);

        private Diagnosis Mend(ProbeResult probe, SignalFinding[] faults, Trial own, IReadOnlyList<Samples> inputs)
        {
            if (faults is [{ Fault: SignalFault.LostUpdates }])
            {
                ModelChange wider = WiderType.Of(model);
                return new Diagnosis(model, probe, faults)
                {
                    Trials = [own], TrainedOn = InWords(own.Steps), Change = wider, Evidence = [.. Pairs(own.Steps, wider, Share(4))],
                };
            }

            IReadOnlyList<CandidateChange> candidates = CandidateChange.Of(model);
            TimeSpan time = Share(candidates.Count + (MostFinalists * FinalSeeds));
            Trial[] first = Trial.AfterAsMany([own, .. candidates.Index()
                .TakeWhile(each => each.Index == 0 || HasTime).Select(each => Try(each.Item, inputs, own.Steps, time))]);
            CandidateChange[] finalists = Finalists(candidates, first);
            Trial[] trials = [.. first, .. Finals(finalists, first[0].Steps, inputs, time)];
            var best = trials.Where(trial => finalists.Any(candidate => candidate.Name == trial.Name)).GroupBy(trial => trial.Name)
                .OrderBy(group => group.First().FaultsLeft).ThenBy(group => group.Average(trial => trial.Loss)).First();
            double loss = best.Average(trial => trial.Loss);
            bool isCured = best.First().FaultsLeft < faults.Length && loss <= (1 + LeastGain) * own.Loss;
            if (!isCured && !(loss < (1 - LeastGain) * own.Loss))
            {
                return new Diagnosis(model, probe, faults) { Trials = trials, TrainedOn = InWords(first[0].Steps) };
            }

            ModelChange change = ModelChange.Of(
                finalists.First(candidate => candidate.Name == best.Key), model, inputs, options.Data is not null, options.Execution);
            return new Diagnosis(model, probe, faults)
            {
                Trials = trials,
                TrainedOn = InWords(first[0].Steps),
                Change = change,
                Evidence = [.. Pairs(first[0].Steps, change, time)],
                Mended = SignalProbe.Run(change.Apply(model.Seed), ProbeOf()),
            };
        }

        /// <summary>A candidate's faults, and its training.</summary>
        private Trial Try(CandidateChange candidate, IReadOnlyList<Samples> inputs, int steps, TimeSpan time)
        {
            options.Progress?.Report($"trying {candidate.Name}");
            Model mended = candidate.Apply(model, model.Seed, inputs, options.Execution);
            ProbeResult probe = SignalProbe.Run(mended, ProbeOf() with { HasPrediction = false });
            Trial trial = Trial.Run(
                candidate.Name, ModelCopy.Of(mended, mended.Seed), _data, _loss, Optimizer, steps, time, options.Execution);
            return trial with { FaultsLeft = FaultsOf(mended, probe, inputs, trial.FirstLoss).Count };
        }

        /// <summary>Those that leave the fewest faults, and of them those with the least losses.</summary>
        private CandidateChange[] Finalists(IReadOnlyList<CandidateChange> candidates, Trial[] first)
        {
            // A drawn teacher is linear, which the identity knows from the start: without data it is taken where no other mends.
            bool isUnfair = options.Data is null && first.Skip(1).Any(trial => trial.Name != CandidateChange.IdentityName
                && trial.FaultsLeft == first.Min(each => each.FaultsLeft) && trial.Loss <= first[0].Loss / 2);
            return [.. candidates.Zip(first.Skip(1))
                .Where(each => !(isUnfair && each.First.Name == CandidateChange.IdentityName))
                .OrderBy(each => each.Second.FaultsLeft).ThenBy(each => each.Second.Loss).Take(MostFinalists).Select(each => each.First)];
        }

        private IEnumerable<Trial> Finals(CandidateChange[] finalists, int steps, IReadOnlyList<Samples> inputs, TimeSpan time)
        {
            for (int seed = 1; seed <= FinalSeeds && HasTime; seed++)
            {
                foreach (CandidateChange candidate in finalists)
                {
                    options.Progress?.Report($"trying {candidate.Name} with another seed");
                    Model mended = candidate.Apply(model, unchecked(model.Seed - seed), inputs, options.Execution);
                    yield return Trial.Run(candidate.Name, mended, _data, _loss, Optimizer, steps, time, options.Execution);
                }
            }
        }

        /// <summary>One pair, and others as long as there is time.</summary>
        private IEnumerable<(Trial Before, Trial After)> Pairs(int steps, ModelChange change, TimeSpan time)
        {
            for (int i = 1; i <= options.Seeds && (i == 1 || HasTime); i++)
            {
                options.Progress?.Report($"comparing, seed {i} of {options.Seeds}");
                Trial[] pair = Trial.AfterAsMany(
                    Trial.Run("as it is", ModelCopy.Repeated(model, i), _data, _loss, Optimizer, steps, time, options.Execution),
                    Trial.Run(change.Name, change.Apply(model.Seed + i), _data, _loss, Optimizer, steps, time, options.Execution));
                yield return (pair[0], pair[1]);
            }
        }
    }
}
