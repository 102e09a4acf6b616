using System.Diagnostics;
using Seedbed.Checkpoints.Hdf5.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>
/// Real files with random damage: each is read, or refused with a <see cref="FormatException"/>, within bounds of time and memory.
/// </summary>
public sealed class MutationTests
{
    private const int MutationsPerFile = 1000;
    private const long MostBytes = 192L << 20;
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("models/c_mlp_mixed.weights.h5")]
    [InlineData("models/f_zoo.weights.h5")]
    [InlineData("hdf5/chunked.h5")]
    [InlineData("hdf5/kinds.h5")]
    [InlineData("hdf5/latest.h5")]
    [InlineData("hdf5/ordered.h5")]
    [InlineData("hdf5/soft_links.h5")]
    public void Damage_is_refused_and_nothing_worse(string name)
    {
        FileDamage damage = new(GoldenHdf5.BytesOf(name), 0xD1CE);
        int refused = 0;
        for (int trial = 0; trial < MutationsPerFile; trial++)
        {
            refused += IsRefused(damage.Next(mostChanges: 4), $"{name}, trial {trial}") ? 1 : 0;
        }

        // Damage that hits nothing but values is not seen; structure is hit often enough that this must be many.
        Assert.InRange(refused, MutationsPerFile / 10, MutationsPerFile);
    }

    /// <summary>Checksums hide what lies behind them from damage; who means harm computes them anew.</summary>
    [Theory]
    [InlineData("hdf5/latest.h5")]
    [InlineData("hdf5/ordered.h5")]
    [InlineData("hdf5/chunk_indexes.h5")]
    public void Damage_under_a_right_checksum_is_refused_and_nothing_worse(string name)
    {
        FileDamage damage = new(GoldenHdf5.BytesOf(name), 0xCAFE);
        int refused = 0;
        for (int trial = 0; trial < MutationsPerFile; trial++)
        {
            refused += IsRefused(damage.NextUnderRightChecksums(), $"{name}, trial {trial}") ? 1 : 0;
        }

        Assert.InRange(damage.StretchCount, 20, int.MaxValue);
        Assert.InRange(refused, MutationsPerFile / 10, MutationsPerFile);
    }

    private static bool IsRefused(byte[] content, string trial)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        bool refused = false;
        try
        {
            ReadAll(content);
        }
        catch (FormatException fault)
        {
            refused = true;
            Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"{trial}: {fault.Message}", fault);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes,
            $"{trial}: took {GC.GetAllocatedBytesForCurrentThread() - before} bytes.");
        Assert.True(Stopwatch.GetElapsedTime(start) < s_mostTime, $"{trial}: took {Stopwatch.GetElapsedTime(start)}.");
        return refused;
    }

    private static void ReadAll(byte[] content)
    {
        using Hdf5Reader reader = GoldenHdf5.Open(content);
        byte[] buffer = new byte[1 << 16];
        foreach (Hdf5DatasetEntry dataset in reader.Datasets.Where(dataset => dataset.Type is not null))
        {
            for (long start = 0; start < dataset.ByteCount; start += buffer.Length)
            {
                reader.Read(dataset, start, buffer.AsSpan(0, (int)Math.Min(buffer.Length, dataset.ByteCount - start)));
            }
        }
    }
}
