using System.CommandLine;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Training;
using Seedbed.Training;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed train</c>: trains a model from its initialization, once for each of several initializers.</summary>
internal sealed class TrainCommand
{
    private readonly Argument<string> _model =
        new("MODEL") { Description = "A Keras model: what model.to_json() writes (.json), a .keras or an .h5 file." };

    private readonly Option<string[]> _data = new("--data")
    {
        Description = "What to learn from: .npz with x and y; images and labels in IDX files, of which one or both are named; .csv, its "
            + "column y or else its last being the target.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Required = true,
    };

    private readonly Option<Optimizer?> _optimizer = TextOption.Create<Optimizer?>(
        "--optimizer", "O", "A name (adam), a call ('SGD(learning_rate=0.1)') or a Keras configuration in JSON; rmsprop by default, as in "
        + "Keras.", Optimizer.Get);

    private readonly Option<Loss?> _loss = TextOption.Create<Loss?>(
        "--loss", "L", "A name (sparse_categorical_crossentropy, mse), a call or a Keras configuration in JSON.", Loss.Get);

    private readonly Option<Metric[]?> _metrics = TextOption.Create<Metric[]?>(
        "--metrics", "NAMES", "What is told beside the loss, joined by commas: accuracy,mae; accuracy by default beside a cross-entropy, "
        + "else mae.", text => text.StartsWith('{') ? [Metric.Get(text)] : [.. text.Split(',').Select(Metric.Get)]);

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

    private readonly Option<RunInitializer[]> _initializers = new("--initializer")
    {
        Description = "Train from this initializer: a scheme for all kernels (he_normal), or for the weights of a pattern "
            + "('dense/*=zeros'). Several give a run each, side by side.",
        HelpName = "ID",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _noShuffle =
        new("--no-shuffle") { Description = "Take the samples in their order.", Arity = ArgumentArity.Zero };

    private readonly Option<long?> _seed = DrawOptions.SeedOption(
        "Gives the weights of initializers without a seed, the order of the samples and what dropout drops; drawn and told by default.");

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption();

    private readonly Option<string?> _output = new("--output", "-o") { Description = "Save what was learned: "
        + $"{TrainedFile.Endings}.", HelpName = "OUT", Arity = ArgumentArity.ExactlyOne };

    private readonly Option<bool> _force = new("--force") { Description = "Replace an existing file.", Arity = ArgumentArity.Zero };

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    private readonly Session _session;

    private TrainCommand(Session session)
    {
        _session = session;
        _initializers.CustomParser = TextOption.ParseEach(RunInitializer.Parse);
    }

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
                "seedbed train model.json --data train-images-idx3-ubyte.gz --loss sparse_categorical_crossentropy -o trained.keras",
            ],
        };
        command.Add(train._model);
        foreach (Option option in (ReadOnlySpan<Option>)
            [train._data, train._optimizer, train._loss, train._metrics, train._epochs, train._batchSize, train._weights, train._byName,
                train._skipMismatch, train._initializers, train._noShuffle, train._seed, train._threads, train._output, train._force,
                train._json])
        {
            command.Add(option);
        }

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

    private int Run(ParseResult parsed)
    {
        Loss loss = parsed.GetValue(_loss)
            ?? throw new ArgumentException("--loss is missing; name one, such as --loss sparse_categorical_crossentropy or --loss mse.");
        TrainRequest request = new(parsed.GetValue(_model)!, parsed.GetValue(_data)!, parsed.GetValue(_optimizer) ?? "rmsprop", loss)
        {
            Metrics = parsed.GetResult(_metrics) is null ? TrainRequest.DefaultMetrics(loss) : parsed.GetValue(_metrics)!,
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            Weights = parsed.GetValue(_weights),
            WeightOptions = new() { ByName = parsed.GetValue(_byName), SkipMismatch = parsed.GetValue(_skipMismatch) },
            Initializers = parsed.GetValue(_initializers) ?? [],
            Shuffle = !parsed.GetValue(_noShuffle),
            Seed = parsed.GetValue(_seed),
            Threads = parsed.GetValue(_threads) ?? 0,
            Output = parsed.GetValue(_output),
            Force = parsed.GetValue(_force),
        };
        IReadOnlyList<TrainedRun> runs = new TrainRuns(_session, request).Run();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Print(_session.Terminal, json => TrainJson.Write(json, runs));
        }
        else
        {
            TrainText.Print(_session.Terminal, request, runs);
        }

        return ExitStatus.Done;
    }
}
