using System.Globalization;
using Seedbed.Layers.Building;
using Seedbed.Random;

namespace Seedbed.Keras;

/// <summary>
/// A release of Keras, as far as weights depend on it: its stream on TensorFlow, and the fans of EinsumDense and the attention layers.
/// </summary>
/// <remarks>
/// Keras 2 draws stateless; 3.0 to 3.4 take seeds otherwise than 3.5 and later; 3.15 and later take fans by axes. A release that is not out
/// yet has the rules of the newest that is known.
/// </remarks>
public readonly record struct KerasRelease
{
    /// <summary>Before it nothing is known.</summary>
    internal const int FirstMajor = 2;

    private const int NewestMajor = 3;
    private static readonly Version s_firstWithSeedsOfToday = new(3, 5);
    private static readonly Version s_firstWithAxisFans = new(3, 15);
    private static readonly Version s_firstWithoutRecurrentMasks = new(3, 16);
    private static readonly Version s_lastOfKeras2 = new(2, 15);
    private readonly Version? _version;

    private KerasRelease(Version version) => _version = version;

    /// <summary>The newest rules.</summary>
    public static KerasRelease Newest => default;

    /// <summary>The stream of this release on TensorFlow.</summary>
    public RandomStream Stream =>
        _version is null || _version >= s_firstWithSeedsOfToday ? RandomStream.TensorFlow
        : _version.Major == FirstMajor ? RandomStream.TensorFlowStateless
        : RandomStream.TensorFlowKeras34;

    /// <summary>
    /// Whether the kernels of EinsumDense and of the attention layers have fans by their axes, instead of by Keras's general rule.
    /// </summary>
    public bool HasAxisFans => _version is null || _version >= s_firstWithAxisFans;

    /// <summary>How recurrent layers treat masks.</summary>
    internal MaskRules MaskRules =>
        new(ActBesideStates: _version?.Major == FirstMajor, PassOn: _version is null || _version < s_firstWithoutRecurrentMasks);

    /// <summary>The release of a version number; the newest for null.</summary>
    /// <param name="version">2.0 or later.</param>
    /// <exception cref="ArgumentException">The version is before Keras 2.</exception>
    public static KerasRelease Of(Version? version) =>
        version is null ? Newest
        : version.Major >= FirstMajor ? new KerasRelease(version)
        : throw new ArgumentException($"the version of Keras is {version}; it must be 2.0 or later.", nameof(version));

    /// <summary>The release of a text: <c>2</c>, <c>3</c> (the newest), <c>3.4</c> or <c>3.14.1</c>.</summary>
    /// <param name="text">One to three numbers with points between them.</param>
    /// <exception cref="FormatException">The text is no release of Keras 2 or 3.</exception>
    public static KerasRelease Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] numbers = [.. text.Split('.')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return numbers switch
        {
            [FirstMajor] => new KerasRelease(s_lastOfKeras2),
            [NewestMajor] => Newest,
            [FirstMajor or NewestMajor, >= 0] => new KerasRelease(new Version(numbers[0], numbers[1])),
            [FirstMajor or NewestMajor, >= 0, >= 0] => new KerasRelease(new Version(numbers[0], numbers[1], numbers[2])),
            _ =>
                throw new FormatException(
                    $"the version of Keras is '{text.Excerpt()}'; it must be one of Keras 2 or 3, such as 2, 3 or 3.14."),
        };
    }

    /// <summary>The releases that draw from a stream, for output: "3.5 and later".</summary>
    /// <param name="stream">A stream of Keras.</param>
    /// <exception cref="ArgumentException">No release is known for it.</exception>
    public static string Drawing(RandomStream stream) =>
        stream == RandomStream.TensorFlowStateless ? "2"
        : stream == RandomStream.TensorFlowKeras34 ? "3.0 to 3.4"
        : stream == RandomStream.TensorFlow ? $"{s_firstWithSeedsOfToday} and later"
        : stream == RandomStream.NumPy ? "3.0 and later"
        : throw new ArgumentException($"no release of Keras is known for the stream {stream?.Name}.", nameof(stream));

    /// <summary>The number of this release; of the newest rules the first release that has them.</summary>
    public Version ToVersion() => _version ?? s_firstWithAxisFans;

    /// <summary>"3.14"; the newest rules are "3.15 and later".</summary>
    public override string ToString() => _version is null ? $"{s_firstWithAxisFans} and later" : $"{_version}";
}
