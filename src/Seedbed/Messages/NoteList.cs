using System.Collections;

namespace Seedbed;

/// <summary>
/// What readers and converters assumed or left out: a sentence each, in the order in which it was said, and each once, however often it is
/// said.
/// </summary>
/// <example>
/// <code>
/// NoteList notes = ["the file names no release"];
/// Console.WriteLine(notes.Add("the file names no release"));
/// </code>
/// </example>
public sealed class NoteList : IReadOnlyList<string>
{
    private readonly List<string> _sentences = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Count => _sentences.Count;

    /// <inheritdoc/>
    public string this[int index] => _sentences[index];

    /// <summary>Adds a sentence.</summary>
    /// <param name="sentence">What was assumed or left out.</param>
    /// <returns>False where it was said before.</returns>
    public bool Add(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        bool isNew = _said.Add(sentence);
        if (isNew)
        {
            _sentences.Add(sentence);
        }

        return isNew;
    }

    /// <summary>Adds what was not said before.</summary>
    /// <param name="sentences">What was assumed or left out.</param>
    public void AddRange(IEnumerable<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        foreach (string sentence in sentences)
        {
            Add(sentence);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _sentences.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
