using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>
/// A hidden file of a name of its own, locked while its writer lives. What a killed writer leaves, the next writer of the same target
/// removes.
/// </summary>
internal sealed class NamedDraft : Draft
{
    /// <summary>COR_E_IO: no error number of the system.</summary>
    private const int GeneralFault = unchecked((int)0x80131620);

    private readonly string _path;
    private bool _published;

    private NamedDraft(SafeFileHandle handle, string target, string path)
        : base(handle, target) => _path = path;

    /// <summary>Begins a file of a length.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The draft closes it.")]
    internal static NamedDraft BeginNamed(string target, long length)
    {
        while (true)
        {
            string path = DraftNames.New(target);
            NamedDraft draft = new(Create(path, length), target, path);

            // Between its making and its locking another writer may have taken it for one that was left; from here on none does.
            if (File.Exists(path))
            {
                return draft;
            }

            draft.Dispose();
        }
    }

    /// <inheritdoc/>
    internal override bool Publish(bool overwrite)
    {
        if (overwrite)
        {
            File.Move(_path, Target, overwrite: true);
            _published = true;
        }
        else
        {
            _published = TryMoveToNew();
        }

        return _published;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_published)
        {
            DraftNames.DeleteQuietly(_path);
        }

        base.Dispose();
    }

    /// <summary>
    /// The system makes no file of a length that it has no room for, or that no file may have; .NET tells which in words alone.
    /// </summary>
    private static SafeFileHandle Create(string path, long length)
    {
        try
        {
            // Who may delete it may rename it: that is what Windows asks of a file that is renamed while it is open.
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.None, length);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException) && fault.HResult == GeneralFault)
        {
            throw NoSuchLength(length, fault);
        }
    }

    /// <summary>
    /// False where the name is taken. .NET looks first and renames then, which would replace a file that appears in between; so it is asked
    /// only where the file system can neither rename to a new name nor have two names for a file.
    /// </summary>
    private bool TryMoveToNew()
    {
        int error = OperatingSystem.IsLinux() ? SystemCalls.MoveToNew(_path, Target) : SystemCalls.NotThere;
        if (error is not (0 or SystemCalls.NameTaken) && !OperatingSystem.IsWindows())
        {
            error = SystemCalls.AddName(_path, Target);
            if (error == 0)
            {
                DraftNames.DeleteQuietly(_path);
            }
        }

        return error is 0 or SystemCalls.NameTaken ? error == 0 : TryMove();
    }

    private bool TryMove()
    {
        try
        {
            File.Move(_path, Target, overwrite: false);
            return true;
        }
        catch (IOException) when (Path.Exists(Target))
        {
            return false;
        }
    }
}
