using System.CommandLine;
using System.Diagnostics;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Safetensors;
using Seedbed.Checkpoints.Writing;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed init</c>: initializes a whole model.</summary>
internal sealed class InitCommand
{
    /// <summary>Less is written before a bar could be read.</summary>
    private const long BytesWorthABar = 1 << 26;

    private readonly Argument<string> _template = new("TEMPLATE") { Description = "A Keras model, as model.to_json() writes it (.json)." };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Write nothing; show every tensor's name, shape, type, initializer and key.",
        Arity = ArgumentArity.Zero,
    };

    private readonly DrawOptions _draw = new(
        "The model's seed, for every initializer without a seed of its own; drawn and told by default.",
        "Give every floating-point tensor this type: float32, float64, float16 or bfloat16.",
        "The file to write (.safetensors).");

    private readonly Session _session;

    private InitCommand(Session session) => _session = session;

    internal static Command Create(Session session)
    {
        InitCommand init = new(session);
        ToolCommand command = new("init", "Initialize a whole model: a template in, a checkpoint out.")
        {
            Examples =
            [
                "seedbed init model.json -o model.safetensors --seed 42",
                "seedbed init model.json --dry-run --seed 42",
                "seedbed init model.json -o half.safetensors --seed 42 --dtype bfloat16 --force",
            ],
        };
        command.Add(init._template);
        init._draw.AddTo(command);
        command.Add(init._dryRun);
        command.SetAction(init.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool dryRun = parsed.GetValue(_dryRun);
        string? path = parsed.GetValue(_draw.Output);
        CheckOutput(path, dryRun);
        long? seed = parsed.GetValue(_draw.Seed);
        string template = parsed.GetValue(_template)!;
        InitializationPlan plan = InitializationPlan.Create(TemplateFile.Read(template, _draw.Keras(parsed)), new PlanOptions
        {
            Seed = seed ?? FreshSeed.Draw(),
            Stream = _draw.Stream(parsed),
            ElementType = parsed.GetValue(_draw.ElementType),
        });
        double? seconds = dryRun ? null : Write(plan, path!, parsed);
        Tell(new InitReport(template, dryRun ? null : path, plan, seed is null, seconds), _draw.Json(parsed));
        return ExitStatus.Done;
    }

    private static void CheckOutput(string? path, bool dryRun)
    {
        if (path is null && !dryRun)
        {
            throw new ArgumentException("-o is missing; name the file to write, such as -o model.safetensors, or ask for --dry-run.");
        }

        if (path is not null && !path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"-o is '{path}'; built so far: files that end in .safetensors.");
        }
    }

    private double Write(InitializationPlan plan, string path, ParseResult parsed)
    {
        long begun = Stopwatch.GetTimestamp();
        ProgressBar.Run(_session.Terminal, Path.GetFileName(path), plan.ByteCount, BytesWorthABar, progress =>
        {
            SafetensorsWriter.Write(path, plan, new WriteOptions
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
            JsonText.Print(_session.Terminal, json => InitJson.Write(json, report));
        }
        else
        {
            InitText.Print(_session.Terminal, report);
        }
    }
}
