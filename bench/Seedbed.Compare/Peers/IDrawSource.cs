using System.Numerics;
using Seedbed.Compare.Planning;

namespace Seedbed.Compare.Peers;

/// <summary>A library of .NET that is measured: Seedbed itself or a peer.</summary>
internal interface IDrawSource
{
    /// <summary>The library and its version.</summary>
    static abstract string Version { get; }

    /// <summary>What fills a buffer once; null where the library does not do the workload.</summary>
    static abstract Action<T[]>? DrawOf<T>(Workload workload, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>What trains a network; null where the library does not.</summary>
    static virtual IWork? TrainingOf(Workload workload, int threads) => null;
}
