using System.Numerics;
using Seedbed.Tests.Golden;
using Seedbed.Tests.Networks;
using Xunit;

namespace Seedbed.Tests.Autodiff;

/// <summary>
/// Every operation's value and gradients, bit for bit, as one hash each: the same with any instruction set (the tests of instruction sets
/// run this one in processes of their
/// own) and on any number of threads.
/// </summary>
public sealed class OperationBitsTests
{
    private static readonly int[] s_threads = [1, 3];

    [Fact]
    public void Bits_are_the_pinned_ones() => PinnedBits.Check(
        "operations",
        KnownOperations.All.Concat(WideExamples.All).SelectMany(example => (KeyValuePair<string, string>[])
            [new($"{example.Name}, float32", Hash<float>(example)), new($"{example.Name}, float64", Hash<double>(example))]));

    private static string Hash<T>(OperationExample example)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string[] hashes = [.. s_threads.Select(threads => HashOn<T>(example, threads)).Distinct()];
        return hashes.Length == 1 ? hashes[0] : throw new InvalidOperationException($"{example} depends on the number of threads.");
    }

    private static string HashOn<T>(OperationExample example, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] value, T[][] gradients) = OperationRun.Run<T>(example, new ExecutionOptions(threads));
        return LittleEndianHash.Sha256<T>([.. value, .. gradients.SelectMany(gradient => gradient)])[..16];
    }
}
