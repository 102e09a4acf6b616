using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints.Writing.Drafts;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Writing.Drafts;

/// <summary>
/// Both ways in which a file is written before it has its name: without one, and under one of its own, as everywhere but on Linux.
/// </summary>
public sealed class DraftTests
{
    public static TheoryData<bool> Ways => OperatingSystem.IsLinux() ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_published_draft_is_all_that_there_is(bool unnamed)
    {
        using TemporaryFolder folder = new();
        using (Draft draft = Begin(unnamed, folder.At("w")))
        {
            Write(draft, 1);
            Assert.Equal(unnamed ? 0 : 1, folder.Files.Length);
            Assert.True(draft.Publish(overwrite: false));
        }

        Assert.Equal(["w"], folder.Files);
        Assert.Equal([1], File.ReadAllBytes(folder.At("w")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_file_is_replaced_where_that_is_asked(bool unnamed)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("w"), "old");
        using (Draft draft = Begin(unnamed, folder.At("w")))
        {
            Write(draft, 2);
            Assert.True(draft.Publish(overwrite: true));
        }

        Assert.Equal(["w"], folder.Files);
        Assert.Equal([2], File.ReadAllBytes(folder.At("w")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_file_that_has_the_name_is_kept_where_that_is_not_asked(bool unnamed)
    {
        using TemporaryFolder folder = new();
        using (Draft draft = Begin(unnamed, folder.At("w")))
        {
            File.WriteAllText(folder.At("w"), "mine");
            Assert.False(draft.Publish(overwrite: false));
        }

        Assert.Equal(["w"], folder.Files);
        Assert.Equal("mine", File.ReadAllText(folder.At("w")));
    }

    /// <summary>
    /// Between a look and a rename another could take the name: of many that want it at once, each told that it has it, only one may.
    /// </summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Of_several_at_once_one_has_the_name(bool unnamed)
    {
        using TemporaryFolder folder = new();
        for (int round = 0; round < 50; round++)
        {
            string target = folder.At($"w{round}");
            Draft[] drafts = [.. Enumerable.Range(0, 4).Select(_ => Begin(unnamed, target))];
            using Barrier start = new(drafts.Length);
            int[] published = new int[drafts.Length];
            Thread[] threads = [.. drafts.Select((draft, i) => new Thread(() =>
            {
                start.SignalAndWait();
                published[i] = draft.Publish(overwrite: false) ? 1 : 0;
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Array.ForEach(drafts, draft => draft.Dispose());

            Assert.Equal(1, published.Sum());
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_draft_that_is_not_published_leaves_nothing(bool unnamed)
    {
        using TemporaryFolder folder = new();

        Begin(unnamed, folder.At("w")).Dispose();

        Assert.Empty(folder.Files);
    }

    /// <summary>A killed writer holds no lock any more, a living one does.</summary>
    [Fact]
    public void What_a_killed_writer_left_goes_with_the_next_draft_and_what_others_write_stays()
    {
        using TemporaryFolder folder = new();
        string left = DraftNames.New(folder.At("w"));
        string other = DraftNames.New(folder.At("w2"));
        string[] alien = [folder.At(".w.ffffffff-0123456789abcdef.seedbed"), folder.At(".w.seedbed"), folder.At("w.tmp")];
        Array.ForEach([left, other, .. alien], path => File.WriteAllText(path, ""));
        string living = DraftNames.New(folder.At("w"));
        using SafeFileHandle held = File.OpenHandle(living, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);

        Draft.Begin(folder.At("w"), 10).Dispose();

        Assert.Equal(((string[])[living, other, .. alien]).Order(StringComparer.Ordinal), folder.Files.Select(folder.At));
    }

    [Fact]
    public void A_name_is_never_too_long()
    {
        using TemporaryFolder folder = new();
        string target = folder.At(string.Concat(Enumerable.Repeat("a😀", 51)));

        using (NamedDraft draft = NamedDraft.BeginNamed(target, 1))
        {
            Assert.True(draft.Publish(overwrite: false));
        }

        Assert.Equal([Path.GetFileName(target)], folder.Files);
    }

    [Fact]
    public void A_scratch_file_has_no_name_and_can_be_written()
    {
        using TemporaryFolder folder = new();
        using SafeFileHandle scratch = ScratchFile.Create(folder.Path);
        RandomAccess.Write(scratch, [7], 3);

        Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, folder.Files.Length);
        Assert.Equal(4, RandomAccess.GetLength(scratch));
    }

    private static Draft Begin(bool unnamed, string target) =>
        unnamed ? UnnamedDraft.TryBegin(target, 1)! : NamedDraft.BeginNamed(target, 1);

    private static void Write(Draft draft, byte value) => RandomAccess.Write(draft.Handle, [value], 0);
}
