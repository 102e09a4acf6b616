using System.Runtime.InteropServices;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Reading;
using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Tests.Checkpoints.Reading;

namespace Seedbed.Tests.Networks.Models;

/// <summary>Fills a network from a weight file of Keras.</summary>
internal static class StoredWeights
{
    public static void Load(Network network, string path)
    {
        using CheckpointFile file = CheckpointFiles.Open(path);
        foreach (Parameter parameter in network.Parameters)
        {
            StoredTensor stored = file.Tensors.Single(tensor => tensor.Name == parameter.Template.StoredPlaces[0].Path);
            float[] values = new float[parameter.Value.Count];
            stored.Read(0, MemoryMarshal.AsBytes(values.AsSpan()));
            Set(parameter.Value, values);
        }
    }

    /// <summary>Fills a tensor of either type.</summary>
    public static void Set(Tensor tensor, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (tensor.Type == ElementType.Float64)
            {
                tensor.Values<double>()[i] = values[i];
            }
            else
            {
                tensor.Values<float>()[i] = values[i];
            }
        }
    }

    /// <summary>An array of an .npz, as float.</summary>
    public static (float[] Values, int[] Shape) ReadArray(string path, string name)
    {
        using CheckpointFile file = CheckpointFiles.Open(path);
        StoredTensor stored = file.Tensors.Single(tensor => tensor.Name == name);
        byte[] bytes = new byte[stored.ByteCount];
        stored.Read(0, bytes);
        int[] shape = [.. stored.Shape.Dimensions.ToArray().Select(size => (int)size)];
        return (stored.Type.Name switch
        {
            "float32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "float64" => [.. MemoryMarshal.Cast<byte, double>(bytes).ToArray().Select(value => (float)value)],
            "int32" => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(value => (float)value)],
            "int64" => [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(value => (float)value)],
            _ => throw new NotSupportedException(stored.Type.Name),
        }, shape);
    }
}
