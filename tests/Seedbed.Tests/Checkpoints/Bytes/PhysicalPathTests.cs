using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Writing;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Bytes;

/// <summary>A path leads where the system's own walk leads, not where its text does.</summary>
public sealed class PhysicalPathTests
{
    [UnixTheory]
    [InlineData("current/model", "store/latest")]
    [InlineData("current/../x", "store/x")]
    [InlineData("current/./../../x", "x")]
    [InlineData("away/x", "store/x")]
    [InlineData("chain/model", "store/latest")]
    [InlineData("nowhere", "store/none/w")]
    [InlineData("not/there/w", "not/there/w")]
    public void Links_are_followed_before_the_parts_behind_them(string path, string expected)
    {
        using TemporaryFolder folder = new();
        string root = PhysicalPath.Of(folder.Path);
        Directory.CreateDirectory(folder.At("store/v1"));
        File.CreateSymbolicLink(folder.At("current"), "store/v1");
        File.CreateSymbolicLink(folder.At("chain"), "current");
        File.CreateSymbolicLink(folder.At("store/v1/model"), "../latest");
        File.CreateSymbolicLink(folder.At("away"), folder.At("store"));
        File.CreateSymbolicLink(folder.At("nowhere"), "store/none/w");

        Assert.Equal($"{root}/{expected}", PhysicalPath.Of($"{folder.Path}/{path}"));
    }

    [UnixTheory]
    [InlineData("a")]
    [InlineData("a/b")]
    public void A_circle_is_refused(string path)
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.At("a"), "b");
        File.CreateSymbolicLink(folder.At("b"), "a");

        Assert.Throws<IOException>(() => PhysicalPath.Of($"{folder.Path}/{path}"));
    }

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_file_behind_a_link_in_a_linked_folder_is_the_one_that_is_written(bool overwrite)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.At("store/v1"));
        File.CreateSymbolicLink(folder.At("current"), "store/v1");
        File.CreateSymbolicLink(folder.At("store/v1/model"), "../latest");
        File.WriteAllText(folder.At("latest"), "precious");

        using (TargetFile target = new(folder.At("current/model"), overwrite, 1))
        {
            RandomAccess.Write(target.Handle, [1], 0);
            target.Commit(flushToDisk: false);
        }

        Assert.Equal("precious", File.ReadAllText(folder.At("latest")));
        Assert.Equal([1], File.ReadAllBytes(folder.At("store/latest")));
    }
}
