using System.Runtime.InteropServices;

namespace Seedbed.Cli;

/// <summary>
/// Ctrl-C and the other polite requests to end (SIGTERM, SIGHUP) as a cancellation, so that unfinished files are removed. A second request is no
/// longer held back and ends the process at once. A write beyond the user's limit for files (ulimit -f) is refused like any other, not the end of the process.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    private Interruption() => _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Handle));

    internal CancellationToken Token => _source.Token;

    internal static Interruption Listen()
    {
        if (!OperatingSystem.IsWindows())
        {
            // SIGXFSZ on Linux and macOS, and SIG_IGN; .NET has no door to it, for PosixSignalRegistration runs in a thread of its own, after the kernel's default.
            const int fileTooLong = 25;
            const nint ignore = 1;
            _ = Signal(fileTooLong, ignore);
        }

        return new();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Signal(int signal, nint handler);
}
