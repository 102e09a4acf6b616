using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Training;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed train</c>: trains a model from its initialization, once for each of several initializers.</summary>
internal sealed class TrainCommand
{
    private const int DefaultMonitoring = 50;

    private readonly Argument<string> _model = TemplateFile.Argument("MODEL");

    private readonly Option<string[]> _data = new("--data")
    {
        Description = "What to learn from: .npz with x and y, for several inputs and outputs x0, x1, … and y0, y1, … or their names, and "
            + "sample_weight; images and labels in IDX files, of which one or both are named; .csv, its column y or else its last being "
            + "the target; a folder of folders of PNG, JPEG, GIF or BMP files, one a class.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Required = true,
    };

    private readonly Option<Optimizer?> _optimizer = TextOption.Create<Optimizer?>(
        "--optimizer", "O", "A name (adam), a call ('SGD(learning_rate=0.1)') or a Keras configuration in JSON; rmsprop by default, as in "
        + "Keras.", Optimizer.Get).Completed(() => Optimizer.Names);

    private readonly Option<OutputLoss[]> _loss = TextOption.Several(
        "--loss", "L", "A name (sparse_categorical_crossentropy, mse), a call or a Keras configuration in JSON. Once for all outputs, or "
        + "once for each: in their order, or as OUTPUT=L.", ParseLoss)
        .Completed(() => Loss.Names);

    private readonly Option<double[]?> _lossWeights = TextOption.Create<double[]?>(
        "--loss-weights", "NUMBERS", "The factor of each loss in the sum, joined by commas: 1,0.5.",
        text => [.. text.Split(',').Select(ParseNumber)]);

    private readonly Option<Metric[]?> _metrics = TextOption.Create<Metric[]?>(
        "--metrics", "NAMES", "What is told beside the loss, joined by commas: accuracy,mae; accuracy by default beside a cross-entropy, "
        + "else mae.", ParseMetrics).Completed(() => Metric.Names);

    private readonly Option<Metric[]?> _weightedMetrics = TextOption.Create<Metric[]?>(
        "--weighted-metrics", "NAMES", "The same under the sample weights of the data.", ParseMetrics).Completed(() => Metric.Names);

    private readonly Option<int> _epochs = Count("--epochs", "N", "How often all samples are gone through.", 1);

    private readonly Option<int> _batchSize = Count("--batch-size", "B", "The samples of a step.", 32);

    private readonly Option<string?> _weights = new("--weights") { Description = "Weights to begin with: "
        + $"{TrainedFile.Endings}.", HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };

