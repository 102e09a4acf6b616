using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Formats;

/// <summary>The one list of formats, and what is drawn from it.</summary>
public sealed class KnownFormatsTests
{
    public static TheoryData<string> Names => [.. KerasFormats.All.All.Select(format => format.Name)];

    [Fact]
    public void Every_format_is_listed()
    {
        IEnumerable<Type> types = new[] { typeof(CheckpointFormat).Assembly, typeof(KerasFormats).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(CheckpointFormat)) && !type.IsAbstract);
        IEnumerable<Type> listed = KnownFormats.Default.All.Concat(KerasFormats.All.All).Select(format => format.GetType()).Distinct();

        Assert.Equal(types.Select(type => type.Name).Order(), listed.Select(type => type.Name).Order());
    }

    [Fact]
    public void Every_public_format_is_listed()
    {
        IEnumerable<object?> named = new[] { typeof(CheckpointFormat), typeof(KerasFormats) }
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(CheckpointFormat)).Select(property => property.GetValue(null));

        Assert.Equal(named.ToHashSet(), KnownFormats.Default.All.Concat(KerasFormats.All.All).ToHashSet<object?>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_and_docs_name_every_format(string name)
    {
        Assert.Contains($"| `{name}` |", File.ReadAllText(Repository.At("docs", "files.md")), StringComparison.Ordinal);
        string[] commands = KerasFormats.All.Written.Any(format => format.Name == name) ? ["inspect", "init", "train"] : ["inspect"];
        Assert.All(commands,
            command => Assert.Contains(name, ToolRun.InProcess(command, "--help").Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("m.NPZ", ".npz")]
    [InlineData("m.weights.h5", ".weights.h5")]
    [InlineData("m.h5", ".h5")]
    [InlineData("m.hdf5", ".h5")]
    [InlineData("m.weights.keras", ".keras")]
    [InlineData("m.npy", null)]
    [InlineData("m", null)]
    public void The_end_of_a_name_asks_for_a_format(string path, string? name) => Assert.Equal(name, KerasFormats.All.Find(path)?.Name);

    [Fact]
    public void What_a_format_cannot_hold_is_told_before_anything_is_written()
    {
        using TemporaryFolder folder = new();
        var plan = InitializationPlan.Create(new ModelTemplate("m", [new TensorTemplate("../w", [2], DType.Float32, new Zeros())]));

        Assert.Contains("cannot be the name of a file in an archive", Refusal(CheckpointFormat.Npz), StringComparison.Ordinal);
        Assert.Contains("write .safetensors or .npz.", Refusal(KerasFormats.Weights), StringComparison.Ordinal);
        Assert.Contains("the plan has no configuration of a Keras model", Refusal(KerasFormats.Archive), StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => CheckpointFormat.Npy.Write(folder.At("m"), plan));
        Assert.Empty(folder.Files);

        string Refusal(CheckpointFormat format) => Assert.Throws<ArgumentException>(() => format.Write(folder.At("m"), plan)).Message;
    }

    [Fact]
    public void What_is_of_no_format_is_told_with_those_that_are_read()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("text"), "neither");
        File.WriteAllBytes(folder.At("zip"), CheckpointFiles.Zip(CompressionLevel.NoCompression, ("a.txt", "a"u8.ToArray())));

        Assert.EndsWith(
            "those are .safetensors, .npy, .npz, .weights.h5, .keras, .h5, .weights.json.", Refusal("text", KerasFormats.All), StringComparison.Ordinal);
        Assert.EndsWith("those are .safetensors, .npy, .npz, .h5.", Refusal("text", KnownFormats.Default), StringComparison.Ordinal);
        Assert.EndsWith(
            "the archive holds neither arrays (.npy) nor the weights of a Keras model (model.weights.h5).",
            Refusal("zip", KerasFormats.All), StringComparison.Ordinal);
        Assert.EndsWith("the archive holds no arrays (.npy).", Refusal("zip", KnownFormats.Default), StringComparison.Ordinal);

        string Refusal(string name, KnownFormats formats) =>
            Assert.Throws<FormatException>(() => CheckpointFile.Open(folder.At(name), formats)).Message;
    }

    [Fact]
    public void A_length_that_looks_like_an_archive_is_a_length()
    {
        using TemporaryFolder folder = new();
        int length = BinaryPrimitives.ReadUInt16LittleEndian("PK"u8);
        byte[] header = Encoding.ASCII.GetBytes("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""".PadRight(length));
        File.WriteAllBytes(folder.At("m"), [.. BitConverter.GetBytes((long)length), .. header]);
        using CheckpointFile file = CheckpointFiles.Open(folder.At("m"));

        Assert.Same(CheckpointFormat.Safetensors, file.Format);
        Assert.Equal("a", Assert.Single(file.Tensors).Name);
    }
}
