using Xunit;

namespace Seedbed.Tests.Messages;

/// <summary>Sentences stand once, in the order in which they were said.</summary>
public sealed class NoteListTests
{
    [Fact]
    public void What_is_said_again_is_not_added()
    {
        NoteList notes = ["b", "a"];
        notes.AddRange(["a", "c"]);

        Assert.False(notes.Add("b"));
        Assert.True(notes.Add("d"));
        Assert.Equal(["b", "a", "c", "d"], notes);
        Assert.Equal((4, "c"), (notes.Count, notes[2]));
    }
}