    private readonly Option<bool> _byName = new("--by-name")
    {
        Description = "Of --weights take what has the same name: layers of .h5 files, tensors of others.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<bool> _skipMismatch = new("--skip-mismatch")
    {
        Description = "Of --weights leave out what the model or the file lacks, or has in another shape.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<InitializerRule[]> _initializers = InitializerRule.Option(
        "Train from this initializer: a scheme for all kernels (he_normal), or for the weights of a pattern "
        + "('dense/*=zeros'). Several give a run each, side by side.");

    private readonly Option<bool> _noShuffle =
        new("--no-shuffle") { Description = "Take the samples in their order.", Arity = ArgumentArity.Zero };

    private readonly Option<long?> _seed = DrawOptions.SeedOption(
        "Gives the weights of initializers without a seed, the order of the samples and what dropout drops; drawn and told by default.");

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption();

    private readonly Option<string?> _output = new("--output", "-o") { Description = "Save what was learned: "
        + $"{TrainedFile.Endings}.", HelpName = "OUT", Arity = ArgumentArity.ExactlyOne };

    private readonly Option<bool> _force = new("--force") { Description = "Replace an existing file.", Arity = ArgumentArity.Zero };

    private readonly Option<IReadOnlyList<long?>[]> _inputShapes = InputShapeParser.Option();

    private readonly Option<double> _validationSplit = TextOption.Create(
        "--validation-split", "PART", "The part of the samples, the last of them, that is not learned from but evaluated after each epoch.",
        ParsePart);

    private readonly Option<int> _seeds = Count(
        "--seeds", "K", "Train K times from the seeds S, S + 1, … of --seed, each initializer from the same: curves become bands, and with "
        + "several initializers a test says whether they end differently by more than noise.", 1);

    private readonly Option<int?> _monitor = new("--monitor")
    {
        Description = "Record in steps 1, 2, 5, 10 and every N-th, 50 by default, what layers, weights, gradients and updates are, and "
            + "warn where a signal dies, explodes or saturates, or updates are lost.",
        HelpName = "[N]",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => ParseMonitor(result),
    };

    private readonly Option<string?> _monitorLog = Text(
        "--monitor-log", "FILE", "Write what --monitor records, a line for each layer and weight: .csv, or JSON lines as .jsonl.");

    private readonly Option<string?> _watch = Text(
        "--watch", "NAME", "The value that the next three watch: val_loss by default with --validation-split, else loss.");

    private readonly Option<int?> _earlyStopping = Optional(
        "--early-stopping", "N", "End after N epochs without improvement, with the weights of the best.");

    private readonly Option<int?> _reduceRate = Optional(
        "--reduce-lr", "N", "Take a tenth of the learning rate after N epochs without improvement.");

    private readonly Option<string?> _checkpoint = Text(
        "--checkpoint", "FILE", "Save the best epoch so far, or each where the name has {epoch} ({epoch:02d}, {val_loss:.2f}).");

    private readonly Option<string?> _csvLog = Text("--csv-log", "FILE", "Write a line of values for each epoch.");

    private readonly Option<string?> _backup = Text(
        "--backup", "DIR", "Keep the state of the training in DIR after each epoch, and go on from there where it was interrupted.");

    private readonly ReportOptions _report = new();

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    private readonly Session _session;

    private TrainCommand(Session session) => _session = session;

    internal static Command Create(Session session)
    {
        TrainCommand train = new(session);
        ToolCommand command = new("train", "Train a Keras model from its initialization, and see what initializers do.")
        {
            Examples =
            [
                "seedbed train model.json --data d.npz --optimizer adam --loss sparse_categorical_crossentropy --epochs 5 --seed 42",
                "seedbed train model.json --data d.npz --loss mse --optimizer 'SGD(learning_rate=0.1)' --initializer zeros --initializer "
                + "he_normal",
                "seedbed train model.json --data d.npz --loss mse --initializer glorot_uniform --initializer he_normal --seeds 6 --monitor",
                "seedbed train model.json --data train-images-idx3-ubyte.gz --loss sparse_categorical_crossentropy -o trained.keras",
            ],
        };
        command.Add(train._model);
        foreach (Option option in (ReadOnlySpan<Option>)
            [train._data, train._optimizer, train._loss, train._lossWeights, train._metrics, train._weightedMetrics, train._epochs,
                train._batchSize,
                train._inputShapes, train._validationSplit, train._weights, train._byName,
                train._skipMismatch, train._initializers, train._noShuffle, train._seed, train._seeds,
                train._threads, train._monitor, train._monitorLog, train._watch, train._earlyStopping, train._reduceRate, train._checkpoint,
                train._csvLog, train._backup,
                train._output, train._force, train._json])
        {
            command.Add(option);
        }

        train._report.AddTo(command, hasForce: false);
        command.SetAction(train.Run);
        return command;
    }

    private static Option<int> Count(string name, string placeholder, string description, int defaultValue)
    {
        Option<int> option = TextOption.Create(name, placeholder, description, text => int.TryParse(text, out int count) && count >= 1
            ? count
            : throw new FormatException($"{name} is '{text.Excerpt()}'; it must be an integer of at least 1."));
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    private static Option<int?> Optional(string name, string placeholder, string description) => TextOption.Create<int?>(
        name, placeholder, description, text => int.TryParse(text, out int count) && count >= 0
            ? count
            : throw new FormatException($"{name} is '{text.Excerpt()}'; it must be an integer of at least 0."));

    private static Option<string?> Text(string name, string placeholder, string description) =>
        new(name) { Description = description, HelpName = placeholder, Arity = ArgumentArity.ExactlyOne };

    /// <summary>A loss, or OUTPUT=LOSS; calls and configurations have '=' too, but behind a bracket.</summary>
    private static OutputLoss ParseLoss(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int bracket = text.IndexOfAny(['(', '{']);
        return equals > 0 && (bracket < 0 || equals < bracket)
            ? new OutputLoss(Loss.Get(text[(equals + 1)..]), Output: text[..equals])
            : new OutputLoss(Loss.Get(text));
    }

    /// <summary>Names and calls joined by commas, those inside brackets being a call's own; or one configuration.</summary>
    private static Metric[] ParseMetrics(string text)
    {
        List<Metric> metrics = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            depth += i == text.Length ? -depth : text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                metrics.Add(Metric.Get(text[start..i]));
                start = i + 1;
            }
        }

        return [.. metrics];
    }

