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
        Assert.StartsWith("1 files are left out, since their names do not end in .png, .jpg, .jpeg, .gif, .bmp:", notes[1], StringComparison.Ordinal);
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
        File.WriteAllText(_folder.At(Path.Combine("cats", "x.png")), "no image");
        AssertRefused("this is no image in PNG, JPEG, GIF, BMP", _folder.Path, s_inOrder);
        AssertRefused("2 channels; there may be 1 (grey)", s_images, s_inOrder with { ImageChannels = 2 });
        AssertRefused("0 by 5 points", s_images, s_inOrder with { ImageSize = (0, 5) });
        AssertRefused("would take 1755 bytes of memory", s_images, s_inOrder with { MemoryLimit = 1000 });
        Assert.Throws<DirectoryNotFoundException>(() => DataSet.FromImages(_folder.At("none")));

        static void AssertRefused(string sentence, string folder, DataReadOptions options) => Assert.Contains(
            sentence, Assert.Throws<FormatException>(() => DataSet.FromImages(folder, options)).Message, StringComparison.Ordinal);
    }

    /// <summary>Two frames; the first fills all but the last row, which has the canvas's colour, black in what is decoded.</summary>
    [Fact]
    public void The_first_frame_of_a_GIF_is_read()
    {
        byte[] gif = Gif([0, 1, 2, 3, 2, 1], width: 3, frames: 2);
        Write("a.gif", gif);

        DataSet data = DataSet.FromImages(_folder.Path);

        Assert.Equal([1, 2, 3, 3], data.X.Dimensions);
        Assert.Equal([0, 0, 0, 10, 110, 210, 20, 120, 220, 30, 130, 230, 20, 120, 220, 10, 110, 210], data.X.ToArray());
        int first = gif.AsSpan().IndexOf((byte)0x21);
        for (int length = 1; length < gif.Length; length++)
        {
            Write("a.gif", gif[..length]);
            Exception? fault = Record.Exception(() => DataSet.FromImages(_folder.Path));
            Assert.Equal(length < first, fault is FormatException && fault.Message.Contains("a.gif", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_BMP_is_read_from_its_last_row_on()
    {
        // 24 bits, blue first; two points and two bytes that fill a row of eight.
        byte[] bmp =
        [
            .. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, .. new byte[24],
            7, 8, 9, 10, 11, 12, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0,
        ];
        Write("a.bmp", bmp);

        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10], DataSet.FromImages(_folder.Path).X.ToArray());
        for (int length = 1; length < bmp.Length; length++)
        {
            Write("a.bmp", bmp[..length]);
            Assert.Contains("a.bmp", Assert.Throws<FormatException>(() => DataSet.FromImages(_folder.Path)).Message, StringComparison.Ordinal);
        }
    }

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(_folder.At("class"));
        File.WriteAllBytes(_folder.At(Path.Combine("class", name)), content);
    }

    /// <summary>Frames of one palette, number i of which is (10·i, 100 + 10·i, 200 + 10·i), but 0 black; codes of eight bits, which begin anew before
    /// they would grow.</summary>
    private static byte[] Gif(byte[] points, byte width, int frames)
    {
        byte[] palette = [.. Enumerable.Range(0, 128).SelectMany(i => new[] { (byte)(10 * i), (byte)(i == 0 ? 0 : 100 + (10 * i)), (byte)(i == 0 ? 0 : 200 + (10 * i)) })];
        byte[] frame = [0x2C, 0, 0, 0, 0, width, 0, (byte)(points.Length / width), 0, 0, 7, (byte)(points.Length + 2), 128, .. points, 129, 0];
        return
        [
            .. "GIF89a"u8, width, 0, (byte)(points.Length / width), 0, 0xF6, 0, 0, .. palette, .. frame,
            .. Enumerable.Repeat<byte[]>([0x21, 0xF9, 4, 4, 10, 0, 0, 0, .. frame], frames - 1).SelectMany(bytes => bytes), 0x3B,
        ];
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
