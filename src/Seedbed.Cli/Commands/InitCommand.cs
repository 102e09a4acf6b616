using System.CommandLine;
using System.Diagnostics;
using Seedbed.Checkpoints;
using Seedbed.Cli.Calibrating;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Diagnostics;
using Seedbed.Keras;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed init</c>: initializes a whole model.</summary>
internal sealed class InitCommand
{
    /// <summary>Less is written before a bar could be read.</summary>
    private const long BytesWorthABar = 1 << 26;

    private static readonly string[] s_examples =
    [
        "seedbed init model.json -o model.safetensors --seed 42",
        "seedbed init model.json -o model.keras --seed 42 --initializer he_normal --initializer 'out/kernel=zeros'",
        "seedbed init model.json --dry-run --seed 42",
        "seedbed init model.json -o model.weights.h5 --global-seed 42 --like numpy",
        "seedbed init unbuilt.json -o model.npz --seed 42 --input-shape 28,28,1",
        "seedbed init model.json -o half.safetensors --seed 42 --dtype bfloat16 --force",
        "seedbed init model.json -o model.keras --seed 42 --calibrate lsuv --data d.npz --report lsuv.html",
        "seedbed init - -o - --seed 42 < model.json > model.safetensors",
    ];

    private readonly TemplateOptions _template = new();

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Write nothing; show every tensor's name, shape, type, initializer and key.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<InitializerRule[]> _initializers = InitializerRule.Option(
        "Another initializer: ID for all kernels (he_normal), PATTERN=ID for the tensors whose names match "
        + "('**/bias=zeros'; * is any letters but '/', ** any letters). May stand several times, the last match holds.");

    private readonly Option<ElementType?> _elementType =
        DrawOptions.ElementTypeOption("Give every floating-point tensor this type: float32, float64, float16 or bfloat16.");

    private readonly CalibrateOptions _calibrate = new();

    private readonly DrawOptions _draw;

    private readonly Session _session;

    private InitCommand(Session session)
    {
        _session = session;
        _draw = new DrawOptions(
            "The model's seed, for every initializer without a seed of its own; drawn and told by default.", _elementType,
            $"The file to write: {KnownFormats.NamesOf(KerasFormats.All.Written)}; - for .safetensors on standard output.");
    }

    internal static Command Create(Session session)
    {
        InitCommand init = new(session);
        ToolCommand command = new("init", "Initialize a whole model: a template in, a checkpoint out.")
        {
            Examples = s_examples,
        };
        init._template.AddTo(command);
        init._draw.AddTo(command);
        command.Add(init._initializers);
        init._calibrate.AddTo(command);
        command.Add(init._dryRun);
        command.SetAction(init.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool dryRun = parsed.GetValue(_dryRun);
        string? path = parsed.GetValue(_draw.Output);
        CheckpointFormat? format = FormatOf(path, dryRun);
        ReportTarget page = _calibrate.Check(parsed, _draw.Force(parsed), dryRun);
        long? seed = parsed.GetValue(_draw.Seed);
        InitializerRule[] rules = parsed.GetValue(_initializers) ?? [];
        Stream? target = path == StandardInput.Sign && !dryRun ? _session.Terminal.OpenBytes("-o -", _draw.Json(parsed)) : null;
        KerasModelFile model = _template.Read(
            parsed, _draw.Keras(parsed), _session.Input, [.. rules.SelectMany(rule => rule.Overrides)],
            _template.GlobalSeed(parsed, seed));
        string[] names = [.. model.Template.Tensors.Select(tensor => tensor.Name)];
        var plan = InitializationPlan.Create(model.Template, new PlanOptions
        {
            Seed = seed,
            Stream = _draw.Stream(parsed, model.Release),
            ElementType = parsed.GetValue(_elementType),
            Overrides = [.. rules.SelectMany(rule => rule.OverridesOf(names))],
        });
        InitializationPlan written = plan;
        CalibrationTable? calibration =
            _calibrate.Run(parsed, model, _template.Path(parsed), ref written, _session, _draw.Threads(parsed));
        double? seconds = dryRun ? null : Write(written, path!, options => WriteTo(format!, written, path!, target, options), parsed);
        _session.Tell([.. model.Notes, .. format is null ? [] : model.NotesOn(format)]);
        bool isDrawn = seed is null && plan.GlobalSeed is null;
        InitReport report = new(_template.Path(parsed), dryRun ? null : path, plan, model.Release, isDrawn, seconds)
        {
            Assumptions = _session.Notes, Calibration = calibration,
        };
        TellNotes(report);
        if (target is null)
        {
            Print(report, _draw.Json(parsed));
        }

        target?.Dispose();

        // Behind the model: a page that cannot be written loses no work.
        page.Save(() => CalibrationReport.Of(calibration!));
        return ExitStatus.Done;
    }

    private static void WriteTo(CheckpointFormat format, InitializationPlan plan, string path, Stream? target, WriteOptions options)
    {
        if (target is null)
        {
            format.Write(path, plan, options);
        }
        else
        {
            format.Write(target, plan, options);
        }
    }

    private static CheckpointFormat? FormatOf(string? path, bool dryRun) =>
        path is null && !dryRun
            ? throw new ArgumentException("-o is missing; name the file to write, such as -o model.safetensors, or ask for --dry-run.")
            : path is null ? null
            : path == StandardInput.Sign ? CheckpointFormat.Safetensors
            : OutputFormat.Of(path, KerasFormats.All.Written);

    private double Write(InitializationPlan plan, string path, Action<WriteOptions> write, ParseResult parsed)
    {
        long begun = Stopwatch.GetTimestamp();
        ProgressBar.Run(_session.Terminal, Path.GetFileName(path), plan.ByteCount, BytesWorthABar, progress =>
        {
            write(new WriteOptions
            {
                Overwrite = _draw.Force(parsed),
                MaxDegreeOfParallelism = _draw.Threads(parsed),
                Progress = progress,
                CancellationToken = _session.Cancellation,
            });
            return true;
        });
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private void TellNotes(InitReport report)
    {
        if (report.SeedWasDrawn)
        {
            _session.Terminal.Note($"drew the seed {report.Plan.Seed}; --seed {report.Plan.Seed} gives the same values again.");
        }

        string[] named = [.. report.Plan.Tensors.Where(tensor => tensor.SeedSource == "name").Select(tensor => tensor.Name)];
        if (report.Plan.GlobalSeed is not null && named.Length > 0)
        {
            _session.Tell([
                $"{named[0].Excerpt()}{(named.Length > 1 ? $" and {named.Length - 1} more" : "")} draw from keys by name, not from a "
                + "seed that Keras gives after set_random_seed: what --initializer or --layers tell is not in the template."]);
        }

        foreach (string warning in report.Plan.Warnings)
        {
            _session.Terminal.Note($"warning: {warning}");
        }
    }

    private void Print(InitReport report, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Print(_session.Terminal, json => InitJson.Write(json, report));
        }
        else
        {
            InitText.Print(_session.Terminal, report);
        }
    }
}
