using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Launcher;

/// <summary>Which file the launcher of the native files starts, held against processors that are told to it and files that only say their names.</summary>
public sealed class NativeLauncherTests : IDisposable
{
    private const string V2 = "fpu sse2 pni ssse3 cx16 sse4_1 sse4_2 popcnt lahf_lm";
    private const string V3 = V2 + " avx avx2 bmi1 bmi2 f16c fma abm movbe";
    private const string V4 = V3 + " avx512f avx512bw avx512cd avx512dq avx512vl";

    private readonly TemporaryFolder _folder = new();

    public NativeLauncherTests()
    {
        string launcher = File.ReadAllText(Repository.At("src", "Seedbed.Cli", "Native", "launcher.sh"));
        Assert.Contains("/proc/cpuinfo", launcher, StringComparison.Ordinal);
        File.WriteAllText(_folder.At("seedbed"), launcher.Replace("/proc/cpuinfo", _folder.At("cpuinfo"), StringComparison.Ordinal));
        foreach (string level in new[] { "v2", "v3", "v4" })
        {
            File.WriteAllText(_folder.At($"seedbed-x86-64-{level}"), $"#!/bin/sh\necho {level} \"$@\"\nexit 7\n");
        }
    }

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData(V4, "", "v4")]
    [InlineData(V3, "", "v3")]
    [InlineData(V3 + " avx512f avx512cd", "", "v3")]
    [InlineData(V3 + " avx512fp16", "", "v3")]
    [InlineData(V2 + " avx", "", "v2")]
    [InlineData(V2, "", "v2")]
    [InlineData(V4, "DOTNET_EnableAVX512=0", "v3")]
    [InlineData(V4, "DOTNET_EnableAVX2=0", "v2")]
    [InlineData(V4, "DOTNET_EnableHWIntrinsic=0", "v2")]
    [InlineData(V4, "DOTNET_EnableAVX512=1", "v4")]
    public void The_processor_and_the_switches_of_NET_decide(string flags, string setting, string level)
    {
        ToolRun run = Run(flags, $"{setting} ./seedbed 'a b' c");

        Assert.Equal(new ToolRun(7, $"{level} a b c\n", ""), run);
    }

    [UnixTheory]
    [InlineData("mkdir d; ln -s ../seedbed d/s; cd /; ", "\"$OLDPWD/d/s\"")]
    [InlineData("mkdir d; ln -s $PWD/seedbed d/s; ln -s s d/t; PATH=$PWD/d:$PATH; ", "t")]
    [InlineData("", "sh seedbed")]
    public void A_link_starts_what_it_leads_to(string before, string start) =>
        Assert.Equal("v4 x\n", Run(V4, $"{before}{start} x").Output);

    [UnixFact]
    public void A_processor_that_is_too_old_gets_a_sentence() =>
        Run("fpu sse2 pni ssse3 cx16 lahf_lm", "./seedbed list").IsRefused(2, "this processor has no popcnt, which the files in . need (x86-64-v2)");

    [UnixFact]
    public void A_file_that_is_missing_gets_a_sentence() =>
        Run(V4, "rm seedbed-x86-64-v4; ./seedbed list").IsRefused(2, "./seedbed-x86-64-v4 is missing");

    /// <summary>Where nothing tells of the processor, the file for every processor is started.</summary>
    [UnixFact]
    public void Without_flags_the_least_is_started() => Assert.Equal("v2 x\n", Run(V4, "rm cpuinfo; ./seedbed x").Output);

    private ToolRun Run(string flags, string line)
    {
        File.WriteAllText(_folder.At("cpuinfo"), $"processor\t: 0\nflags\t\t: {flags}\nbugs\t\t:\n\nprocessor\t: 1\nflags\t\t: fpu\n");
        return ToolProcess.Shell($"chmod +x seedbed*; {line}", _folder.Path);
    }
}
