using System.Buffers.Binary;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Safetensors;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Safetensors;

/// <summary>Damaged and hostile files: each is refused with a sentence.</summary>
public sealed class SafetensorsReaderTests
{
    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"__metadata__": {"a": "b"}}   """, 0)]
    [InlineData("""{"a": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}}""", 4)]
    [InlineData("""{"a": {"dtype": "U8", "shape": [0, 5], "data_offsets": [0, 0]}, "b": {"dtype": "I64", "shape": [2], "data_offsets": [0, 16]}}""", 16)]
    [InlineData("""{"b": {"dtype": "BF16", "shape": [2], "data_offsets": [3, 7]}, "a": {"dtype": "BOOL", "shape": [3], "data_offsets": [0, 3]}}""", 7)]
    public void A_valid_file_is_read(string header, int data)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), Content(header, data));

        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("f"));

        Assert.Equal(data, reader.Tensors.Sum(tensor => tensor.ByteCount));
    }

    [Theory]
    [InlineData("""[]""", 0, "does not begin with '{'")]
    [InlineData(""" {}""", 0, "does not begin with '{'")]
    [InlineData("""{""", 0, "no valid JSON")]
    [InlineData("""{}x""", 0, "no valid JSON")]
    [InlineData("""{},""", 0, "no valid JSON")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},}""", 4, "no valid JSON")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", 4, "no valid JSON")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "\u0061": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""", 8, "no valid JSON")]
    [InlineData("""{"a": {"dtype": "F32", "dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", 4, "no valid JSON")]
    [InlineData("""{"__metadata__": {"a": 3}}""", 0, "not an object of texts")]
    [InlineData("""{"__metadata__": null}""", 0, "not an object of texts")]
    [InlineData("""{"a": 3}""", 0, "tensor 'a' is not an object")]
    [InlineData("""{"\ud800": 3}""", 0, "Unicode")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4], "x": 1}}""", 4, "has the member 'x'")]
    [InlineData("""{"a": {"shape": [1], "data_offsets": [0, 4]}}""", 4, "has no dtype")]
    [InlineData("""{"a": {"dtype": "F33", "shape": [1], "data_offsets": [0, 4]}}""", 4, "dtype 'F33'; it must be one of F64, F32")]
    [InlineData("""{"a": {"dtype": "f32", "shape": [1], "data_offsets": [0, 4]}}""", 4, "dtype 'f32'")]
    [InlineData("""{"a": {"dtype": "F32", "data_offsets": [0, 4]}}""", 4, "has no shape")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}""", 4, "has -1 in its shape")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1.0], "data_offsets": [0, 4]}}""", 4, "has 1.0 in its shape")]
    [InlineData("""{"a": {"dtype": "F32", "shape": ["1"], "data_offsets": [0, 4]}}""", 4, "in its shape")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [4294967296, 4294967296], "data_offsets": [0, 0]}}""", 0, "more elements than a file can hold")]
    [InlineData("""{"a": {"dtype": "F64", "shape": [9007199254740992], "data_offsets": [0, 0]}}""", 0, "takes 72057594037927936")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0]}}""", 4, "data_offsets [0]")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}""", 4, "data_offsets [4, 0]")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 8]}}""", 4, "data_offsets [0, 8]")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 9223372036854775807]}}""", 4, "data_offsets")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 18446744073709551615]}}""", 4, "in its data_offsets")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}""", 4, "takes 8")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""", 8, "no hole")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", 4, "no overlap")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}""", 12, "no overlap")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", 5, "nothing may follow")]
    [InlineData("""{"a": {"dtype": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}}}}""", 0, "no valid JSON")]
    public void A_hostile_header_is_refused(string header, int data, string sentence)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), Content(header, data));

        FormatException fault = Assert.Throws<FormatException>(() => SafetensorsReader.Open(folder.At("f")));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(folder.At("f"), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void A_wrong_header_length_is_refused(ulong length)
    {
        using TemporaryFolder folder = new();
        byte[] content = Content("{}", 0);
        BinaryPrimitives.WriteUInt64LittleEndian(content, length);
        File.WriteAllBytes(folder.At("f"), content);

        Assert.Throws<FormatException>(() => SafetensorsReader.Open(folder.At("f")));
    }

    [Fact]
    public void Every_prefix_of_a_file_is_refused()
    {
        using TemporaryFolder folder = new();
        CheckpointFormat.Safetensors.Write(folder.At("whole"), Plans.Of(
            new TensorTemplate("a", [3], ElementType.Float32, new Ones()), new TensorTemplate("b", [2], ElementType.Float16, new Zeros())));
        byte[] whole = File.ReadAllBytes(folder.At("whole"));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.At("cut"), whole[..length]);
            Assert.Throws<FormatException>(() => SafetensorsReader.Open(folder.At("cut")));
        }
    }

    /// <summary>
    /// A document is made of a header only where it is of a size that tensors have: that of a list of numbers takes six times its bytes.
    /// </summary>
    [Theory]
    [InlineData("""{"a": {"dtype": "F32", "shape": [NUMBERS1], "data_offsets": [0, 0]}}""", "a list of more than 1024 numbers")]
    [InlineData("""{"__metadata__": {NAMES"": ""}}""", "names, which is more than 250000 tensors have")]
    public void What_is_large_only_in_memory_is_refused_before_it_is_made(string header, string sentence)
    {
        using TemporaryFolder folder = new();
        header = header.Replace("NUMBERS", string.Concat(Enumerable.Repeat("1,", 1_100_000)), StringComparison.Ordinal)
            .Replace("NAMES", string.Concat(Enumerable.Range(0, 1_100_000).Select(index => $"\"{index:X}\":0,")), StringComparison.Ordinal);
        File.WriteAllBytes(folder.At("f"), Content(header, 0));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(
            sentence, Assert.Throws<FormatException>(() => SafetensorsReader.Open(folder.At("f"))).Message, StringComparison.Ordinal);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, header.Length + (1 << 20));
    }

    [Fact]
    public void Reading_stays_within_the_tensor()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), Content("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}""", 8));
        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("f"));

        Assert.Throws<ArgumentException>(() => reader.Read(reader["a"], 4, new byte[5]));
        Assert.Throws<ArgumentException>(() => reader.Read(reader["a"], -1, new byte[1]));
        Assert.Throws<ArgumentException>(() => reader["b"]);
        reader.Read(reader["a"], 4, new byte[4]);
    }

    [Fact]
    public void A_tensor_s_name_has_an_end()
    {
        using TemporaryFolder folder = new();
        string Header(int length) => $$$"""{"{{{new string('n', length)}}}": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""";
        File.WriteAllBytes(folder.At("long"), Content(Header(4096), 4));
        File.WriteAllBytes(folder.At("longer"), Content(Header(4097), 4));

        using (SafetensorsReader reader = SafetensorsReader.Open(folder.At("long")))
        {
            Assert.Equal(4096, Assert.Single(reader.Tensors).Name.Length);
        }

        Assert.Contains("4097 bytes; at most 4096", Assert.Throws<FormatException>(() => SafetensorsReader.Open(folder.At("longer"))).Message, StringComparison.Ordinal);
    }

    private static byte[] Content(string header, int data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] content = new byte[sizeof(ulong) + json.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(content, (ulong)json.Length);
        json.CopyTo(content, sizeof(ulong));
        return content;
    }
}
