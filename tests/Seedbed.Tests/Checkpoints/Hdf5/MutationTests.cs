using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>Real files with random damage: each is read, or refused with a <see cref="FormatException"/>, within bounds of time and memory.</summary>
public sealed class MutationTests
{
    private const int MutationsPerFile = 1000;
    private const long MostBytes = 192L << 20;
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(10);

    /// <summary>Values that addresses, lengths and counts break on.</summary>
    private static readonly long[] s_values =
        [0, 1, -1, 2, 8, 96, 0xFF, 0xFFFF, 0x10000, int.MaxValue, uint.MaxValue, 1L << 32, 1L << 40, 1L << 53, long.MaxValue, long.MinValue, -16];

    [Theory]
    [InlineData("models/c_mlp_mixed.weights.h5")]
    [InlineData("models/f_zoo.weights.h5")]
    [InlineData("hdf5/chunked.h5")]
    [InlineData("hdf5/kinds.h5")]
    [InlineData("hdf5/latest.h5")]
    [InlineData("hdf5/ordered.h5")]
    public void Damage_is_refused_and_nothing_worse(string name)
    {
        byte[] original = GoldenHdf5.BytesOf(name);
        int[] places = StructurePlaces(original);
        SplitMix64 random = new(0xD1CE);
        int refused = 0;
        for (int trial = 0; trial < MutationsPerFile; trial++)
        {
            byte[] mutated = Mutate(original, places, ref random);
            refused += IsRefused(mutated, $"{name}, trial {trial}") ? 1 : 0;
        }

        // Damage that hits nothing but values is not seen; structure is hit often enough that this must be many.
        Assert.InRange(refused, MutationsPerFile / 10, MutationsPerFile);
    }

    /// <summary>Checksums hide what lies behind them from damage; who means harm computes them anew.</summary>
    [Theory]
    [InlineData("hdf5/latest.h5")]
    [InlineData("hdf5/ordered.h5")]
    public void Damage_under_a_right_checksum_is_refused_and_nothing_worse(string name)
    {
        byte[] original = GoldenHdf5.BytesOf(name);
        List<(int Start, int Length)> stretches = CheckedStretches(original);
        int[] places = [.. stretches.SelectMany(stretch => Enumerable.Range(stretch.Start, stretch.Length))];
        SplitMix64 random = new(0xCAFE);
        int refused = 0;
        for (int trial = 0; trial < MutationsPerFile; trial++)
        {
            byte[] mutated = [.. original];
            Change(mutated, original, places[random.Next(places.Length)], ref random);
            foreach ((int start, int length) in stretches)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(mutated.AsSpan(start + length - 4), Lookup3.Hash(mutated.AsSpan(start, length - 4)));
            }

            refused += IsRefused(mutated, $"{name}, trial {trial}") ? 1 : 0;
        }

        Assert.InRange(stretches.Count, 20, int.MaxValue);
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

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{trial}: took {GC.GetAllocatedBytesForCurrentThread() - before} bytes.");
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

    /// <summary>One to four changes, and now and then a cut.</summary>
    private static byte[] Mutate(byte[] original, int[] places, ref SplitMix64 random)
    {
        byte[] mutated = [.. original];
        for (int change = random.Next(4); change >= 0; change--)
        {
            Change(mutated, original, places[random.Next(places.Length)], ref random);
        }

        return random.Next(20) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
    }

    /// <summary>Changes a byte, a bit, a field of 2 or 8 bytes, or copies a stretch from elsewhere.</summary>
    private static void Change(byte[] mutated, byte[] original, int place, ref SplitMix64 random)
    {
        switch (random.Next(5))
        {
            case 0:
                mutated[place] = (byte)random.Next(256);
                break;
            case 1:
                mutated[place] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(mutated.AsSpan(Math.Min(place, mutated.Length - 2)), (ushort)random.Next(65536));
                break;
            case 3:
                long value = random.Next(2) == 0 ? s_values[random.Next(s_values.Length)] : random.Next(original.Length);
                BinaryPrimitives.WriteInt64LittleEndian(mutated.AsSpan(Math.Min(place, mutated.Length - 8)), value);
                break;
            default:
                int length = Math.Min(random.Next(64), mutated.Length - place);
                original.AsSpan(random.Next(original.Length - length), length).CopyTo(mutated.AsSpan(place));
                break;
        }
    }

    /// <summary>The stretches that end with a checksum: place and length, the checksum's four bytes included.</summary>
    private static List<(int Start, int Length)> CheckedStretches(byte[] content)
    {
        const int longest = 3000;
        string[] signatures = ["OHDR", "OCHK", "BTHD", "BTIN", "BTLF", "FRHP", "FHIB"];
        List<(int Start, int Length)> stretches = [];
        for (int start = 0; start < content.Length - 8; start++)
        {
            if (signatures.Contains(Encoding.ASCII.GetString(content, start, 4)))
            {
                int length = Enumerable.Range(8, Math.Min(longest, content.Length - start - 4) - 8)
                    .FirstOrDefault(length => Lookup3.Hash(content.AsSpan(start, length)) == BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(start + length)));

                // What the library has moved elsewhere stays behind without a right checksum.
                if (length > 0)
                {
                    stretches.Add((start, length + 4));
                }
            }
        }

        return stretches;
    }

    /// <summary>The places among some zero bytes, but not zeros alone: structure has many of them, values few.</summary>
    private static int[] StructurePlaces(byte[] content) =>
        [.. Enumerable.Range(0, content.Length).Where(place => content.AsSpan(Math.Max(0, place - 8), Math.Min(16, content.Length - Math.Max(0, place - 8))).Count((byte)0) is > 4 and < 16)];

    /// <summary>Steele, Lea and Flood's generator, so that a trial can be repeated.</summary>
    private struct SplitMix64(ulong state)
    {
        internal int Next(int bound)
        {
            state += 0x9E3779B97F4A7C15;
            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
        }
    }
}