    private static int? ParseMonitor(ArgumentResult result)
    {
        if (result.Tokens is not [{ Value: { } text }])
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int every) && every >= 1)
        {
            return every;
        }

        result.AddError(
            $"--monitor is '{text.Excerpt()}'; it must be an integer of at least 1, the steps after which signals are recorded, or have "
            + "nothing behind it. The value that --early-stopping watches is named by --watch, and MODEL stands before --monitor.");
        return null;
    }

    private static double ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"--loss-weights has '{text.Excerpt()}'; it must be numbers joined by commas, such as 1,0.5.");

    private static double ParsePart(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double part) && part is >= 0 and < 1
            ? part
            : throw new FormatException($"--validation-split is '{text.Excerpt()}'; it must be at least 0 and less than 1, such as 0.2.");

    /// <summary>The losses with their weights and metrics.</summary>
    private OutputLoss[] Losses(ParseResult parsed)
    {
        OutputLoss[] losses = parsed.GetResult(_loss) is null
            ? throw new ArgumentException("--loss is missing; name one, such as --loss sparse_categorical_crossentropy or --loss mse.")
            : parsed.GetValue(_loss)!;
        double[] weights = parsed.GetResult(_lossWeights) is null ? [.. losses.Select(_ => 1.0)] : parsed.GetValue(_lossWeights)!;
        if (weights.Length != losses.Length)
        {
            throw new ArgumentException($"{weights.Length} loss weights are given, and {losses.Length} losses; give one for each loss.");
        }

        Metric[] weighted = parsed.GetResult(_weightedMetrics) is null ? [] : parsed.GetValue(_weightedMetrics)!;
        Metric[]? metrics = parsed.GetResult(_metrics) is not null ? parsed.GetValue(_metrics)! : weighted.Length > 0 ? [] : null;
        return [.. losses.Zip(weights, (loss, weight) => loss with
        {
            Weight = weight,
            Metrics = metrics ?? TrainRequest.DefaultMetrics(loss.Loss),
            WeightedMetrics = weighted,
        })];
    }

    private static Report ReportOf(TrainRequest request, TrainedRuns runs) => TrainingReport.Of(
        Path.GetFileName(request.Model),
        runs.Comparison ?? RunComparison.Of([.. runs.Runs.Select(run => run.Compared)], request.ComparedValue),
        [.. runs.Runs.Where(run => run.Monitor is not null).DistinctBy(run => run.Name).Select(run => (run.Name, run.Monitor!))]);

    private int Run(ParseResult parsed)
    {
        TrainRequest request = new(
            parsed.GetValue(_model)!, parsed.GetValue(_data)!, parsed.GetValue(_optimizer) ?? "rmsprop", Losses(parsed))
        {
            InputShapes = parsed.GetValue(_inputShapes) ?? [],
            ValidationSplit = parsed.GetValue(_validationSplit),
            IsQuiet = _session.Terminal.IsQuiet,
            Callbacks = new TrainCallbacks
            {
                Watch = parsed.GetValue(_watch),
                MonitorEvery = parsed.GetResult(_monitor) is null && parsed.GetValue(_monitorLog) is null
                    ? null
                    : parsed.GetValue(_monitor) ?? DefaultMonitoring,
                MonitorLog = parsed.GetValue(_monitorLog),
                EarlyStopping = parsed.GetValue(_earlyStopping),
                ReduceLearningRate = parsed.GetValue(_reduceRate),
                Checkpoint = parsed.GetValue(_checkpoint),
                CsvLog = parsed.GetValue(_csvLog),
                Backup = parsed.GetValue(_backup),
            },
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            Weights = parsed.GetValue(_weights),
            WeightOptions = new() { ByName = parsed.GetValue(_byName), SkipMismatch = parsed.GetValue(_skipMismatch) },
            Initializers = parsed.GetValue(_initializers) ?? [],
            Seeds = parsed.GetValue(_seeds),
            Shuffle = !parsed.GetValue(_noShuffle),
            Seed = parsed.GetValue(_seed),
            Threads = DrawOptions.ThreadsOf(parsed, _threads),
            Output = parsed.GetValue(_output),
            Force = parsed.GetValue(_force),
            AsJson = parsed.GetValue(_json),
        };
        ReportTarget report = _report.Check(parsed, request.Force);
        TrainedRuns runs = new TrainRuns(_session, request).Run();
        if (request.AsJson)
        {
            JsonOutput.Print(_session.Terminal, json => TrainJson.Write(json, runs, _session.Notes));
        }
        else
        {
            TrainText.Print(_session.Terminal, request, runs);
        }

        // Behind what is printed: a page that cannot be written loses no work.
        report.Save(() => ReportOf(request, runs));
        return runs.IsStopped ? ExitStatus.Interrupted : ExitStatus.Done;
    }
}
