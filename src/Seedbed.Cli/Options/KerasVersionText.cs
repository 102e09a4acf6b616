using System.Globalization;
using Seedbed.Random;
using Seedbed.Random.TensorFlow;

namespace Seedbed.Cli.Options;

/// <summary>A version of Keras, <c>2</c>, <c>3</c>, <c>3.4</c> or <c>3.14.1</c>, as far as streams differ by it.</summary>
/// <param name="Major">2 or 3.</param>
/// <param name="Minor">Null for the newest of the major version.</param>
internal readonly record struct KerasVersionText(int Major, int? Minor)
{
    private const int FirstMinorWithFoldedSeeds = 5;

    /// <summary>The newest.</summary>
    internal static KerasVersionText Newest => new(3, null);

    /// <summary>The stream of this version on TensorFlow.</summary>
    internal RandomStream TensorFlow => this switch
    {
        { Major: 2 } => RandomStream.TensorFlowStateless,
        { Minor: < FirstMinorWithFoldedSeeds } => RandomStream.TensorFlowKeras34,
        _ => RandomStream.TensorFlow,
    };

    /// <summary>The versions of Keras that draw from a stream, for output.</summary>
    internal static string VersionsOf(RandomStream stream) => stream switch
    {
        TensorFlowStream { Seeding: TensorFlowSeeding.Stateless } => "2",
        TensorFlowStream { Seeding: TensorFlowSeeding.Keras34 } => "3.0 to 3.4",
        TensorFlowStream => "3.5 and later",
        _ => throw new InvalidOperationException($"no version of Keras is known for the stream {stream.Name}"),
    };

    /// <exception cref="FormatException">The text is no version of Keras 2 or 3.</exception>
    internal static KerasVersionText Parse(string text)
    {
        int[] numbers = [.. text.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return numbers is [2 or 3, ..] && numbers.Length <= 3 && !numbers.Contains(-1)
            ? new KerasVersionText(numbers[0], numbers.Length > 1 ? numbers[1] : null)
            : throw new FormatException($"--keras is '{text}'; it must be a version of Keras 2 or 3, such as 2, 3 or 3.14.");
    }

    /// <summary>Null for the newest.</summary>
    internal Version? ToVersion() => this == Newest ? null : new Version(Major, Minor ?? 0);

    /// <summary>"3.14", or "3" for the newest.</summary>
    public override string ToString() => Minor is int minor ? $"{Major}.{minor}" : $"{Major}";
}
