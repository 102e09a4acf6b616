namespace Seedbed.Compare.Measuring;

/// <summary>A program that is compared.</summary>
/// <param name="Key">What the command line calls it.</param>
/// <param name="Peer">What the table calls it; {0} stands for the first two parts of its version.</param>
/// <param name="Host">What runs it.</param>
internal sealed record MeasuredProgram(string Key, string Peer, ProgramHost Host)
{
    private const string TorchWorker = "../artifacts/bin/Seedbed.Compare.Torch/release/Seedbed.Compare.Torch";

    /// <summary>What the table calls it, once it has told its version: "PyTorch 1.13" of "PyTorch 1.13.0a0".</summary>
    public string NameOf(string? version)
    {
        string[] words = version?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        string? number = words.FirstOrDefault(word => char.IsAsciiDigit(word[0]));
        return number is null ? Key : Peer.Replace("{0}", string.Join('.', number.Split('.').Take(2)), StringComparison.Ordinal);
    }

    public string Executable => Host switch
    {
        ProgramHost.DotNet => Environment.ProcessPath
            ?? throw new InvalidOperationException("this program has no path; start it from a file."),
        ProgramHost.TorchSharp => Path.Combine(BenchFolder.Path, TorchWorker),
        ProgramHost.Python => Environment.GetEnvironmentVariable("SEEDBED_PYTHON") ?? "python3",
        ProgramHost.Node => "node",
        _ => throw new InvalidOperationException($"Host is {Host}; it must be a value of ProgramHost."),
    };

    public IEnumerable<string> Arguments(Contestant contestant) => Host switch
    {
        ProgramHost.DotNet or ProgramHost.TorchSharp => ["serve", Key, $"{contestant.Threads}"],
        ProgramHost.Python => [Script("py"), $"{contestant.Threads}", contestant.Setting],
        ProgramHost.Node => [Script("js")],
        _ => throw new InvalidOperationException($"Host is {Host}; it must be a value of ProgramHost."),
    };

    private string Script(string ending) => Path.Combine(BenchFolder.Path, "peers", $"peer_{Key.Replace('-', '_')}.{ending}");
}
