using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Seedbed.Initializers.Stft;

/// <summary>From a name to its window, as <c>scipy.signal.get_window</c> reads names, and what to say where there is none.</summary>
internal static class StftWindowNames
{
    private const string SymmetricSuffix = "_symmetric";
    private const string PeriodicSuffix = "_periodic";

    private static readonly FrozenDictionary<string, StftWindow> WindowsByName = StftWindow.Known
        .SelectMany(window => window.Aliases.Prepend(window.Name!), (window, name) => KeyValuePair.Create(name, window))
        .ToFrozenDictionary(StringComparer.Ordinal);

    // scipy's windows that a bare name does not describe.
    private static readonly FrozenSet<string> NamesWithParameter = new[]
    {
        "chebwin", "cheb",
        "dpss",
        "gaussian", "gauss", "gss",
        "general cosine", "general_cosine",
        "general gaussian", "general_gaussian", "general gauss", "general_gauss", "ggs",
        "general hamming", "general_hamming",
        "kaiser", "ksr",
        "kaiser bessel derived", "kaiser_bessel_derived", "kbd",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static bool TryFind(string name, [NotNullWhen(true)] out StftWindow? window)
    {
        (string stem, string suffix) = SplitSuffix(name);
        window = WindowsByName.GetValueOrDefault(stem);
        if (window is not null && suffix.Length > 0)
        {
            window = window.Always(suffix, periodic: suffix == PeriodicSuffix);
        }

        return window is not null;
    }

    internal static StftWindow Find(string name)
    {
        if (TryFind(name, out StftWindow? window))
        {
            return window;
        }

        if (NamesWithParameter.Contains(SplitSuffix(name).Stem))
        {
            throw new ArgumentException(
                $"window '{name.Excerpt()}' needs a parameter, which a name does not carry; give the window's values as an array instead.",
                nameof(name));
        }

        string[] allowed = [.. StftWindow.Known.Select(known => known.Name).OfType<string>()];
        throw new ArgumentException(
            $"window is '{name.Excerpt()}'; it must be one of {string.Join(", ", allowed)}, or an array of values."
            + NearWord.Suggestion(name, allowed), nameof(name));
    }

    private static (string Stem, string Suffix) SplitSuffix(string name)
    {
        string suffix = name.EndsWith(SymmetricSuffix, StringComparison.Ordinal) ? SymmetricSuffix
            : name.EndsWith(PeriodicSuffix, StringComparison.Ordinal) ? PeriodicSuffix
            : "";
        return (name[..^suffix.Length], suffix);
    }
}
