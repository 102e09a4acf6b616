using System.CommandLine;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Training;

namespace Seedbed.Cli.Probing;

/// <summary>The options of commands that look at a model and do not change it; what data, loss and optimizer are for differs.</summary>
/// <param name="data">What <c>--data</c> is for.</param>
/// <param name="loss">What <c>--loss</c> is for.</param>
/// <param name="optimizer">What <c>--optimizer</c> is for.</param>
/// <param name="weights">What <c>--weights</c> are for.</param>
/// <param name="threads">What depends on <c>--threads</c>.</param>
internal sealed class LookOptions(
    string data, string loss, string optimizer, string weights, string threads = "The values do not depend on it.")
{
    private readonly Argument<string> _model = TemplateFile.Argument("MODEL");

    private readonly Option<string[]> _data = TextOption.Several<string>("--data", "PATH", data);

    private readonly Option<Loss?> _loss =
        TextOption.Create<Loss?>("--loss", "L", loss, Loss.Get).Completed(() => Loss.Names);

    private readonly Option<Optimizer?> _optimizer = TextOption.Create<Optimizer?>(
        "--optimizer", "O", optimizer, Optimizer.Get).Completed(() => Optimizer.Names);

    private readonly Option<long?> _seed =
        DrawOptions.SeedOption("Gives the weights of initializers without a seed; drawn and told by default.");

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = weights, HelpName = "FILE", Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<IReadOnlyList<long?>[]> _inputShapes = InputShapeParser.Option();

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption(threads);

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    /// <summary>Where the report goes.</summary>
    internal ReportOptions Report { get; } = new();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="own">Its own, which stand among the others in help.</param>
    internal void AddTo(Command command, params ReadOnlySpan<Option> own)
    {
        command.Add(_model);
        foreach (Option option in (ReadOnlySpan<Option>)
            [_data, _loss, _optimizer, .. own, _seed, _weights, _inputShapes, _threads, _json])
        {
            command.Add(option);
        }

        Report.AddTo(command);
    }

    /// <summary>The model that is looked at.</summary>
    internal LookedAtModel Model(ParseResult parsed) => new(parsed.GetValue(_model)!)
    {
        Weights = parsed.GetValue(_weights),
        InputShapes = parsed.GetValue(_inputShapes) ?? [],
        Seed = parsed.GetValue(_seed),
        Data = parsed.GetValue(_data) ?? [],
    };

    /// <summary>Null where none is given.</summary>
    internal Loss? LossOf(ParseResult parsed) => parsed.GetValue(_loss);

    /// <summary>Null where none is given.</summary>
    internal Optimizer? OptimizerOf(ParseResult parsed) => parsed.GetValue(_optimizer);

    /// <summary>Threads, and what stops the work.</summary>
    internal ExecutionOptions Execution(ParseResult parsed, Session session) =>
        new(DrawOptions.ThreadsOf(parsed, _threads), session.Cancellation);

    /// <summary>Whether JSON is printed.</summary>
    internal bool Json(ParseResult parsed) => parsed.GetValue(_json);
}
