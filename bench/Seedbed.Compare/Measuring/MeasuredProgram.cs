namespace Seedbed.Compare.Measuring;

/// <summary>A program that is compared.</summary>
/// <param name="Key">What the command line calls it.</param>
/// <param name="Peer">What the table calls it.</param>
/// <param name="Host">What runs it.</param>
internal sealed record MeasuredProgram(string Key, string Peer, ProgramHost Host)
{
    public string Executable => Host switch
    {
        ProgramHost.DotNet => Environment.ProcessPath ?? throw new InvalidOperationException("this program has no path; start it from a file."),
        ProgramHost.Python => Environment.GetEnvironmentVariable("SEEDBED_PYTHON") ?? "python3",
        ProgramHost.Node => "node",
        _ => throw new InvalidOperationException($"Host is {Host}; it must be a value of ProgramHost."),
    };

    public IEnumerable<string> Arguments(Contestant contestant) => Host switch
    {
        ProgramHost.DotNet => ["serve", Key, $"{contestant.Threads}"],
        ProgramHost.Python => [Script("py"), $"{contestant.Threads}", contestant.Setting],
        ProgramHost.Node => [Script("js")],
        _ => throw new InvalidOperationException($"Host is {Host}; it must be a value of ProgramHost."),
    };

    private string Script(string ending) => Path.Combine(BenchFolder.Path, "peers", $"peer_{Key.Replace('-', '_')}.{ending}");
}
