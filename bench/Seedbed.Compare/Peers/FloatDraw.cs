using System.Numerics;

namespace Seedbed.Compare.Peers;

/// <summary>For peers that fill float32 only.</summary>
internal static class FloatDraw
{
    public static Action<T[]>? Of<T>(Action<float[]>? draw)
        where T : unmanaged, IFloatingPointIeee754<T> => draw as Action<T[]>;
}
