using Seedbed.Checkpoints;
using Seedbed.Keras.Archives;

namespace Seedbed.Keras;

/// <summary>
/// A model of Keras as it lies in a file: what <c>model.to_json()</c> writes, a .keras archive, or an .h5 file of Keras 1 and 2, told
/// apart by their first bytes.
/// </summary>
public sealed class KerasModelFile
{
    private readonly IReadOnlyList<string> _archiveNotes;
    private bool _isTaken;

    internal KerasModelFile(KerasModel model)
    {
        Model = model;
        Config = model.Config;
        ArchiveConfig archived = ArchiveConfig.Of(model, Config);
        _archiveNotes = archived.Notes;
        Template = model.Template with
        {
            Documents = new KerasArchiveContent(archived.Text) { KerasVersion = KerasArchiveContent.VersionText(Release) }.Documents,
        };
    }

    /// <summary>Its weights, and the documents of a .keras file of the model.</summary>
    public ModelTemplate Template { get; }

    /// <summary>
    /// The text that describes it, in UTF-8: that of the file, or config.json of the archive; in the newest spelling where the file has an
    /// older one that needed it.
    /// </summary>
    public ReadOnlyMemory<byte> Config { get; }

    /// <summary>What was assumed where the file, of an older release, does not tell it: a sentence each.</summary>
    public IReadOnlyList<string> Notes => Model.Notes;

    /// <summary>The release of Keras whose rules were followed; null for the newest.</summary>
    public Version? KerasVersion => Model.Version;

    /// <summary>The model's layers.</summary>
    internal KerasModel Model { get; private set; }

    /// <summary>The layers for a model of their own: a layer belongs to one model, so a second one gets others.</summary>
    internal KerasModel Take()
    {
        Model = _isTaken ? KerasModel.Read(Config, Model.Options) : Model;
        _isTaken = true;
        return Model;
    }

    /// <summary>The rules that were followed, and with them the stream to draw from.</summary>
    public KerasRelease Release => KerasRelease.Of(KerasVersion);

    /// <summary>
    /// What must be known about a file of a format that holds this model, such as what a .keras file leaves out since the release does not
    /// know it: a sentence each, none where nothing must.
    /// </summary>
    /// <param name="format">The format.</param>
    public IReadOnlyList<string> NotesOn(CheckpointFormat format) =>
        format == KerasFormats.Archive ? _archiveNotes : LegacyFile.NotesOn(format, Config);

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// Known initializers, Keras's release; without a release the one that an archive's metadata.json names decides.
    /// </param>
    /// <exception cref="FormatException">The content is no model that can be read; the sentence says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static KerasModelFile Read(string path, KerasModelOptions? options = null)
    {
        options ??= new KerasModelOptions();
        using var file = CheckpointSource.Open(path);
        if (file.IsArchive)
        {
            KerasArchive archive = ReadArchive(file, path);
            return KerasModelReader.ReadFile(archive.Config, options with { KerasVersion = options.KerasVersion ?? archive.KerasVersion });
        }

        if (file.IsHdf5)
        {
            return KerasModelReader.ReadFile(LegacyFile.ConfigOf(file.ReadHdf5()), options);
        }

        return file.Length <= KerasArchive.MaxConfigSize
            ? KerasModelReader.ReadFile(file.ReadAll(), options)
            : throw new FormatException(
                $"the file has {file.Length} bytes; a model's JSON of at most {KerasArchive.MaxConfigSize} is read.");
    }

    /// <summary>Reads a model's JSON.</summary>
    /// <param name="json">What <c>model.to_json()</c> gives.</param>
    /// <param name="options">Known initializers, Keras's release.</param>
    /// <exception cref="FormatException">The text is no model that can be read; the sentence says where and why.</exception>
    public static KerasModelFile Parse(string json, KerasModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return KerasModelReader.ReadFile(System.Text.Encoding.UTF8.GetBytes(json), options ?? new KerasModelOptions());
    }

    private static KerasArchive ReadArchive(CheckpointSource file, string path)
    {
        try
        {
            return KerasArchive.Read(file);
        }
        catch (IOException fault) when (fault is not EndOfStreamException)
        {
            throw new IOException($"{path.Excerpt()}: {fault.Message}", fault);
        }
    }
}
