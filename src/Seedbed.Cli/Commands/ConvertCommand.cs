using System.CommandLine;
using System.Diagnostics;
using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Keras;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed convert</c>: a checkpoint of one format as one of another.</summary>
internal sealed class ConvertCommand
{
    /// <summary>Less is written before a bar could be read.</summary>
    private const long BytesWorthABar = 1 << 26;

    private readonly Argument<string> _source = new("IN")
    {
        Description = $"A checkpoint, told by its content: {KnownFormats.NamesOf(KerasFormats.All.All)}, or a folder of .npy files; - for "
            + "standard input.",
    };

    private readonly Argument<string> _target = new("OUT")
    {
        Description = $"The file to write: {KnownFormats.NamesOf(KerasFormats.All.Written)}; or a folder for .npy files, which exists or "
            + "ends in /; - for .safetensors on standard output.",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "The Keras model whose weights they are (.json, .keras, .h5), where IN does not hold it: it maps the names.",
        HelpName = "FILE",
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<ElementType?> _elementType =
        DrawOptions.ElementTypeOption("Give every floating-point tensor this type: float32, float64, float16 or bfloat16.");

    private readonly Option<bool> _pyTorch = new("--pytorch")
    {
        Description = "Names and layouts of PyTorch's layers: weight [out, in, height, width], bias, running_mean, running_var.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<bool> _force =
        new("--force") { Description = "Replace an existing file, or folder of .npy files.", Arity = ArgumentArity.Zero };

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption();

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    private readonly Session _session;

    private ConvertCommand(Session session) => _session = session;

    internal static Command Create(Session session)
    {
        ConvertCommand convert = new(session);
        ToolCommand command = new("convert", "Write a checkpoint in another format.")
        {
            Examples =
            [
                "seedbed convert trained.keras trained.safetensors",
                "seedbed convert weights.npz trained.h5 --model model.json",
                "seedbed convert trained.keras arrays/",
                "seedbed convert trained.keras torch.safetensors --pytorch --dtype float16",
                "seedbed convert trained.keras - | sha256sum",
            ],
        };
        command.Add(convert._source);
        command.Add(convert._target);
        foreach (Option option in (ReadOnlySpan<Option>)
            [convert._model, convert._elementType, convert._pyTorch, convert._force, convert._threads, convert._json])
        {
            command.Add(option);
        }

        command.SetAction(convert.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        (string source, string target) = (parsed.GetValue(_source)!, parsed.GetValue(_target)!);
        using Stream? stream = target == StandardInput.Sign ? _session.Terminal.OpenBytes("OUT -", parsed.GetValue(_json)) : null;
        _ = stream is null ? Checkpoint.FormatOf(target) : null;
        KerasModelFile? model =
            parsed.GetValue(_model) is { } path ? TemplateFile.Read(path, new KerasModelOptions(), _session.Input) : null;
        string file = _session.Input.FileOf(source);
        long begun = Stopwatch.GetTimestamp();
        Conversion conversion = ProgressBar.Run(
            _session.Terminal, Path.GetFileName(target), File.Exists(file) ? new FileInfo(file).Length : 0, BytesWorthABar,
            progress => Convert(file, target, stream, OptionsOf(parsed, model, progress)));
        _session.Tell(conversion.Notes.Select(_session.Input.Named));
        if (stream is not null)
        {
            return ExitStatus.Done;
        }

        ConvertReport report = new(source, target, conversion, Stopwatch.GetElapsedTime(begun).TotalSeconds, _session.Notes);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Print(_session.Terminal, report.WriteJson);
        }
        else
        {
            report.Print(_session.Terminal);
        }

        return ExitStatus.Done;
    }

    private static Conversion Convert(string source, string target, Stream? stream, ConvertOptions options) => stream is null
        ? Checkpoint.Convert(source, target, options)
        : Checkpoint.Convert(source, stream, CheckpointFormat.Safetensors, options);

    private ConvertOptions OptionsOf(ParseResult parsed, KerasModelFile? model, IProgress<long> progress) => new()
    {
        Model = model,
        ElementType = parsed.GetValue(_elementType),
        PyTorch = parsed.GetValue(_pyTorch),
        Write = new WriteOptions
        {
            Overwrite = parsed.GetValue(_force),
            MaxDegreeOfParallelism = DrawOptions.ThreadsOf(parsed, _threads),
            Progress = progress,
            CancellationToken = _session.Cancellation,
        },
    };
}
