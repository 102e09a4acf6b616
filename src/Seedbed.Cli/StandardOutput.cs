using System.Runtime.InteropServices;

namespace Seedbed.Cli;

/// <summary>
/// Bytes for standard output as the system takes them. .NET's own stream says nothing of a reader who has gone, for whom terabytes would
/// be drawn in vain, and its stream of a file does not move the place at which the shell's next command writes.
/// </summary>
internal sealed partial class StandardOutput : Stream
{
    private const int Handle = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int TryAgainOnMac = 35;
    private const int ClosedPipe = 32;

    private readonly Stream? _other = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : null;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="ReaderGoneException">Nobody reads any more.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_other is not null)
        {
            _other.Write(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            nint written = Write(Handle, in MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            buffer = buffer[(written < 0 ? Refused(Marshal.GetLastPInvokeError()) : (int)written)..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _other?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _other?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The bytes that were taken, none, where it is worth another try.</summary>
    private static int Refused(int error)
    {
        switch (error)
        {
            case Interrupted:
                return 0;
            case TryAgain or TryAgainOnMac:
                Thread.Sleep(1);
                return 0;
            case ClosedPipe:
                throw new ReaderGoneException();
            default:
                IOException fault = new(Marshal.GetPInvokeErrorMessage(error), error);
                throw new IOException($"cannot write to standard output: {SystemRefusals.ReasonOf(fault)}.", fault);
        }
    }

    // The span is held in place during the call, and no more bytes than it has are read.
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int file, in byte bytes, nuint count);
}

/// <summary>Who read standard output has stopped, as <c>head</c> does: there is nothing left to do, and no fault.</summary>
internal sealed class ReaderGoneException : IOException
{
    public ReaderGoneException()
        : base("whoever reads standard output has stopped.")
    {
    }

    public ReaderGoneException(string message)
        : base(message)
    {
    }

    public ReaderGoneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
