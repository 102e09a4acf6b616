namespace Seedbed.LinearAlgebra.Products;

/// <summary>Memory that each thread has for packing, at most half a MiB; its content is void from call to call.</summary>
internal static unsafe class PackingMemory
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? t_bytes;

    /// <summary>At least so many elements, aligned to a cache line, until the thread asks again.</summary>
    public static T* OfThread<T>(int count)
        where T : unmanaged
    {
        int bytes = checked((count * sizeof(T)) + Alignment);
        if (t_bytes is null || t_bytes.Length < bytes)
        {
            t_bytes = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        }

        fixed (byte* first = t_bytes)
        {
            return (T*)(((nuint)first + Alignment - 1) & ~(nuint)(Alignment - 1));
        }
    }
}
