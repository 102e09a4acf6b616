using System.Runtime.InteropServices;

namespace Seedbed.Cli;

/// <summary>
/// Ctrl-C and the other polite requests to end (SIGTERM, SIGHUP) as a cancellation, so that unfinished files are removed. A second request is no
/// longer held back and ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    private Interruption() => _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Handle));

    internal CancellationToken Token => _source.Token;

    internal static Interruption Listen() => new();

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
}
