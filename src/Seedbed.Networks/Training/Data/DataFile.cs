using Seedbed.Checkpoints;

namespace Seedbed.Training;

/// <summary>The formats of data that are read, told apart by their first bytes.</summary>
internal static class DataFile
{
    private const int PrefixLength = 4;

    /// <summary>Reads one file, or a pair of IDX files.</summary>
    internal static DataSet Read(ReadOnlySpan<string> paths, DataReadOptions options)
    {
        DataMemory memory = new(options);
        switch (paths)
        {
            case [string path] when Directory.Exists(path):
                return ReadImages(path, options);
            case [string path]:
                return Explained(path, () => ReadOne(path, memory, options));
            case [string images, string labels]:
                return Explained(images, () => new DataSet(IdxReader.Read(images, memory), IdxReader.Read(labels, memory)));
            default:
                throw new ArgumentException(
                    $"{paths.Length} files of data are given; give one, or the images and the labels of a pair of IDX files.");
        }
    }

    /// <summary>Reads images in folders, one a class.</summary>
    internal static DataSet ReadImages(string folder, DataReadOptions options) =>
        Explained(folder, () => ImageFolder.Read(folder, new DataMemory(options), options));

    private static DataSet ReadOne(string path, DataMemory memory, DataReadOptions options)
    {
        byte[] prefix = Prefix(path);
        if (prefix.AsSpan().StartsWith("PK"u8))
        {
            return NpzData.Read(path, memory, options);
        }

        return IdxReader.Recognizes(prefix) ? IdxReader.ReadPair(path, memory) : CsvReader.Read(path, memory);
    }

    private static byte[] Prefix(string path)
    {
        using var file = CheckpointSource.Open(path);
        return file.Read(0, (int)Math.Min(file.Length, PrefixLength));
    }

    private static DataSet Explained(string path, Func<DataSet> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidDataException or FormatException)
        {
            string sentence = fault.Message.StartsWith(path.Excerpt(), StringComparison.Ordinal)
                ? fault.Message
                : $"{path.Excerpt()}: {fault.Message}";
            throw new FormatException(sentence, fault);
        }
    }
}
