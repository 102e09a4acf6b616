using Seedbed.Checkpoints;
using Seedbed.Keras;

namespace Seedbed.Models;

/// <content>Weights and models in files.</content>
public partial class Model
{
    /// <summary>
    /// Sets all weights to what a file holds, or none where it does not fit: Keras's .weights.h5, .keras and .h5,
    /// .safetensors, .npz. In an .h5 file of Keras 1 and 2 layers are found by their names where model and file have the same ones, else by
    /// their order.
    /// </summary>
    /// <param name="path">The file; its content tells the format.</param>
    /// <param name="options">By name, and whether what does not fit is left out.</param>
    /// <returns>A sentence for everything that was left out; none where nothing was.</returns>
    /// <exception cref="FormatException">
    /// The file is damaged, or does not hold this model's weights; the sentence names the first that is missing.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(3, activation: "softmax")], seed: 42);
    /// model.SaveWeights("start.safetensors");
    /// model.LoadWeights("start.safetensors");
    /// </code>
    /// </example>
    public IReadOnlyList<string> LoadWeights(string path, WeightLoadOptions? options = null)
    {
        IReadOnlyList<string> notes = WeightFiles.Load(path, Network, Weights, options ?? new WeightLoadOptions());
        _notes.AddRange(notes);
        return notes;
    }

    /// <summary>Saves all weights.</summary>
    /// <param name="path">The file; its name ends in .weights.h5, .h5, .safetensors or .npz.</param>
    /// <param name="options">Overwriting, threads, cancellation.</param>
    /// <exception cref="ArgumentException">The name has another ending, or the file exists and must not be replaced.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(3, activation: "softmax")], seed: 42);
    /// model.SaveWeights("start.weights.h5");
    /// </code>
    /// </example>
    public void SaveWeights(string path, WriteOptions? options = null)
    {
        CheckpointFormat format = WeightFiles.FormatOf(path);
        format.Write(path, WeightFiles.Plan(Network, Seed), options);
    }

    /// <summary>
    /// Saves the model with its weights for <c>keras.models.load_model</c>: with the configuration it was read from, or one that Keras from
    /// 3.3 on reads. An initializer that the model's registry does not know, such as a function or a class of your own, becomes the values
    /// that it made: they are in the file, and the configuration names the layer's default scheme.
    /// </summary>
    /// <param name="path">The file; its name ends in .keras or .h5.</param>
    /// <param name="options">Overwriting, threads, cancellation.</param>
    /// <returns>
    /// What another program must do before it loads the file: a sentence for each class that is not Keras's, none where there is none.
    /// </returns>
    /// <exception cref="ArgumentException">The name has another ending, or the file exists and must not be replaced.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(3, activation: "softmax")], seed: 42);
    /// model.Save("model.keras");
    /// Model loaded = Model.Load("model.keras");
    /// </code>
    /// </example>
    public IReadOnlyList<string> Save(string path, WriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointFormat format = WeightFiles.ModelFormatOf(path);
        string version = KerasArchiveContent.VersionText(Release);
        KerasArchiveContent content = new(Config) { KerasVersion = version };
        format.Write(path, WeightFiles.Plan(Network, Seed, content), options);
        string[] notes = [.. LegacyFile.NotesOn(format, Config), .. LoadingNotes.Of(_graph, Network.Template, _registry)];
        _notes.AddRange(notes);
        return notes;
    }

    /// <summary>Reads a model from its JSON; its weights are drawn.</summary>
    /// <param name="json">What <c>model.to_json()</c> of Keras, or <see cref="ToJson"/>, gives.</param>
    /// <param name="seed">
    /// Gives, with a weight's full name, the values of every weight whose initializer has no seed; drawn where it is null.
    /// </param>
    /// <param name="options">Known initializers, Keras's release, layers of one's own.</param>
    /// <exception cref="FormatException">The text is no model that can be computed; the sentence says where and why.</exception>
    /// <remarks>Source: <c>keras.models.model_from_json</c>.</remarks>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(2)], seed: 1);
    /// Model again = Model.FromJson(model.ToJson(), seed: 1);
    /// Console.WriteLine(again.Weights[0]);
    /// </code>
    /// </example>
    public static Model FromJson(string json, long? seed = null, KerasModelOptions? options = null) =>
        Of(KerasModelFile.Parse(json, options), seed);

    /// <summary>
    /// The configuration as <c>model.to_json()</c> writes it; it has no values, and an initializer that the model's registry does not know
    /// is the layer's default.
    /// </summary>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(3, activation: "softmax")], seed: 42);
    /// File.WriteAllText("model.json", model.ToJson());
    /// </code>
    /// </example>
    public string ToJson() => System.Text.Encoding.UTF8.GetString(Config.Span);
}
