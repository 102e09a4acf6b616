using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Serialization;

namespace Seedbed.Cli.Calibrating;

/// <summary>The options by which a model is initialized from data.</summary>
internal sealed class CalibrateOptions
{
    private readonly Option<Calibration?> _method = TextOption.Create<Calibration?>(
        "--calibrate", "METHOD", $"Rescale what was drawn by what a batch of data gives: {string.Join(", ", Calibration.Names)}; arguments "
        + "in brackets, 'lsuv(tolerance=0.05)'.", Calibration.Get).Completed(() => Calibration.Names);

    private readonly Option<string[]> _data = TextOption.Several<string>(
        "--data", "PATH", "The inputs of --calibrate: .npz with x, IDX files, .csv, a folder of images; N(0, 1) by default. Targets are "
        + "left aside.");

    private readonly Option<int?> _batchSize = TextOption.Count(
        "--batch-size", "B", "The samples of --calibrate, the first ones; 64 by default, fewer for large models.");

    private readonly Option<string[]> _keep = TextOption.Several<string>(
        "--keep", "PATTERN", "A pattern of layers or weights that --calibrate leaves alone ('head', 'encoder/**'). May stand several "
        + "times.");

    private readonly ReportOptions _report = new();

    internal void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_method, _data, _batchSize, _keep])
        {
            command.Add(option);
        }

        _report.AddTo(command, hasForce: false);
    }

    /// <summary>Refuses options of a calibration that is not asked for, and a report that could not be written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="force">Whether existing files are replaced.</param>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    /// <returns>Where the report goes.</returns>
    /// <exception cref="ArgumentException">There is one.</exception>
    internal ReportTarget Check(ParseResult parsed, bool force, bool dryRun)
    {
        Option[] others = [_data, _batchSize, _keep, .. _report.Asking];
        if (parsed.GetValue(_method) is null && others.FirstOrDefault(each => parsed.GetResult(each) is not null) is { } option)
        {
            throw new ArgumentException(
                $"{option.Name} is given without --calibrate, which alone needs it; name a calibration, such as --calibrate "
                + $"{Calibration.Names.First()}, or leave {option.Name} out.");
        }

        return dryRun && _report.Asking.FirstOrDefault(each => parsed.GetResult(each) is not null) is { } asking
            ? throw new ArgumentException($"{asking.Name} is given with --dry-run, which writes nothing; leave one of them out.")
            : _report.Check(parsed, force);
    }

    /// <summary>Calibrates what a plan draws, if it was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">The model.</param>
    /// <param name="template">Its path, for messages.</param>
    /// <param name="plan">What is drawn; behind it, with the values of the calibration.</param>
    /// <param name="session">Is told what was assumed.</param>
    /// <param name="threads">The most threads at once.</param>
    /// <returns>What was changed; null where nothing was asked for.</returns>
    internal CalibrationTable? Run(
        ParseResult parsed, KerasModelFile file, string template, ref InitializationPlan plan, Session session, int threads)
    {
        if (parsed.GetValue(_method) is not { } method)
        {
            return null;
        }

        InitializationPlan drawn = plan;
        Model model = TemplateFile.Named(template, _ =>
        {
            var read = Model.Of(file, drawn.Seed);
            read.Initialize(drawn);
            return read;
        });
        CalibrationOptions options = new()
        {
            BatchSize = parsed.GetValue(_batchSize),
            Keep = parsed.GetValue(_keep) ?? [],
            Execution = new ExecutionOptions(threads, session.Cancellation),
        };
        CheckKept(options.Keep, model);
        string[] data = parsed.GetValue(_data) ?? [];
        CalibrationTable table = data.Length == 0
            ? model.Calibrate(method, options)
            : model.Calibrate(ModelData.Read(session, model, data, model.Seed, needsTargets: false), method, options);
        session.Tell([.. table.Notes, .. model.Notes.Except(file.Notes)]);
        string source = data.Length == 0 ? "drawn samples" : "samples";
        plan = plan.With(
            table.ChangedWeights.ToDictionary(name => name, name => ValuesOf(model.Weights.First(weight => weight.Name == name))),
            KeyValuePair.Create("calibration", $"{method} on {table.BatchSize} {source}"));
        return table;
    }

    /// <summary>Refuses a pattern that keeps nothing: it is misspelt.</summary>
    private static void CheckKept(IReadOnlyList<string> patterns, Model model)
    {
        string[] names = [.. model.Nodes.Select(node => node.Path), .. model.Weights.Select(weight => weight.Name)];
        if (patterns.FirstOrDefault(pattern => !names.Any(new InitializerOverride(pattern, new Zeros()).Matches)) is { } unused)
        {
            throw new ArgumentException(
                $"--keep {unused.Excerpt()} matches no layer and no weight of the model.{NearestName.Suggestion(unused, names)} Names are "
                + $"such as {string.Join(", ", model.Weights.Take(3).Select(weight => $"'{weight.Name.Excerpt()}'"))}; in a pattern * "
                + "stands for a part of one.");
        }
    }

    private static Initializer ValuesOf(Weight weight) => weight.Type == ElementType.Float32
        ? Initializer.FromValues<float>(weight.ToArray<float>(), weight.Shape)
        : Initializer.FromValues<double>(weight.ToArray<double>(), weight.Shape);
}
