using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using Seedbed.Training;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data;

/// <summary>Files of data in every format that is read, and what is wrong with others.</summary>
[SuppressMessage("Performance", "CA1814", Justification = "Samples are dense arrays.")]
public sealed class DataFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_archive_has_x_and_y_of_any_type()
    {
        string path = Archive(("x", "<i4", [2, 3], Bytes(1, 2, 3, 4, 5, 6)), ("y", "|u1", [2], [7, 8]));

        DataSet data = DataSet.Read(path);

        Assert.Equal([2, 3], data.X.Dimensions);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], data.X.ToArray());
        Assert.Equal([7.0, 8], data.Y.ToArray());
    }

    [Fact]
    public void Keras_own_data_is_read()
    {
        DataSet data = DataSet.Read(Training.TrainingFiles.PathOf("attention.data.npz"));

        Assert.Equal([128, 10], data.X.Dimensions);
        Assert.All(data.X.ToArray(), token => Assert.InRange(token, 0, 19));
    }

    [Theory]
    [InlineData("there is no array 'x'; there are 'a': save them with numpy.savez(path, x=…, y=…), several as", "a")]
    [InlineData("there is no array 'y'", "x")]
    public void An_archive_without_x_or_y_is_refused(string sentence, string name)
    {
        string path = Archive((name, "|u1", [1], [1]));

        Assert.Contains(sentence, Assert.Throws<FormatException>(() => DataSet.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_targets_as_inputs_are_needed()
    {
        string path = Archive(("x", "|u1", [3, 1], [1, 2, 3]), ("y", "|u1", [2], [1, 2]));

        Assert.EndsWith("there are 3 inputs of shape [3, 1] and 2 targets of shape [2]; there must be one target for each input.",
            Assert.Throws<FormatException>(() => DataSet.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Images_find_their_labels(string ending)
    {
        string images = Idx("train-images-idx3-ubyte" + ending, 0x08, [2, 2, 2], [0, 1, 2, 255, 4, 5, 6, 7]);
        string labels = Idx("train-labels-idx1-ubyte" + ending, 0x08, [2], [3, 9]);
        Idx("t10k-labels-idx1-ubyte" + ending, 0x08, [1], [0]);

        foreach (DataSet data in (DataSet[])[DataSet.Read(images), DataSet.Read(labels), DataSet.Read(images, labels)])
        {
            Assert.Equal([2, 2, 2], data.X.Dimensions);
            Assert.Equal([0.0, 1, 2, 255, 4, 5, 6, 7], data.X.ToArray());
            Assert.Equal([3.0, 9], data.Y.ToArray());
        }
    }

    [Fact]
    public void A_compressed_file_that_is_cut_anywhere_is_refused()
    {
        string images = Idx("train-images-idx3-ubyte.gz", 0x08, [2, 2, 2], [0, 1, 2, 255, 4, 5, 6, 7]);
        string labels = Idx("train-labels-idx1-ubyte.gz", 0x08, [2], [3, 9]);
        byte[] whole = File.ReadAllBytes(images);
        for (int length = 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(images, whole[..length]);

            Assert.StartsWith(
                images, Assert.Throws<FormatException>(() => DataSet.Read(images, labels)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Idx_elements_of_several_bytes_are_big_endian()
    {
        string images = Idx("a-images", 0x0D, [1, 1], [0x3F, 0x80, 0, 0]);
        string labels = Idx("a-labels", 0x0B, [1], [0x01, 0x02]);

        DataSet data = DataSet.Read(images);

        Assert.Equal(1, data.X.ToArray()[0]);
        Assert.Equal(258, data.Y.ToArray()[0]);
        Assert.True(File.Exists(labels));
    }

    [Fact]
    public void A_damaged_or_lonely_idx_file_is_refused()
    {
        string cut = Idx("b-images", 0x08, [2, 2], [1, 2, 3]);
        Idx("b-labels", 0x08, [2], [1, 2]);
        string alone = Idx("c-images", 0x08, [1, 1], [1]);

        Assert.EndsWith("an array of sizes [2, 2] takes 4 bytes, but 3 follow the header; the file is cut or damaged.",
            Assert.Throws<FormatException>(() => DataSet.Read(cut)).Message, StringComparison.Ordinal);
        Assert.Contains("and the other, such as c-labels, does not lie beside it",
            Assert.Throws<FormatException>(() => DataSet.Read(alone)).Message, StringComparison.Ordinal);
        byte[] whole = File.ReadAllBytes(_folder.At("b-labels"));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = _folder.At("d-labels");
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<FormatException>(() => DataSet.Read(path, path));
        }
    }

    [Theory]
    [InlineData("1,2,0\n3,4,1\n", new[] { 1.0, 2, 3, 4 }, new[] { 0.0, 1 })]
    [InlineData("a,b,c\n1,2,0\n\n3,4e0, -1\r\n", new[] { 1.0, 2, 3, 4 }, new[] { 0.0, -1 })]
    [InlineData("y,b,c\n1,2,0\n3,4,1\n", new[] { 2.0, 0, 4, 1 }, new[] { 1.0, 3 })]
    [InlineData("\"b\";\"Label\"\n1.5;2\n", new[] { 1.5 }, new[] { 2.0 })]
    [InlineData("\"a;b\",\"the\nsecond, \"\"quoted\"\"\",y\n\"1\",\"2\n\",3\n 4 , \"5\" ,6", new[] { 1.0, 2, 4, 5 }, new[] { 3.0, 6 })]
    [InlineData("1,2\r3,4\r\n\r\n  \n5,6", new[] { 1.0, 3, 5 }, new[] { 2.0, 4, 6 })]
    public void Lines_of_numbers_are_read(string text, double[] x, double[] y)
    {
        string path = Text("d.csv", text);

        DataSet data = DataSet.Read(path);

        Assert.Equal(x, data.X.ToArray());
        Assert.Equal(y, data.Y.ToArray());
        Assert.Equal(x.Length / y.Length, data.X.Dimensions[1]);
    }

    [Theory]
    [InlineData("1,2\n3,x\n", "line 2, column 2 is 'x'; it must be a number.")]
    [InlineData("\"a\nb\",c\n1,2\n3,x\n", "line 4, column 2 is 'x'; it must be a number.")]
    [InlineData("1,2\n\"3,4\n5,6\n", "line 2 has 1 columns, and the first line 2;")]
    [InlineData("1,2\n3\n", "line 2 has 1 columns, and the first line 2; all must have as many.")]
    [InlineData("", "the file is empty, or it is a pipe or a device")]
    [InlineData(" \n\n", "the file has no lines;")]
    [InlineData("1,2,\n3,4\n", "line 2 has 2 columns, and the first line 3;")]
    [InlineData("0,0,0\n1,2,\n", "line 2, column 3 is ''; it must be a number.")]
    [InlineData("a,b\n", "there are 0 lines of numbers in 2 columns;")]
    [InlineData("1\n2\n", "there are 2 lines of numbers in 1 columns;")]
    [InlineData("\u0001\u0002,\u0003\n", "the content is no data of a format that is read;")]
    public void Wrong_lines_are_named(string text, string sentence)
    {
        string path = Text("d.csv", text);

        FormatException fault = Assert.Throws<FormatException>(() => DataSet.Read(path));

        Assert.StartsWith($"{path}: {sentence}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_not_finite_are_named()
    {
        DataSet data = new(new float[,] { { 1, 2 }, { 3, float.NaN } }, new[] { 1, 2 });

        Assert.Equal(
            "x of the training data has the value NaN in sample 1; every value must be finite, so mend or leave out the sample.",
            Assert.Throws<ArgumentException>(() => data.CheckFinite("training data")).Message);
        Assert.StartsWith("y of the data has the value Infinity in sample 0",
            Assert.Throws<ArgumentException>(
                () =>
                    new DataSet(new float[1, 1], new[] { double.PositiveInfinity }).CheckFinite("data")).Message, StringComparison.Ordinal);
    }

    private string Text(string name, string text)
    {
        File.WriteAllText(_folder.At(name), text);
        return _folder.At(name);
    }

    private string Idx(string name, byte type, int[] sizes, byte[] elements)
    {
        List<byte> bytes = [0, 0, type, (byte)sizes.Length];
        foreach (int size in sizes)
        {
            byte[] field = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(field, size);
            bytes.AddRange(field);
        }

        bytes.AddRange(elements);
        using FileStream file = File.Create(_folder.At(name));
        using Stream target = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        target.Write([.. bytes]);
        return _folder.At(name);
    }

    private string Archive(params (string Name, string Type, int[] Shape, byte[] Bytes)[] arrays)
    {
        string path = _folder.At("d.npz");
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, string type, int[] shape, byte[] bytes) in arrays)
        {
            string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}\n";
            using Stream entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. bytes]);
        }

        return path;
    }

    private static byte[] Bytes(params int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
