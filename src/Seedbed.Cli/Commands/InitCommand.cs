using System.CommandLine;
using System.Diagnostics;
using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
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
        "seedbed init model.json -o model.keras --seed 42 --initializer '**/kernel=he_normal'",
        "seedbed init model.json --dry-run --seed 42",
        "seedbed init model.json -o model.weights.h5 --global-seed 42 --like numpy",
        "seedbed init unbuilt.json -o model.npz --seed 42 --input-shape 28,28,1",
        "seedbed init model.json -o half.safetensors --seed 42 --dtype bfloat16 --force",
    ];

    private readonly TemplateOptions _template = new();

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Write nothing; show every tensor's name, shape, type, initializer and key.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<InitializerOverride[]> _initializers = new("--initializer")
    {
        Description = "Another initializer for the tensors whose names match: '**/kernel=he_normal'; * is any letters but '/', ** any "
            + "letters. May stand several times, the last match holds.",
        HelpName = "PATTERN=ID",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly DrawOptions _draw = new(
        "The model's seed, for every initializer without a seed of its own; drawn and told by default.",
        "Give every floating-point tensor this type: float32, float64, float16 or bfloat16.",
        $"The file to write: {KnownFormats.NamesOf(KerasFormats.All.Written)}.");

    private readonly Session _session;

    private InitCommand(Session session)
    {
        _session = session;
        _initializers.CustomParser = TextOption.ParseEach(OverrideParser.Parse);
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
        command.Add(init._dryRun);
        command.SetAction(init.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool dryRun = parsed.GetValue(_dryRun);
        string? path = parsed.GetValue(_draw.Output);
        CheckpointFormat? format = FormatOf(path, dryRun);
        long? seed = parsed.GetValue(_draw.Seed);
        InitializerOverride[] overrides = parsed.GetValue(_initializers) ?? [];
        KerasModelFile model = _template.Read(parsed, _draw.Keras(parsed), overrides, _template.GlobalSeed(parsed, seed));
        var plan = InitializationPlan.Create(model.Template, new PlanOptions
        {
            Seed = seed,
            Stream = _draw.Stream(parsed, model.Release),
            ElementType = parsed.GetValue(_draw.ElementType),
            Overrides = [.. overrides],
        });
        double? seconds = dryRun ? null : Write(plan, path!, options => format!.Write(path!, plan, options), parsed);
        _session.Tell([.. model.Notes, .. format is null ? [] : model.NotesOn(format)]);
        bool isDrawn = seed is null && plan.GlobalSeed is null;
        InitReport report = new(_template.Path(parsed), dryRun ? null : path, plan, model.Release, isDrawn, seconds)
        {
            Assumptions = _session.Notes,
        };
        Tell(report, _draw.Json(parsed));
        return ExitStatus.Done;
    }

    private static CheckpointFormat? FormatOf(string? path, bool dryRun) =>
        path is null && !dryRun
            ? throw new ArgumentException("-o is missing; name the file to write, such as -o model.safetensors, or ask for --dry-run.")
            : path is null ? null : OutputFormat.Of(path, KerasFormats.All.Written);

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

    private void Tell(InitReport report, bool asJson)
    {
        if (report.SeedWasDrawn)
        {
            _session.Terminal.Note($"drew the seed {report.Plan.Seed}; --seed {report.Plan.Seed} gives the same values again.");
        }

        foreach (string warning in report.Plan.Warnings)
        {
            _session.Terminal.Note($"warning: {warning}");
        }

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
