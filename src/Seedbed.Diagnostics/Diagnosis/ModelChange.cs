using System.Text.Json.Nodes;
using Seedbed.Checkpoints;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>What mends a model.</summary>
public sealed class ModelChange
{
    private readonly Func<long, Model> _apply;

    internal ModelChange(string name, string description, JsonArray patch, string cSharp, Func<long, Model> apply) =>
        (Name, Description, Patch, CSharp, _apply) = (name, description, patch, cSharp, apply);

    /// <summary>
    /// What is to be done behind the patch, a command for a shell: a file holds no calibration. null where the patch is all.
    /// </summary>
    public string? Command { get; private init; }

    /// <summary>The initialization: <c>he_normal</c>, <c>lsuv</c>.</summary>
    public string Name { get; }

    /// <summary>What is done, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The change of the model's file: replacements in its JSON (RFC 6902).</summary>
    public JsonArray Patch { get; }

    /// <summary>The same in C#, for a model named <c>model</c>.</summary>
    public string CSharp { get; }

    /// <summary>A new model that begins so.</summary>
    /// <param name="seed">Its seed.</param>
    public Model Apply(long seed) => _apply(seed);

    /// <summary>The change that a candidate is.</summary>
    internal static ModelChange Of(
        CandidateChange candidate, Model model, IReadOnlyList<Samples> inputs, bool hasData, ExecutionOptions execution)
    {
        string batch = hasData ? "a batch of the data" : "a batch";
        string calibrated = candidate.Calibration is { } method ? $", then calibrate by {method} on {batch}" : "";
        string kinds = string.Join(", ", candidate.Overrides.GroupBy(change => (KindOf(change.Pattern), change.Initializer.ClassName))
            .Select(kind => $"{kind.Key.Item1} of {kind.Count()} {(kind.Count() == 1 ? "layer" : "layers")} by {kind.Key.ClassName}"));
        return new ModelChange(
            candidate.Name, $"{candidate.Name}: initialize {(kinds.Length > 0 ? kinds : "as it is")}{calibrated}.",
            ModelPatch.Of(model.ToJson(), candidate.Overrides), CSharpOf(candidate, model, hasData),
            seed => candidate.Apply(model, seed, inputs, execution))
        {
            Command = candidate.Calibration is { } calibration
                ? $"seedbed init PATCHED.json --calibrate '{calibration}'{(hasData ? " --data DATA" : "")} --seed {model.Seed} "
                    + "-o MODEL.keras"
                : null,
        };
    }

    /// <summary>A pattern for most weights of a kind, where all of them change, and names for the rest.</summary>
    private static string CSharpOf(CandidateChange candidate, Model model, bool hasData)
    {
        List<string> overrides = [];
        foreach (IGrouping<string, InitializerOverride> kind in candidate.Overrides.GroupBy(change => KindOf(change.Pattern)))
        {
            bool areAll = model.Weights.Count(weight => KindOf(weight.Name) == kind.Key) == kind.Count();
            foreach ((int index, IGrouping<string, InitializerOverride> alike) in kind
                .GroupBy(change => InitializerTexts.Keras(change.Initializer)).OrderByDescending(group => group.Count()).Index())
            {
                overrides.AddRange(areAll && index == 0
                    ? [Text($"**/{kind.Key}", alike.First())]
                    : alike.Select(change => Text(change.Pattern, change)));
            }
        }

        string[] lines =
        [
            .. overrides.Count > 0 ? [$"model.Initialize({string.Join(", ", overrides)});"] : (string[])[],
            .. candidate.Calibration is { } method ? [$"model.Calibrate({(hasData ? "data, " : "")}\"{method}\");"] : (string[])[],
        ];
        return string.Join(" ", lines);

        static string Text(string pattern, InitializerOverride change) =>
            $"new InitializerOverride(\"{pattern}\", {InitializerTexts.CSharpOfAny(change.Initializer)})";
    }

    private static string KindOf(string name) => name[(name.LastIndexOf('/') + 1)..];
}
