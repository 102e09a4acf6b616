using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Seedbed.Random.TensorFlow.Vectors;
using Seedbed.Tests.Autodiff;
using Seedbed.Tests.Batteries;
using Seedbed.Tests.Networks.Training;
using Xunit;

namespace Seedbed.Tests.Random.TensorFlow.Vectors;

/// <summary>
/// The golden suite, and what training makes of weights, once more on every path that this processor has: in processes of their own, with
/// instruction sets switched off.
/// </summary>
public sealed partial class InstructionSetTests
{
    /// <summary>How a child is told which width it must find.</summary>
    private const string LanesVariable = "SEEDBED_TEST_LANES";

    /// <summary>
    /// Golden values of TensorFlow and Keras, the batteries and the bits of training, all of which a child runs, and the test of its width.
    /// </summary>
    private static readonly string[] s_suite =
    [
        nameof(TensorFlowStreamTests), nameof(PublishedAnswerTests), "TensorFlowCaseTests", "SeedGeneratorDrawTests", "OrthogonalTests",
        nameof(WidthBatteryTests), nameof(RoundingBatteryTests), nameof(OperationBitsTests), nameof(TrainingBitsTests), nameof(
            The_width_is_the_expected_one),
    ];

    /// <summary>A filter that finds nothing passes too.</summary>
    private const int LeastTests = 30;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    public static TheoryData<string, int> Switches => Avx2.IsSupported
        ? new() { { "DOTNET_EnableAVX512", 4 }, { "DOTNET_EnableAVX2", 2 }, { "DOTNET_EnableHWIntrinsic", 1 } }
        : new() { { "DOTNET_EnableHWIntrinsic", 1 } };

    private static int Widest => Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? 8
        : Avx2.IsSupported ? 4
        : Sse41.IsSupported || AdvSimd.Arm64.IsSupported ? 2
        : 1;

    [Fact]
    public void The_width_is_the_expected_one()
    {
        string? told = Environment.GetEnvironmentVariable(LanesVariable);
        Assert.Equal(told is null ? Widest : int.Parse(told, CultureInfo.InvariantCulture), LaneFill.Lanes);
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Golden_values_hold_with_instructions_switched_off(string name, int lanes)
    {
        string filter = string.Join('|', s_suite.Select(test => $"FullyQualifiedName~.{test}"));
        ProcessStartInfo start = new("dotnet", ["vstest", typeof(InstructionSetTests).Assembly.Location, $"--TestCaseFilter:{filter}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[name] = "0";

        // A child compares with what is pinned, and never pins.
        start.Environment.Remove("SEEDBED_ACCEPT");
        start.Environment[LanesVariable] = lanes.ToString(CultureInfo.InvariantCulture);
        using Process child = Process.Start(start)!;
        using CancellationTokenSource limit = new(s_longest);
        Task<string> error = child.StandardError.ReadToEndAsync(limit.Token);
        string output = await child.StandardOutput.ReadToEndAsync(limit.Token);
        await child.WaitForExitAsync(limit.Token);

        string text = output + await error;
        Assert.True(child.ExitCode == 0, text);
        Assert.True(int.Parse(Passed().Match(text).Groups[1].ValueSpan, CultureInfo.InvariantCulture) >= LeastTests, text);
    }

    [GeneratedRegex(@"Passed: +(\d+)")]
    private static partial Regex Passed();
}
