using System.Text;
using Seedbed.Tests.Checkpoints.Hdf5;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Reading;

/// <summary>Elements that do not lie in the file as they are read.</summary>
public sealed class ContentTests
{
    [Fact]
    public void An_array_in_column_order_is_read_in_row_order()
    {
        using var file = CheckpointFiles.Open(Repository.At("tests", "Seedbed.Tests", "Cases", "column_major.npy"));
        double[] values = new double[6];
        file.Tensors[0].ReadNumbers(0, values);
        double[] middle = new double[3];
        file.Tensors[0].ReadNumbers(2, middle);

        Assert.Equal([0, 3, 1, 4, 2, 5], values);
        Assert.Equal([1, 4, 2], middle);
    }

    /// <summary>Three axes, in a type of one byte: element (i, j, k) of shape (2, 3, 2) stands at i + 2j + 6k.</summary>
    [Fact]
    public void Any_number_of_axes_is_turned_around()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("a.npy"), CheckpointFiles.Npy(
            "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }", [.. Enumerable.Range(0, 12).Select(value => (byte)value)]));
        using var file = CheckpointFiles.Open(folder.At("a.npy"));
        byte[] expected = [.. from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 2) select (byte)(i + (2 * j) + (6 * k))];

        Assert.Equal(expected, CheckpointFiles.Bytes(file.Tensors[0]));
        byte[] transposed = [.. from k in Enumerable.Range(0, 2) from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) select (byte)(i + (2 * j) + (6 * k))];
        Assert.Equal(transposed, CheckpointFiles.Bytes(file.Tensors[0].Transpose(2, 0, 1)));
        Assert.Equal("[2, 2, 3]", file.Tensors[0].Transpose(2, 0, 1).Shape.ToString());
        Assert.Throws<ArgumentException>(() => file.Tensors[0].Transpose(0, 1));
        Assert.Throws<ArgumentException>(() => file.Tensors[0].Reshape([5]));
    }

    /// <summary>The 16 values of OCP MX 1.0, table 5, and powers of two.</summary>
    [Fact]
    public void Floats_of_4_bits_and_scales_are_decoded()
    {
        using TemporaryFolder folder = new();
        Write("f4", """{"a":{"dtype":"F4","shape":[16],"data_offsets":[0,8]}}""", [0x10, 0x32, 0x54, 0x76, 0x98, 0xBA, 0xDC, 0xFE]);
        Write("e8", """{"a":{"dtype":"F8_E8M0","shape":[4],"data_offsets":[0,4]}}""", [0, 127, 130, 255]);

        Assert.Equal([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6], Read("f4", 0, 16));
        Assert.Equal([1.5, 2, 3], Read("f4", 3, 3));
        Assert.Equal([Math.ScaleB(1, -127), 1, 8, double.NaN], Read("e8", 0, 4));

        void Write(string name, string json, byte[] data) =>
            File.WriteAllBytes(folder.At(name), [.. BitConverter.GetBytes((long)json.Length), .. Encoding.ASCII.GetBytes(json), .. data]);

        double[] Read(string name, long start, int count)
        {
            using var file = CheckpointFiles.Open(folder.At(name));
            double[] values = new double[count];
            file.Tensors[0].ReadNumbers(start, values);
            return values;
        }
    }

    [Fact]
    public void Soft_links_lead_to_what_they_name()
    {
        using var file = CheckpointFiles.Open(GoldenHdf5.PathOf("hdf5/soft_links.h5"));
        Dictionary<string, byte[]> tensors = file.Tensors.ToDictionary(tensor => tensor.Name, CheckpointFiles.Bytes);

        Assert.Equal(["a/near", "a/up", "a/y", "group/y", "through", "twice", "x"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(tensors["x"], tensors["a/up"]);
        Assert.All(["a/near", "group/y", "through", "twice"], name => Assert.Equal(tensors["a/y"], tensors[name]));
    }

    [Fact]
    public void A_soft_link_to_nothing_is_refused()
    {
        byte[] content = GoldenHdf5.BytesOf("hdf5/soft_links.h5");
        int at = content.AsSpan().IndexOf("/x\0"u8);
        content[at + 1] = (byte)'q';

        Assert.Contains(
            "'up' is a soft link to '/q', where the file has nothing", Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message,
            StringComparison.Ordinal);
    }
}
