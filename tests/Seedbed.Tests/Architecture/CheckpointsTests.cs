using System.Text;
using Xunit;

namespace Seedbed.Tests.Architecture;

/// <summary>Files of tensors know no framework: what is of one comes in with the formats and the plans of those who know it.</summary>
public sealed class CheckpointsTests
{
    [Fact]
    public void No_type_member_or_string_of_the_assembly_names_Keras()
    {
        byte[] image = File.ReadAllBytes(SourceProject.All.Single(project => project.Name == "Seedbed.Checkpoints").AssemblyPath);

        // Latin-1 keeps each byte a letter, so that names, which are UTF-8, and strings, which are UTF-16, can be searched as texts.
        string letters = Encoding.Latin1.GetString(image);
        Assert.Contains("CheckpointFormat", letters, StringComparison.Ordinal);
        Assert.Contains(string.Join('\0', ".safetensors".AsEnumerable()), letters, StringComparison.Ordinal);
        Assert.DoesNotContain("keras", letters, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(string.Join('\0', "keras".AsEnumerable()), letters, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_source_file_names_Keras() => Assert.All(
        Directory.GetFiles(Repository.At("src", "Seedbed.Checkpoints"), "*.cs", SearchOption.AllDirectories),
        path => Assert.DoesNotContain("keras", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase));
}
