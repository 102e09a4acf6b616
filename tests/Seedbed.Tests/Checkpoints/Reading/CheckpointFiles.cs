using System.IO.Compression;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Inspection;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Writing;
using Seedbed.Keras;
using Seedbed.Tests.Networks.Keras;

namespace Seedbed.Tests.Checkpoints.Reading;

/// <summary>Checkpoints of every format, and their content.</summary>
internal static class CheckpointFiles
{
    public static readonly string[] Endings = [.. KerasFormats.All.Written.Select(format => format.Name)];

    public static InitializationPlan Plan(string model, PlanOptions? options = null) =>
        InitializationPlan.Create(ModelFiles.Read(model), options ?? new PlanOptions { Seed = 1 });

    public static void Write(string path, InitializationPlan plan, WriteOptions? options = null) =>
        KerasFormats.All.Find(path)!.Write(path, plan, options);

    public static CheckpointFile Open(string path) => CheckpointFile.Open(path, KerasFormats.All);

    public static byte[] Bytes(StoredTensor tensor)
    {
        byte[] bytes = new byte[tensor.ByteCount];
        tensor.Read(0, bytes);
        return bytes;
    }

    /// <summary>A .npy file of this header and data.</summary>
    public static byte[] Npy(string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header);
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)text.Length), .. text, .. data];
    }

    /// <summary>An archive of files.</summary>
    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] files)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream file = archive.CreateEntry(name, level).Open();
                file.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A .safetensors file that is all header.</summary>
    public static byte[] EmptyTensors(int count)
    {
        string tensors = string.Join(',', Enumerable.Range(0, count).Select(index => $$"""  "{{index}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"""));
        byte[] json = Encoding.UTF8.GetBytes($"{{{tensors}}}");
        return [.. BitConverter.GetBytes((long)json.Length), .. json];
    }

    /// <summary>Opens and reads everything.</summary>
    public static string[] Inspect(byte[] content)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("f"), content);
        using var file = Open(folder.At("f"));
        return [.. CheckpointInspector.Inspect(file,
            new InspectOptions { MaxDegreeOfParallelism = 1 }).Select(each => $"{each.Tensor}: {each.Values.Mean}")];
    }
}
