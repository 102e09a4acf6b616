using System.Security.Cryptography;

namespace Seedbed.Cli.Initializing;

/// <summary>The seed of a model that was given none.</summary>
internal static class FreshSeed
{
    /// <summary>JSON readers keep integers exact up to this many bits.</summary>
    private const int Bits = 53;

    /// <summary>Uniform from 0 to 2⁵³ − 1, from the system's entropy.</summary>
    internal static long Draw() => (long)(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> (64 - Bits));
}
