using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Messages;

/// <summary>What the system refuses is told in words of ours, with the path, why, and what to do; the status is 3.</summary>
public sealed class SystemRefusalTests
{
    private const string Model = """
        {"class_name": "Sequential", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 1]}}, {"class_name": "Dense", "config": {"name": "d", "units": 1}}]}}
        """;

    /// <summary>Arguments of the tool, the path that the sentence begins with, and what it says of it.</summary>
    public static TheoryData<string, string, string> Refusals
    {
        get
        {
            TheoryData<string, string, string> refusals = [];
            (string Path, string Sentence)[] unread =
            [
                ("nope", " cannot be read: there is no such file; check its name."),
                ("nope/nope", " cannot be read: there is no such file; check its name."),
                ("m.json/nope", " cannot be read: there is no such file; check its name."),
                ("folder", " cannot be read: it is a folder; name a file."),
                (new string('n', 260), " cannot be read: its name is longer than the system allows; shorten it."),
            ];
            foreach ((string path, string sentence) in unread)
            {
                refusals.Add($"inspect {path}", path, sentence);
                refusals.Add($"init {path}.json -o x.npz", path + ".json", sentence);
                refusals.Add($"init m.json -o x.npz --layers {path}", path, sentence);
                refusals.Add($"train {path}.json --data d.csv --loss mse", path + ".json", sentence);
                if (path != "folder")
                {
                    // A folder is data: images by class.
                    refusals.Add($"train m.json --data {path} --loss mse", path, sentence);
                }

                refusals.Add($"train m.json --data d.csv --loss mse --seed 1 --weights {path}", path, sentence);
            }

            foreach ((string command, string ending) in ((string, string)[])
                [("sample he_normal --shape 3 --seed 1", ".npy"), ("init m.json --seed 1", ".npz"), ("init m.json --seed 1", ".keras"),
                    ("train m.json --data d.csv --loss mse --seed 1", ".keras")])
            {
                refusals.Add($"{command} -o nope/x{ending}", "nope/x" + ending, " does not exist; make it first.");
            }

            return refusals;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_names_path_cause_and_way_out(string command, string path, string sentence)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), Model);
        File.WriteAllText(folder.At("d.csv"), "a,y\n1,2\n2,3\n");
        Directory.CreateDirectory(folder.At("folder"));
        Directory.CreateDirectory(folder.At("folder.json"));
        HashSet<string> names = [path, "m.json", "d.csv", "x.npz"];
        string[] arguments = [.. command.Split(' ').Select(word => names.Contains(word) ? folder.At(word) : word)];

        ToolRun run = ToolRun.InProcess(arguments);

        run.IsRefused(3, sentence);
        Assert.StartsWith($"seedbed: {folder.At(path).Excerpt()} cannot be ", run.Error, StringComparison.Ordinal);
        Assert.All((string[])["Could not find", "Access to the path", "The path '"],
            raw => Assert.DoesNotContain(raw, run.Error, StringComparison.Ordinal));
        Assert.Equal(["d.csv", "folder", "folder.json", "m.json"], folder.Files);
    }

    [Fact]
    public void Every_kind_of_refusal_has_a_reason()
    {
        Assert.Equal("its permissions deny access; change them, or run as a user who has access",
            SystemRefusals.ReasonOf(new UnauthorizedAccessException("Access to the path '/x' is denied.")));
        Assert.Equal("there is no such file; check its name",
            SystemRefusals.ReasonOf(new DirectoryNotFoundException("Could not find a part of the path '/x'.")));
        Assert.Equal("its name is longer than the system allows; shorten it",
            SystemRefusals.ReasonOf(new PathTooLongException("The path '/x' is too long.")));
        Assert.Equal("the system says \"No such luck\"; check the file and the device it is on",
            SystemRefusals.ReasonOf(new IOException("No such luck.")));
    }

    [UnixFact]
    public void Numbers_of_the_system_have_reasons()
    {
        (int Number, string Reason)[] cases =
            [(5, "the device"), (24, "too many files"), (27, "a file of that length"), (28, "the disk is full"), (30, "its file system"),
                (32, "whoever reads")];

        Assert.All(cases,
            each => Assert.StartsWith(each.Reason, SystemRefusals.ReasonOf(new IOException("raw", each.Number)), StringComparison.Ordinal));
    }
}
