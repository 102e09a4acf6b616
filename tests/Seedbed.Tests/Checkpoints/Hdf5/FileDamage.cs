using System.Buffers.Binary;
using System.Text;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>Makes damaged copies of an HDF5 file, the same ones for the same seed.</summary>
internal sealed class FileDamage
{
    /// <summary>Values that addresses, lengths and counts break on.</summary>
    private static readonly long[] s_values =
        [0, 1, -1, 2, 8, 96, 0xFF, 0xFFFF, 0x10000, int.MaxValue, uint.MaxValue, 1L << 32, 1L << 40, 1L << 53, long.MaxValue, long.MinValue,
            -16];

    private readonly byte[] _original;
    private readonly int[] _places;
    private readonly Lazy<(int Start, int Length)[]> _stretches;
    private SplitMix64 _random;

    public FileDamage(byte[] original, ulong seed)
    {
        _original = original;
        _places = StructurePlaces(original);
        _stretches = new(() => CheckedStretches(original));
        _random = new(seed);
    }

    /// <summary>The stretches that end with a checksum.</summary>
    public int StretchCount => _stretches.Value.Length;

    /// <summary>One change or more, and now and then a cut.</summary>
    public byte[] Next(int mostChanges)
    {
        byte[] mutated = [.. _original];
        for (int change = _random.Next(mostChanges); change >= 0; change--)
        {
            Change(mutated, _places[_random.Next(_places.Length)]);
        }

        return _random.Next(20) == 0 ? mutated[.._random.Next(mutated.Length)] : mutated;
    }

    /// <summary>One change to what has a checksum, which is made anew: who means harm does that.</summary>
    public byte[] NextUnderRightChecksums()
    {
        byte[] mutated = [.. _original];
        (int Start, int Length) changed = _stretches.Value[_random.Next(_stretches.Value.Length)];
        Change(mutated, changed.Start + _random.Next(changed.Length));
        WriteChecksums(mutated);
        return mutated;
    }

    /// <summary>Makes the checksums of a changed copy anew.</summary>
    public void WriteChecksums(byte[] mutated)
    {
        foreach ((int start, int length) in _stretches.Value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(mutated.AsSpan(start + length - 4), Lookup3.Hash(mutated.AsSpan(start, length - 4)));
        }
    }

    /// <summary>Changes a byte, a bit, a field of 2 or 8 bytes, or copies a stretch from elsewhere.</summary>
    private void Change(byte[] mutated, int place)
    {
        switch (_random.Next(5))
        {
            case 0:
                mutated[place] = (byte)_random.Next(256);
                break;
            case 1:
                mutated[place] ^= (byte)(1 << _random.Next(8));
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(mutated.AsSpan(Math.Min(place, mutated.Length - 2)), (ushort)_random.Next(65536));
                break;
            case 3:
                long value = _random.Next(2) == 0 ? s_values[_random.Next(s_values.Length)] : _random.Next(_original.Length);
                BinaryPrimitives.WriteInt64LittleEndian(mutated.AsSpan(Math.Min(place, mutated.Length - 8)), value);
                break;
            default:
                int length = Math.Min(_random.Next(64), mutated.Length - place);
                _original.AsSpan(_random.Next(_original.Length - length), length).CopyTo(mutated.AsSpan(place));
                break;
        }
    }

    /// <summary>The stretches that end with a checksum: place and length, the checksum's four bytes included.</summary>
    private static (int Start, int Length)[] CheckedStretches(byte[] content)
    {
        const int longest = 3000;
        string[] signatures = ["OHDR", "OCHK", "BTHD", "BTIN", "BTLF", "FRHP", "FHIB"];
        List<(int Start, int Length)> stretches = [];
        for (int start = 0; start < content.Length - 8; start++)
        {
            if (signatures.Contains(Encoding.ASCII.GetString(content, start, 4)))
            {
                int length = Enumerable.Range(8, Math.Min(longest, content.Length - start - 4) - 8)
                    .FirstOrDefault(
                        length =>
                            Lookup3.Hash(content.AsSpan(start, length)) == BinaryPrimitives.ReadUInt32LittleEndian(
                                content.AsSpan(start + length)));

                // What the library has moved elsewhere stays behind without a right checksum.
                if (length > 0)
                {
                    stretches.Add((start, length + 4));
                }
            }
        }

        return [.. stretches];
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
