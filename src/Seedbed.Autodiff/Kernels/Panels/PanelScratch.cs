namespace Seedbed.Autodiff.Kernels.Panels;

/// <summary>Memory that each thread has for packing; its content is void from call to call.</summary>
internal static unsafe class PanelScratch
{
    [ThreadStatic]
    private static TensorBuffer? t_buffer;

    /// <summary>At least so many elements.</summary>
    internal static T* OfThread<T>(int count)
        where T : unmanaged
    {
        long bytes = (long)count * sizeof(T);
        if (t_buffer is null || t_buffer.ByteCount < bytes)
        {
            t_buffer = new TensorBuffer(bytes);
        }

        return (T*)t_buffer.First;
    }
}
