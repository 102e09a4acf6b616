using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Seedbed.Compare.Peers;

namespace Seedbed.Compare.Measuring;

/// <summary>A running contestant, asked line by line.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Process? _process;
    private readonly Task<string> _errors = Task.FromResult("");

    public WorkerProcess(Contestant contestant)
    {
        try
        {
            _process = Process.Start(Programs.StartOf(contestant));
            _errors = _process?.StandardError.ReadToEndAsync() ?? _errors;
        }
        catch (Win32Exception)
        {
            // No such program: every question is answered with an error.
        }

        Hello = new Lazy<Reply>(Answer);
    }

    /// <summary>The first answer: who it is. Waits until the program is ready.</summary>
    public Lazy<Reply> Hello { get; }

    public Reply Ask(string request)
    {
        if (Hello.Value.Error is not null)
        {
            return Hello.Value;
        }

        try
        {
            _process?.StandardInput.WriteLine(request);
            _process?.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; the missing answer tells why.
        }

        return Answer();
    }

    public void Dispose()
    {
        if (_process is null)
        {
            return;
        }

        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!_process.WaitForExit(s_patience))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private Reply Answer()
    {
        if (_process?.StandardOutput.ReadLine() is not { } line)
        {
            string reason = _errors.Result.Trim().Split('\n')[^1];
            return new Reply { Error = reason.Length > 0 ? reason : "it cannot be started." };
        }

        try
        {
            return Reply.Parse(line);
        }
        catch (JsonException)
        {
            return new Reply { Error = $"it answered '{line}', which is no JSON." };
        }
    }
}
