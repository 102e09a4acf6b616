using System.Collections.Immutable;
using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Keras;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed inspect</c>: what is in a checkpoint.</summary>
internal sealed class InspectCommand
{
    /// <summary>Less is read before a bar could be read.</summary>
    private const long BytesWorthABar = 1 << 28;

    private readonly Argument<string> _file =
        new("FILE")
        {
            Description = $"A checkpoint, told by its content: {KnownFormats.NamesOf(KerasFormats.All.All)}; - for standard input.",
        };

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption();

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    private readonly Session _session;

    private InspectCommand(Session session) => _session = session;

    internal static Command Create(Session session)
    {
        InspectCommand inspect = new(session);
        ToolCommand command = new("inspect", "Show every tensor of a checkpoint: shape, type, statistics, duplicates.")
        {
            Examples = ["seedbed inspect model.safetensors", "seedbed inspect model.keras --json"],
        };
        command.Add(inspect._file);
        command.Add(inspect._threads);
        command.Add(inspect._json);
        command.SetAction(inspect.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_file)!;
        using var file = CheckpointFile.Open(_session.Input.FileOf(path), KerasFormats.All, _session.Cancellation);
        ImmutableArray<TensorSummary> tensors = Inspect(file, path, DrawOptions.ThreadsOf(parsed, _threads));
        if (parsed.GetValue(_json))
        {
            JsonOutput.Print(_session.Terminal, json => InspectJson.Write(json, path, file, tensors));
        }
        else
        {
            InspectText.Print(_session.Terminal, file, tensors);
        }

        return ExitStatus.Done;
    }

    private ImmutableArray<TensorSummary> Inspect(CheckpointFile file, string path, int threads) => ProgressBar.Run(
        _session.Terminal,
        Path.GetFileName(path),
        file.Tensors.Sum(tensor => tensor.ByteCount),
        BytesWorthABar,
        progress => CheckpointInspector.Inspect(file, new InspectOptions
        {
            MaxDegreeOfParallelism = threads,
            Progress = progress,
            CancellationToken = _session.Cancellation,
        }));
}
