using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>The files of samples/ that the pages' commands use are those that make-files.cs makes, byte for byte.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class MakeFilesTests
{
    [Fact]
    public void The_files_beside_it_are_what_it_makes()
    {
        string[] names = ["digits.npz", "model.json", "deep.json"];
        byte[][] made = [];
        ExampleRun.InFolder(() =>
        {
            Array.ForEach(names, name => File.Delete(Path.Combine(SampleRun.Folder, name)));
            ExampleRun.Run(Compiler.Program(SampleRun.Source("make-files")));
            made = [.. names.Select(name => File.ReadAllBytes(Path.Combine(SampleRun.Folder, name)))];
        });

        Assert.All(names.Zip(made), file => Assert.Equal(File.ReadAllBytes(Repository.At(SampleRun.Folder, file.First)), file.Second));
    }
}
