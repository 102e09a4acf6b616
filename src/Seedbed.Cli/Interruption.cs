using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Seedbed.Cli;

/// <summary>
/// Ctrl-C and the other polite requests to end (SIGTERM, SIGHUP) as a cancellation, so that unfinished files are removed. Where the work
/// does not end by itself, because the system holds it in a call (a pipe that nobody reads, a disk that does not answer), the process is
/// ended; a second request ends it at once. A write beyond the user's limit for files (ulimit -f) is refused like any other, not the end of
/// the process.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>Work looks at its token many times a second; half of the time that containers are given to end.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _source = new();
    private readonly Timer _end = new(_ => End());
    private readonly PosixSignalRegistration[] _registrations;

    private Interruption() => _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Handle));

    internal CancellationToken Token => _source.Token;

    internal static Interruption Listen()
    {
        if (!OperatingSystem.IsWindows())
        {
            // SIGXFSZ on Linux and macOS, and SIG_IGN; .NET has no door to it, for PosixSignalRegistration runs in a thread of its own,
            // after the kernel's default.
            const int fileTooLong = 25;
            const nint ignore = 1;
            _ = Signal(fileTooLong, ignore);
        }

        return new();
    }

    /// <summary>
    /// The work ends by itself, which may take longer than one's patience: a file is written. Another request ends the process.
    /// </summary>
    internal void Heard() => _end.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _end.Dispose();
        _source.Dispose();
    }

    private static void End()
    {
        // The console's own streams wait for each other, and one of them may be the call that is held.
        const int StandardError = 2;
        byte[] sentence = Encoding.UTF8.GetBytes($"seedbed: stopped; the system held a call for {s_patience.TotalSeconds} seconds, so that "
            + $"a temporary file may be left.{Environment.NewLine}");
        if (!OperatingSystem.IsWindows())
        {
            using SafeFileHandle handle = new(StandardError, ownsHandle: false);
            using FileStream error = new(handle, FileAccess.Write, bufferSize: 0);
            error.Write(sentence);
        }

        Environment.Exit(ExitStatus.Interrupted);
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _end.Change(s_patience, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Signal(int signal, nint handler);
}
