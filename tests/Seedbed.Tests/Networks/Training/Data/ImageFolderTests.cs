using System.Globalization;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data;

/// <summary>
/// Images in folders. Those in Cases/images are 9 by 13 points, written by Java's ImageIO, whose own decoder gave the values of the JPEG.
/// </summary>
public sealed class ImageFolderTests : IDisposable
{
    private const int Height = 9;
    private const int Width = 13;

    private static readonly string s_images = Repository.At("tests", "Seedbed.Tests", "Cases", "images");
    private static readonly DataReadOptions s_inOrder = new() { ImageShuffleSeed = null };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_are_folders_and_values_are_bytes()
    {
        List<string> notes = [];
        DataSet data = DataSet.FromImages(s_images, s_inOrder with { Note = notes.Add });

        Assert.Equal([5, Height, Width, 3], data.X.Dimensions);
        Assert.Equal(["colour", "grey"], data.ClassNames);
        Assert.Equal([0.0, 0, 0, 1, 1], data.Y.ToArray());
        Assert.Equal(Colours(), data.X.Slice(1, 1).ToArray());
        Assert.Equal(Colours(), data.X.Slice(2, 1).ToArray());
        Assert.Equal(Greys().SelectMany(grey => new[] { grey, grey, grey }), data.X.Slice(4, 1).ToArray());
        Assert.Equal("5 images of 2 classes: 0 = colour, 1 = grey.", notes[0]);
        Assert.StartsWith("1 files are left out, since their names do not end in .png, .jpg, .jpeg:", notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void JPEG_is_within_two_units_of_another_decoder()
    {
        double[] other = [.. File.ReadAllText(Path.Combine(s_images, "colour", "rgb.jpg.txt")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

        double[] ours = DataSet.FromImages(s_images, s_inOrder).X.Slice(0, 1).ToArray();

        Assert.Equal(Height * Width * 3, other.Length);
        Assert.All(ours.Zip(other), pair => Assert.InRange(pair.First - pair.Second, -2, 2));
    }

    [Fact]
    public void Grey_is_the_sum_that_television_takes_and_alpha_is_kept_where_it_is_asked_for()
    {
        double[] grey = DataSet.FromImages(s_images, s_inOrder with { ImageChannels = 1 }).X.Slice(1, 1).ToArray();
        double[] alpha = DataSet.FromImages(s_images, s_inOrder with { ImageChannels = 4 }).X.Slice(2, 1).ToArray();

        Assert.All(grey.Zip(Colours().Chunk(3)), pair => Assert.Equal(
            (0.299 * pair.Second[0]) + (0.587 * pair.Second[1]) + (0.114 * pair.Second[2]), pair.First, tolerance: 1.5));
        Assert.All(alpha.Chunk(4), point => Assert.Equal(128, point[3]));
    }

    [Theory]
    [InlineData(18, 26)]
    [InlineData(5, 7)]
    [InlineData(9, 4)]
    public void Other_sizes_are_made_of_the_four_points_around_each(int height, int width)
    {
        List<string> notes = [];
        DataSet data = DataSet.FromImages(
            s_images, s_inOrder with { ImageSize = (height, width), ImageChannels = 1, Note = notes.Add });

        double[] greys = Greys();
        double[] expected =
        [
            .. from y in Enumerable.Range(0, height)
            from x in Enumerable.Range(0, width)
            select At(greys, ((y + 0.5) * Height / height) - 0.5, ((x + 0.5) * Width / width) - 0.5),
        ];
        Assert.All(expected.Zip(data.X.Slice(4, 1).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.StartsWith($"5 of 5 images are resized to {height} by {width} points, bilinear as Keras does it:", notes[^1], StringComparison.Ordinal);

        static double At(double[] image, double y, double x) =>
            Enumerable.Range(0, Height).Sum(row => Enumerable.Range(0, Width).Sum(column => image[(row * Width) + column]
                * Math.Max(0, 1 - Math.Abs(Math.Clamp(y, 0, Height - 1) - row)) * Math.Max(0, 1 - Math.Abs(Math.Clamp(x, 0, Width - 1) - column))));
    }

    [Fact]
    public void The_order_follows_from_the_seed_and_labels_go_with_their_images()
    {
        DataSet plain = DataSet.FromImages(s_images, s_inOrder);
        DataSet first = DataSet.Read(new DataReadOptions { ImageShuffleSeed = 3 }, s_images);

        Assert.Equal(first.X.ToArray(), DataSet.FromImages(s_images, new DataReadOptions { ImageShuffleSeed = 3 }).X.ToArray());
        Assert.NotEqual(plain.X.ToArray(), first.X.ToArray());
        Assert.Equal(Pairs(plain), Pairs(first));

        static IEnumerable<string> Pairs(DataSet data) => Enumerable.Range(0, data.Count)
            .Select(i => $"{data.Y.ToArray()[i]}: {string.Join(" ", data.X.Slice(i, 1).ToArray().Select(value => $"{value}"))}")
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("rgb.png")]
    [InlineData("rgb.jpg")]
    public void What_is_cut_is_refused_with_its_name(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(s_images, "colour", name));
        Directory.CreateDirectory(_folder.At("a"));
        string path = _folder.At(Path.Combine("a", name));
        for (int length = 1; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(name, Assert.Throws<FormatException>(() => DataSet.FromImages(_folder.Path)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The length of a segment that leads behind the end of the file made the decoder read for ever.</summary>
    [Theory]
    [InlineData("rgb.png")]
    [InlineData("rgb.jpg")]
    public void Damage_ends_in_a_sentence_or_an_image(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(s_images, "colour", name));
        Directory.CreateDirectory(_folder.At("a"));
        for (int at = 2; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x5A;
            File.WriteAllBytes(_folder.At(Path.Combine("a", name)), damaged);
            Exception? fault = Record.Exception(() => DataSet.FromImages(_folder.Path));
            Assert.True(fault is null or FormatException, $"byte {at}: {fault}");
        }
    }

    [Fact]
    public void What_is_missing_or_does_not_fit_is_told()
    {
        AssertRefused("the folder has no folders; it must have a folder for each class", _folder.Path, s_inOrder);
        Directory.CreateDirectory(_folder.At("cats"));
        AssertRefused("the folder has no images in its folders cats", _folder.Path, s_inOrder);
        File.WriteAllText(_folder.At(Path.Combine("cats", "x.png")), "GIF89a");
        AssertRefused("this is no image in PNG or JPEG", _folder.Path, s_inOrder);
        AssertRefused("2 channels; there may be 1 (grey)", s_images, s_inOrder with { ImageChannels = 2 });
        AssertRefused("0 by 5 points", s_images, s_inOrder with { ImageSize = (0, 5) });
        AssertRefused("would take 1755 bytes of memory", s_images, s_inOrder with { MemoryLimit = 1000 });
        Assert.Throws<DirectoryNotFoundException>(() => DataSet.FromImages(_folder.At("none")));

        static void AssertRefused(string sentence, string folder, DataReadOptions options) => Assert.Contains(
            sentence, Assert.Throws<FormatException>(() => DataSet.FromImages(folder, options)).Message, StringComparison.Ordinal);
    }

    /// <summary>What the images were drawn by.</summary>
    private static double[] Colours() =>
    [
        .. from y in Enumerable.Range(0, Height)
        from x in Enumerable.Range(0, Width)
        from value in new double[] { 20 * x % 256, ((25 * y) + (5 * x)) % 256, 255 - (15 * x) - (2 * y) }
        select value,
    ];

    private static double[] Greys() =>
        [.. Enumerable.Range(0, Height * Width).Select(i => (double)(((17 * (i % Width)) + (3 * (i / Width))) % 256))];
}
