using System.Text;
using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>
/// Reads what <c>model.to_json()</c> of Keras 3 and 2 writes, Sequential and Functional models: names, shapes, types and initializers of
/// all weights, in the order of Keras's <c>model.weights</c>.
/// </summary>
/// <remarks>
/// A weight's name is the chain of layer names from below the root down to the variable, joined by '/': <c>lstm/lstm_cell/kernel</c>. A
/// layer that is unknown, or whose configuration does not tell its weights, is an error that names it. Source:
/// <c>keras.saving.serialization_lib</c> and the layers' <c>build</c>.
/// </remarks>
public static class KerasModelReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="json">The text of <c>model.to_json()</c>.</param>
    /// <param name="options">Known initializers, Keras's release.</param>
    /// <exception cref="FormatException">The text is no model that can be read; the sentence says where and why.</exception>
    public static ModelTemplate Read(string json, KerasModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(Encoding.UTF8.GetBytes(json), options);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="utf8">The text of <c>model.to_json()</c> in UTF-8.</param>
    /// <param name="options">Known initializers, Keras's release.</param>
    /// <exception cref="FormatException">The text is no model that can be read; the sentence says where and why.</exception>
    public static ModelTemplate Read(ReadOnlyMemory<byte> utf8, KerasModelOptions? options = null) =>
        ReadFile(utf8, options ?? new KerasModelOptions()).Template;

    /// <summary>A model with its text and the release whose rules were followed.</summary>
    internal static KerasModelFile ReadFile(ReadOnlyMemory<byte> utf8, KerasModelOptions options)
    {
        return new KerasModelFile(KerasModel.Read(utf8, options));
    }

    /// <summary>
    /// Reads a model from a file: what <c>model.to_json()</c> wrote, or a <c>.keras</c> archive, told apart by their first bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// Known initializers, Keras's release; without a release the one that an archive's metadata.json names decides.
    /// </param>
    /// <exception cref="FormatException">The content is no model that can be read; the sentence says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelTemplate ReadFile(string path, KerasModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return KerasModelFile.Read(path, options).Template;
    }
}
