using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Writing;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Writing;

/// <summary>What becomes of links and permissions.</summary>
public sealed class TargetFileTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [UnixFact]
    public void A_replaced_file_hands_on_its_permissions()
    {
        using TemporaryFolder folder = new();
        foreach (
            UnixFileMode mode in (UnixFileMode[])[Owner | UnixFileMode.GroupRead, Owner, UnixFileMode.UserRead,
                Owner | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite])
        {
            File.WriteAllText(folder.At("w"), "old");
            Chmod(folder.At("w"), mode);

            Write(folder.At("w"), overwrite: true);

            Assert.Equal(mode, Mode(folder.At("w")));
            Assert.Equal([1], File.ReadAllBytes(folder.At("w")));
            Assert.Equal(["w"], folder.Files);
            File.Delete(folder.At("w"));
        }
    }

    [UnixFact]
    public void A_new_file_has_the_permissions_of_any_new_file()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("any"), "");

        Write(folder.At("w"), overwrite: true);

        Assert.Equal(Mode(folder.At("any")), Mode(folder.At("w")));
    }

    [UnixFact]
    public void Through_links_the_file_is_replaced_and_the_links_stay()
    {
        using TemporaryFolder folder = new();
        string kept = Directory.CreateDirectory(folder.At("kept")).FullName;
        File.WriteAllText(Path.Combine(kept, "w"), "old");
        File.CreateSymbolicLink(folder.At("second"), "kept/w");
        File.CreateSymbolicLink(folder.At("first"), "second");

        Assert.Throws<ArgumentException>(() => Write(folder.At("first"), overwrite: false));
        Write(folder.At("first"), overwrite: true);

        Assert.Equal("second", new FileInfo(folder.At("first")).LinkTarget);
        Assert.Equal("kept/w", new FileInfo(folder.At("second")).LinkTarget);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(kept, "w")));
        Assert.Equal(["first", "kept", "second"], folder.Files);
    }

    [UnixFact]
    public void A_link_to_no_file_makes_it()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.At("link"), "w");

        Write(folder.At("link"), overwrite: false);

        Assert.Equal("w", new FileInfo(folder.At("link")).LinkTarget);
        Assert.Equal([1], File.ReadAllBytes(folder.At("w")));
    }

    [UnixFact]
    public void Links_that_lead_nowhere_are_told()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.At("circle"), "circle");
        File.CreateSymbolicLink(folder.At("far"), folder.At("none/w"));

        Assert.Contains(
            "in a circle", Assert.Throws<IOException>(() => Write(folder.At("circle"), overwrite: true)).Message, StringComparison.Ordinal);
        Assert.Contains(
            $"the folder {folder.At("none")} does not exist",
            Assert.Throws<DirectoryNotFoundException>(() => Write(folder.At("far"), overwrite: true)).Message,
            StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_pipe_is_no_target()
    {
        if (OperatingSystem.IsLinux())
        {
            using TemporaryFolder folder = new();
            ToolProcess.Shell("mkfifo w; ln -s /dev/full full", folder.Path).IsDone();

            Assert.Contains("is a pipe", Assert.Throws<ArgumentException>(() => Write(folder.At("w"), overwrite: true)).Message,
                StringComparison.Ordinal);
            Assert.Contains("is a device", Assert.Throws<ArgumentException>(() => Write(folder.At("full"), overwrite: true)).Message,
                StringComparison.Ordinal);
        }
    }

    private static void Write(string path, bool overwrite)
    {
        using TargetFile target = new(path, overwrite, 1);
        RandomAccess.Write(target.Handle, [1], 0);
        target.Commit(flushToDisk: true);
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void Chmod(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
