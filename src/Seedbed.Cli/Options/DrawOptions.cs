using System.CommandLine;
using System.Globalization;
using Seedbed.Keras;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Cli.Options;

/// <summary>The options of every command that draws: seed, framework, element type, threads and output.</summary>
internal sealed class DrawOptions
{
    private static readonly string[] s_types = [.. Enum.GetValues<ElementType>().Select(type => type.Name())];

    private readonly Option<string?> _like = TextOption.Create<string?>(
        "--like", "FRAMEWORK", "Whose numbers are drawn: those of Keras on tensorflow (the default) or numpy.", FrameworkParser.Parse)
        .Completed(() => FrameworkParser.Known);

    private readonly Option<KerasRelease?> _keras = TextOption.Create<KerasRelease?>(
        "--keras", "VERSION", "Draw as this version of Keras: 2, 3.4, 3.14; the newest by default.", text => KerasRelease.Parse(text));

    private readonly Option<int?> _threads = ThreadsOption();

    private readonly Option<bool> _force = new("--force") { Description = "Replace an existing file.", Arity = ArgumentArity.Zero };

    private readonly Option<bool> _json = JsonOption();

    private readonly Option _elementType;

    internal DrawOptions(string seedDescription, Option elementType, string outputDescription)
    {
        Seed = SeedOption(seedDescription);
        _elementType = elementType;
        Output =
            new Option<string?>("--output", "-o") { Description = outputDescription, HelpName = "OUT", Arity = ArgumentArity.ExactlyOne };
    }

    internal Option<long?> Seed { get; }

    internal Option<string?> Output { get; }

    internal static Option<long?> SeedOption(string description) => TextOption.Create<long?>("--seed", "S", description, ParseSeed);

    internal static Option<ElementType?> ElementTypeOption(string description) =>
        TextOption.Create<ElementType?>("--dtype", "T", description, ParseElementType).Completed(() => s_types);

    /// <summary>The same for several types with commas between them.</summary>
    internal static Option<ElementType[]?> ElementTypesOption(string description) => TextOption.Create<ElementType[]?>(
        "--dtype", "T", description, text => [.. text.Split(',').Select(part => ParseElementType(part)!.Value).Distinct()])
        .Completed(() => s_types);

    /// <summary>As it is typed.</summary>
    internal const string JsonName = "--json";

    internal static Option<bool> JsonOption() => new(JsonName) { Description = "Print JSON.", Arity = ArgumentArity.Zero };

    internal static Option<int?> ThreadsOption(string values = "The values do not depend on it.") => TextOption.Count(
        "--threads", "N", $"The most threads at once; all processors by default. {values}");

    /// <summary>The threads of an option, else of the environment; 0 for all processors.</summary>
    /// <exception cref="FormatException">The environment's are no number.</exception>
    internal static int ThreadsOf(ParseResult parsed, Option<int?> option) =>
        parsed.GetValue(option) ?? (Surroundings.Threads is { } text ? TextOption.ParseCount(Surroundings.ThreadsName, text) : 0);

    internal void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[Seed, _like, _keras, _elementType, Output, _force, _threads, _json])
        {
            command.Add(option);
        }
    }

    /// <summary>The version that was asked for; null where none was.</summary>
    internal KerasRelease? Keras(ParseResult parsed) => parsed.GetValue(_keras);

    /// <summary>The numbers of the framework that was asked for, by the rules of a release, else of that which was asked for.</summary>
    internal RandomStream Stream(ParseResult parsed, KerasRelease? release = null) =>
        parsed.GetValue(_like) == RandomStream.NumPy.Name ? RandomStream.NumPy : (release ?? Keras(parsed) ?? KerasRelease.Newest).Stream;

    internal int Threads(ParseResult parsed) => ThreadsOf(parsed, _threads);

    internal bool Force(ParseResult parsed) => parsed.GetValue(_force);

    internal bool Json(ParseResult parsed) => parsed.GetValue(_json);

    private static long? ParseSeed(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed)
            ? seed
            : throw new FormatException($"--seed is '{text.Excerpt()}'; it must be an integer from {long.MinValue} to {long.MaxValue}.");

    private static ElementType? ParseElementType(string text) =>
        ElementTypes.TryParse(text, out ElementType type)
            ? type
            : throw new FormatException(
                $"--dtype is '{text.Excerpt()}'; it must be one of {string.Join(", ", s_types)}.{NearestName.Suggestion(text, s_types)}");
}
