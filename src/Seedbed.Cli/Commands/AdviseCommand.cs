using System.CommandLine;
using System.Globalization;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Diagnostics;
using Seedbed.Serialization;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed advise</c>: the theory of an activation, and the initialization that follows from it.</summary>
internal sealed class AdviseCommand
{
    private readonly Argument<string> _activation = new("ACTIVATION")
    {
        Description = "A name (gelu, swiglu) or a call (leaky_relu(0.1)).",
    };

    private readonly Option<int?> _depth = TextOption.Count("--depth", "N", "Hidden layers, or residual blocks; 50 by default.");

    private readonly Option<int?> _width = TextOption.Count("--width", "N", "Units of a hidden layer; 256 by default.");

    private readonly Option<LayerKind?> _layer = Choice<LayerKind>("--layer", "LAYER", "The kind of layer; dense by default");

    private readonly Option<NormalizationKind?> _normalization =
        Choice<NormalizationKind>("--normalized", "PLACE", "Where activations are normalized; none by default");

    private readonly Option<bool> _residual =
        new("--residual") { Description = "Layers stand in residual branches, x + f(x).", Arity = ArgumentArity.Zero };

    private readonly Option<OptimizerKind?> _optimizer = Choice<OptimizerKind>("--optimizer", "O", "What trains it; adam by default");

    private readonly Option<double?> _weightVariance = TextOption.Create<double?>(
        "--weight-variance", "V", "Tell the facts for this variance of weights times fan in, greater than 0; else the recommended one.",
        ParseWeightVariance);

    private readonly Option<double?> _biasVariance = TextOption.Create<double?>(
        "--bias-variance", "V",
        "Tell the facts for this variance of biases; 0 where only that of weights is given. Alone, it takes critical weights beside it.",
        text => ParseVariance("--bias-variance", text));

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    internal static Command Create(Session session)
    {
        AdviseCommand advise = new();
        advise._activation.Complete(() => [.. ActivationFunction.Names, .. GatedUnit.Names]);
        ToolCommand command = new("advise", "Show what an activation does to deep networks, and the initialization to use.")
        {
            Examples =
            [
                "seedbed advise gelu",
                "seedbed advise tanh --weight-variance 1.5 --bias-variance 0.05 --json",
                "seedbed advise swiglu --depth 32 --width 4096",
                "seedbed advise gelu --normalized pre --depth 12 --width 768",
            ],
        };
        command.Add(advise._activation);
        foreach (Option option in (ReadOnlySpan<Option>)[
            advise._depth, advise._width, advise._layer, advise._normalization, advise._residual, advise._optimizer, advise._weightVariance,
            advise._biasVariance, advise._json])
        {
            command.Add(option);
        }

        command.SetAction(parsed => advise.Run(session.Terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult parsed)
    {
        string name = parsed.GetValue(_activation)!.Trim();
        Advice advice = Advice.For(Request(name, parsed));
        if (advice.Request is { WeightVariance: null, BiasVariance: double biases })
        {
            VarianceMap map = advice.Facts.Map;
            string kind = map.WeightVariance == advice.RecommendedMap.WeightVariance ? "recommended" : "critical";
            terminal.Note($"note: beside σb² = {biases:G7} the facts are those of the {kind} σw² = {map.WeightVariance:G7}; "
                + "--weight-variance asks for another.");
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Print(terminal, json => AdviseJson.Write(json, name, advice));
        }
        else
        {
            AdviseText.Print(terminal, name, advice);
        }

        return ExitStatus.Done;
    }

    private AdviceRequest Request(string name, ParseResult parsed)
    {
        GatedUnit? unit = GatedUnit.Find(name);
        if (unit is null && NearestName.Of(name, ActivationFunction.Names) is null && NearestName.Of(name, GatedUnit.Names) is { } near)
        {
            throw new ArgumentException(
                $"'{name.Excerpt()}' is neither an activation nor a gated unit that is known. Did you mean '{near}'?");
        }

        AdviceRequest request = new(unit?.Gate ?? ActivationFunction.Named(name));
        return request with
        {
            Depth = parsed.GetValue(_depth) ?? request.Depth,
            Width = parsed.GetValue(_width) ?? request.Width,
            Layer = parsed.GetValue(_layer) ?? (unit is null ? LayerKind.Dense : LayerKind.Glu),
            Normalization = parsed.GetValue(_normalization) ?? NormalizationKind.None,
            IsResidual = parsed.GetValue(_residual),
            Optimizer = parsed.GetValue(_optimizer) ?? OptimizerKind.Adam,
            WeightVariance = parsed.GetValue(_weightVariance),
            BiasVariance = parsed.GetValue(_biasVariance),
        };
    }

    private static Option<T?> Choice<T>(string name, string placeholder, string description)
        where T : struct, Enum
    {
        Dictionary<string, T> choices =
            Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        string allowed = string.Join(", ", choices.Keys);
        return TextOption.Create<T?>(name, placeholder, $"{description}: {allowed}.", text => choices.TryGetValue(text, out T value)
            ? value
            : throw new FormatException($"{name} is '{text.Excerpt()}'; it must be one of "
                + $"{allowed}.{NearestName.Suggestion(text, choices.Keys)}")).Completed(() => choices.Keys);
    }

    private static double? ParseWeightVariance(string text) => ParseVariance("--weight-variance", text) is > 0 and var variance
        ? variance
        : throw new FormatException($"--weight-variance is '{text.Excerpt()}'; it must be a finite number greater than 0.");

    private static double? ParseVariance(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double variance) && double.IsFinite(variance)
            && variance >= 0
            ? variance
            : throw new FormatException($"{name} is '{text.Excerpt()}'; it must be a finite number of at least 0.");
}
