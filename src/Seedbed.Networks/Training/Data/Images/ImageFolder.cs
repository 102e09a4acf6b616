using System.Numerics;

namespace Seedbed.Training;

/// <summary>
/// Images in folders, one a class, as <c>keras.utils.image_dataset_from_directory</c> takes them: the classes in ordinal order of their
/// folders' names, the images of each in that of their paths, at any depth; links to folders are not followed.
/// </summary>
internal sealed class ImageFolder
{
    /// <summary>More names make no sentence better.</summary>
    private const int NamesInSentence = 10;

    private readonly string _folder;
    private readonly DataMemory _memory;
    private readonly DataReadOptions _options;
    private readonly string[] _classes;
    private readonly (string Path, int Label)[] _files;

    private ImageFolder(string folder, DataMemory memory, DataReadOptions options)
    {
        (_folder, _memory, _options) = (folder, memory, options);
        _classes = [.. Sorted(Directory.GetDirectories(folder)).Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.'))];
        (string Path, int Label)[] all =
            [.. _classes.Index().SelectMany(each => FilesIn(Path.Combine(folder, each.Item)).Select(path => (path, each.Index)))];
        _files = [.. all.Where(file => IsImage(file.Path))];
        Check();
        TellFiles([.. all.Select(file => file.Path).Where(path => !IsImage(path))]);
    }

    /// <exception cref="FormatException">There are no classes or images, or one is damaged or of another size than the first.</exception>
    internal static DataSet Read(string folder, DataMemory memory, DataReadOptions options) =>
        new ImageFolder(folder, memory, options).Read();

    private DataSet Read()
    {
        (int Height, int Width)[] sizes = [.. _files.Select(file => ImageFile.ReadSize(file.Path))];
        (int height, int width) = _options.ImageSize ?? sizes[0];
        int[] order = new int[_files.Length];
        SampleOrder.Fill(order, _options.ImageShuffleSeed, epoch: 0);
        int[] dimensions = [_files.Length, height, width, _options.ImageChannels];
        Samples x = sizes.All(size => size == (height, width))
            ? Decode<byte>(dimensions, order, (image, _, values) => image.CopyTo(values))
            : Decode<float>(dimensions, order, Resizing(sizes, height, width));
        return new DataSet(x, Samples.Own([.. order.Select(number => _files[number].Label)], _files.Length)) { ClassNames = _classes };
    }

    /// <summary>All images, in an order of their numbers.</summary>
    private Samples Decode<T>(int[] dimensions, int[] order, Placing<T> place)
        where T : unmanaged, INumber<T>
    {
        long count = Samples.ElementCountOf(dimensions);
        int length = (int)(count / order.Length);
        T[] values = _memory.Allocate<T>(count, $"the images of {_folder.Excerpt()}");
        foreach ((int index, int number) in order.Index())
        {
            _memory.CancellationToken.ThrowIfCancellationRequested();
            place(ImageFile.Read(_files[number].Path, dimensions[^1]), number, values.AsSpan(index * length, length));
        }

        return Samples.Own(values, dimensions);
    }

    /// <summary>Puts the bytes of an image where its values belong.</summary>
    private delegate void Placing<T>(byte[] image, int number, Span<T> values);

    private Placing<float> Resizing((int Height, int Width)[] sizes, int height, int width)
    {
        int other = Array.FindIndex(sizes, size => size != (height, width));
        string example = $"{_files[other].Path.Excerpt()} has {sizes[other].Height} by {sizes[other].Width} points";
        if (_options.ImageSize is null)
        {
            throw new FormatException(
                $"{example}, and {_files[0].Path.Excerpt()} {height} by {width}; images are resized where the model's input or "
                + "DataReadOptions.ImageSize tells a height and a width, else all must have one size.");
        }

        int count = sizes.Count(size => size != (height, width));
        _options.Note?.Invoke(
            $"{count} of {_files.Length} images are resized to {height} by {width} points, bilinear as Keras does it: {example}.");
        return (image, number, values) => BilinearResize.Fill(values, height, width, image, sizes[number].Height, sizes[number].Width);
    }

    private void Check()
    {
        if (_options.ImageChannels is not (1 or 3 or 4))
        {
            throw new ArgumentException(
                $"the images are to have {_options.ImageChannels} channels; there may be 1 (grey), 3 (red, green, blue) or 4 (with alpha), "
                + "along the last axis.");
        }

        if (_options.ImageSize is { } size
            && (size.Height < 1 || size.Width < 1 || (long)size.Height * size.Width > ImageFile.MostPoints))
        {
            throw new ArgumentException(
                $"the images are to have {size.Height} by {size.Width} points; there must be at least one, and at most "
                + $"{ImageFile.MostPoints}.");
        }

        if (_files.Length == 0)
        {
            string got = _classes.Length == 0 ? "no folders" : $"no images in its folders {Names(_classes)}";
            throw new FormatException(
                $"the folder has {got}; it must have a folder for each class, such as cats and dogs, with images in "
                + $"{string.Join(", ", ImageFile.Endings)} files.");
        }
    }

    private void TellFiles(string[] others)
    {
        string labels = Names([.. _classes.Select((name, label) => $"{label} = {name.Excerpt()}")]);
        _options.Note?.Invoke($"{_files.Length} images of {_classes.Length} classes: {labels}.");
        if (others.Length > 0)
        {
            _options.Note?.Invoke(
                $"{others.Length} files are left out, since their names do not end in {string.Join(", ", ImageFile.Endings)}: "
                + $"{Names([.. others.Select(path => path.Excerpt())])}.");
        }

        string[] empty = [.. _classes.Where((_, label) => !_files.Any(file => file.Label == label)).Select(name => name.Excerpt())];
        if (empty.Length > 0)
        {
            _options.Note?.Invoke($"there are no images in {Names(empty)}; what has no images is a class all the same.");
        }
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(NamesInSentence)) + (names.Length > NamesInSentence ? ", …" : "");

    private static bool IsImage(string path) => ImageFile.Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The files of a folder, then those of the folders in it; what systems hide beside files, .DS_Store and ._*, is none.
    /// </summary>
    private static IEnumerable<string> FilesIn(string folder) =>
    [
        .. Sorted(Directory.GetFiles(folder)).Where(path => !Path.GetFileName(path).StartsWith('.')),
        .. Sorted(Directory.GetDirectories(folder)).Where(path => new DirectoryInfo(path).LinkTarget is null).SelectMany(FilesIn),
    ];

    private static IOrderedEnumerable<string> Sorted(string[] paths) => paths.Order(StringComparer.Ordinal);
}
