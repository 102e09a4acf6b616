using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>A file being written in the folder of its target, whose name it gets when it is whole.</summary>
/// <param name="handle">The open file.</param>
/// <param name="target">The full path that it will have.</param>
internal abstract class Draft(SafeFileHandle handle, string target) : IDisposable
{
    /// <summary>The file, to be written at offsets.</summary>
    internal SafeFileHandle Handle => handle;

    /// <summary>Where it will be.</summary>
    protected string Target => target;

    /// <summary>Begins a file of a length; drafts of the same target whose writer was killed go first.</summary>
    internal static Draft Begin(string target, long length)
    {
        DraftNames.RemoveLeft(target);
        return UnnamedDraft.TryBegin(target, length) ?? NamedDraft.BeginNamed(target, length);
    }

    /// <summary>Gives the file its name.</summary>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <returns>False where the name is taken and must not be.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    internal abstract bool Publish(bool overwrite);

    /// <summary>Closes the file; it is gone where it was not published.</summary>
    public virtual void Dispose() => handle.Dispose();

    /// <summary>What is told of a length that the system does not allow.</summary>
    protected static IOException NoSuchLength(long length, Exception? fault = null) =>
        new($"the system makes no file of {length} bytes there", fault);
}
