using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Sampling;
using Seedbed.Diagnostics;
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

    private readonly Option<string?> _picture =
        DensityPicture.CreateOption("Draw the histogram, and the density that the scheme intends over it, into this .svg file.");

    private readonly Option<ElementType[]?> _elementTypes = DrawOptions.ElementTypesOption(
        "float32 (the default), float64, float16 or bfloat16; several with commas between them give a sample of each.");

    private readonly DrawOptions _draw;

    private readonly Session _session;

    private SampleCommand(Session session)
    {
        _session = session;
        _draw = new DrawOptions(
            "The seed; it overrides one in the config. Without either, one is drawn and told.", _elementTypes,
            $"Write the tensor to this {CheckpointFormat.Npy} file, or with - to standard output, instead of printing statistics.");
        _shape.Required = true;
        _id.Complete(() => InitializerRegistry.Default.Names);
    }

    internal static Command Create(Session session)
    {
        SampleCommand sample = new(session);
        ToolCommand command = new("sample", "Draw one tensor: statistics and a histogram, or with -o its values.")
        {
            Examples =
            [
                "seedbed sample he_normal --shape 784,128 --seed 42",
                "seedbed sample 'VarianceScaling(mode=fan_out)' --shape 3,3,64,128 --dtype float32,bfloat16 --json",
                "seedbed sample he_normal --shape 784,128 --seed 42 --svg he_normal.svg",
                "seedbed sample orthogonal --shape 512,512 --seed 1 --dtype float64 -o w.npy",
                "seedbed sample glorot_uniform --shape 1000000,1000 --seed 7 --slice 500000000:1000 -o part.npy",
                "seedbed sample he_normal --shape 784,128 --seed 42 -o - | sha256sum",
            ],
        };
        command.Add(sample._id);
        command.Add(sample._shape);
        command.Add(sample._slice);
        command.Add(sample._picture);
        sample._draw.AddTo(command);
        command.SetAction(sample.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        ElementType[] types = parsed.GetValue(_elementTypes) is { Length: > 0 } given ? given : [ElementType.Float32];
        (SampleRequest request, string? note) = Read(parsed, types);
        bool asJson = _draw.Json(parsed);
        bool force = _draw.Force(parsed);
        string? picture = parsed.GetValue(_picture);
        if (picture is not null)
        {
            DensityPicture.CheckTarget(picture, force);
        }

        string? path = parsed.GetValue(_draw.Output);
        SampleReport[] reports = picture is not null || path is null
            ? [.. types.Select(type => Measure(request with { ElementType = type }))]
            : [];
        Figure[] plots = picture is null ? [] : [.. reports.Select(DensityPicture.Of)];
        if (path is not null)
        {
            Write(request, path, force, asJson);
        }
        else
        {
            Show(reports, asJson);
        }

        if (picture is not null)
        {
            DensityPicture.Write(picture, plots, force);
        }

        if (note is not null)
        {
            _session.Terminal.Note(note);
        }

        return ExitStatus.Done;
    }

    private (SampleRequest Request, string? Note) Read(ParseResult parsed, ElementType[] types)
    {
        CheckOutput(parsed.GetValue(_draw.Output), types);
        Shape shape = parsed.GetValue(_shape)!.Value;
        Slice? slice = parsed.GetValue(_slice);
        Initializer initializer = InitializerRegistry.Default.Get(parsed.GetValue(_id)!);
        Array.ForEach(types, type => initializer.Check(shape, type));
        slice?.CheckWithin(shape);
        SettledSeed settled = SettledSeed.Of(initializer, parsed.GetValue(_draw.Seed));
        SampleRequest request = new(settled.Initializer, shape, types[0], slice ?? Slice.All(shape), _draw.Stream(parsed))
        {
            IsSlice = slice is not null,
            Seed = settled.Seed,
            Threads = _draw.Threads(parsed),
        };
        return (request, settled.Note);
    }

    private static void CheckOutput(string? path, ElementType[] types)
    {
        if (path is not (null or StandardInput.Sign) && !path.EndsWith(CheckpointFormat.Npy.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"-o is '{path.Excerpt()}'; sample writes {CheckpointFormat.Npy} files, so its name must end in {CheckpointFormat.Npy}, "
                + "or be - for standard output.");
        }

        if (path is not null && types.Length > 1)
        {
            throw new ArgumentException(
                $"-o takes one tensor, and --dtype names {types.Length} types; name one, or leave -o out for statistics of each.");
        }
    }

    private SampleReport Measure(SampleRequest request)
    {
        SampleDuration duration = new(_session.Terminal, 2 * request.Slice.Count);
        return ProgressBar.Run(
            _session.Terminal, request.Initializer.ClassName, 2 * request.Slice.Count, ElementsWorthABar, progress =>
            {
                long done = 0;
                return SampleReport.Measure(request, Advance, _session.Cancellation);

                void Advance(long count)
                {
                    progress.Report(done += count);
                    duration.Tell(done);
                }
            },
            AmountUnit.Values);
    }

    private void Show(SampleReport[] reports, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Print(_session.Terminal, json => SampleJson.Write(json, reports));
            return;
        }

        foreach ((int index, SampleReport report) in reports.Index())
        {
            _session.Terminal.Output.Write(index > 0 ? Environment.NewLine : "");
            SampleText.Print(_session.Terminal, report);
        }
    }

    private void Write(SampleRequest request, string path, bool force, bool asJson)
    {
        using Stream? stream = path == StandardInput.Sign ? _session.Terminal.OpenBytes("-o -", asJson) : null;
        long byteCount = request.Slice.Count * DType.Of(request.ElementType).SizeInBytes;
        ProgressBar.Run(_session.Terminal, Path.GetFileName(path), byteCount, ElementsWorthABar, progress =>
        {
            WriteOptions options = new()
            {
                Overwrite = force,
                MaxDegreeOfParallelism = request.Threads,
                Progress = progress,
                CancellationToken = _session.Cancellation,
            };
            if (stream is null)
            {
                WriteFile(request, path, options);
            }
            else
            {
                WriteStream(request, stream, options);
            }

            return true;
        });
        if (asJson)
        {
            JsonOutput.Print(_session.Terminal, json => SampleJson.WriteFile(json, request, path));
        }
        else if (stream is null)
        {
            _session.Terminal.Note($"wrote {request.Slice.Count} values of {request.ElementType.Name()} to {path}.");
        }
    }

    private static PlannedTensor TensorOf(SampleRequest request) =>
        new("", request.Shape, DType.Of(request.ElementType), request.Initializer.Pin(request.Stream));

    private static void WriteFile(SampleRequest request, string path, WriteOptions options)
    {
        if (request.IsSlice)
        {
            NpyWriter.WriteSlice(path, TensorOf(request), request.Slice.Start, request.Slice.Count, request.Stream, options);
        }
        else
        {
            NpyWriter.Write(path, TensorOf(request), request.Stream, options);
        }
    }

    private static void WriteStream(SampleRequest request, Stream stream, WriteOptions options)
    {
        if (request.IsSlice)
        {
            NpyWriter.WriteSlice(stream, TensorOf(request), request.Slice.Start, request.Slice.Count, request.Stream, options);
        }
        else
        {
            NpyWriter.Write(stream, TensorOf(request), request.Stream, options);
        }
    }
}
