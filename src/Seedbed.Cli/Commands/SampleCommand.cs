using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Sampling;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed sample</c>: draws one tensor.</summary>
internal sealed class SampleCommand
{
    /// <summary>Less is done before a bar could be read.</summary>
    private const long ElementsWorthABar = 1 << 25;

    private readonly Argument<string> _id = new("ID")
    {
        Description = "A name (he_normal), a call ('VarianceScaling(scale=2.0, mode=fan_out)') or a Keras config in JSON.",
    };

    private readonly Option<Shape?> _shape = TextOption.Create<Shape?>(
        "--shape", "SHAPE", "The tensor's shape, such as 3,3,64,128; scalar for rank 0.", text => ShapeParser.Parse(text));

    private readonly Option<Slice?> _slice = TextOption.Create<Slice?>(
        "--slice", "START:COUNT", "Only COUNT elements from START on, row-major, as an array of one dimension.", text => Slice.Parse(text));

    private readonly DrawOptions _draw = new(
        "The seed; it overrides one in the config. Without either, one is drawn and told.",
        "float32 (the default), float64, float16 or bfloat16.",
        $"Write the tensor to this {CheckpointFormat.Npy} file instead of printing statistics.");

    private readonly Session _session;

    private SampleCommand(Session session)
    {
        _session = session;
        _shape.Required = true;
    }

    internal static Command Create(Session session)
    {
        SampleCommand sample = new(session);
        ToolCommand command = new("sample", "Draw one tensor: statistics and a histogram, or with -o its values.")
        {
            Examples =
            [
                "seedbed sample he_normal --shape 784,128 --seed 42",
                "seedbed sample 'VarianceScaling(scale=2.0, mode=fan_out)' --shape 3,3,64,128 --json",
                "seedbed sample orthogonal --shape 512,512 --seed 1 --dtype float64 -o w.npy",
                "seedbed sample glorot_uniform --shape 1000000,1000 --seed 7 --slice 500000000:1000 -o part.npy",
            ],
        };
        command.Add(sample._id);
        command.Add(sample._shape);
        command.Add(sample._slice);
        sample._draw.AddTo(command);
        command.SetAction(sample.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        (SampleRequest request, string? note) = Read(parsed);
        bool asJson = _draw.Json(parsed);
        if (parsed.GetValue(_draw.Output) is string path)
        {
            Write(request, path, _draw.Force(parsed), asJson);
        }
        else
        {
            Show(request, asJson);
        }

        if (note is not null)
        {
            _session.Terminal.Note(note);
        }

        return ExitStatus.Done;
    }

    private (SampleRequest Request, string? Note) Read(ParseResult parsed)
    {
        if (parsed.GetValue(_draw.Output) is string path && !path.EndsWith(CheckpointFormat.Npy.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"-o is '{path.Excerpt()}'; sample writes {CheckpointFormat.Npy} files, so its name must end in {CheckpointFormat.Npy}.");
        }

        Shape shape = parsed.GetValue(_shape)!.Value;
        ElementType type = parsed.GetValue(_draw.ElementType) ?? ElementType.Float32;
        Slice? slice = parsed.GetValue(_slice);
        Initializer initializer = InitializerRegistry.Default.Get(parsed.GetValue(_id)!);
        initializer.Check(shape, type);
        slice?.CheckWithin(shape);
        SettledSeed settled = SettledSeed.Of(initializer, parsed.GetValue(_draw.Seed));
        SampleRequest request = new(settled.Initializer, shape, type, slice ?? Slice.All(shape), _draw.Stream(parsed))
        {
            IsSlice = slice is not null,
            Seed = settled.Seed,
            Threads = _draw.Threads(parsed),
        };
        return (request, settled.Note);
    }

    private void Show(SampleRequest request, bool asJson)
    {
        SampleReport report =
            ProgressBar.Run(_session.Terminal, request.Initializer.ClassName, 2 * request.Slice.Count, ElementsWorthABar, progress =>
        {
            long done = 0;
            return SampleReport.Measure(request, count => progress.Report(done += count), _session.Cancellation);
        });
        if (asJson)
        {
            JsonOutput.Print(_session.Terminal, json => SampleJson.Write(json, report));
        }
        else
        {
            SampleText.Print(_session.Terminal, report);
        }
    }

    private void Write(SampleRequest request, string path, bool force, bool asJson)
    {
        long byteCount = request.Slice.Count * DType.Of(request.ElementType).SizeInBytes;
        ProgressBar.Run(_session.Terminal, path, byteCount, ElementsWorthABar, progress =>
        {
            WriteFile(request, path, new WriteOptions
            {
                Overwrite = force,
                MaxDegreeOfParallelism = request.Threads,
                Progress = progress,
                CancellationToken = _session.Cancellation,
            });
            return true;
        });
        if (asJson)
        {
            JsonOutput.Print(_session.Terminal, json => SampleJson.WriteFile(json, request, path));
        }
        else
        {
            _session.Terminal.Note($"wrote {request.Slice.Count} values of {request.ElementType.Name()} to {path}.");
        }
    }

    private static void WriteFile(SampleRequest request, string path, WriteOptions options)
    {
        PlannedTensor tensor = new("", request.Shape, DType.Of(request.ElementType), request.Initializer.Pin(request.Stream));
        if (request.IsSlice)
        {
            NpyWriter.WriteSlice(path, tensor, request.Slice.Start, request.Slice.Count, request.Stream, options);
        }
        else
        {
            NpyWriter.Write(path, tensor, request.Stream, options);
        }
    }
}
