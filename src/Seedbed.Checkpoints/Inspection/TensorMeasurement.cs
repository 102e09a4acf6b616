using System.Security.Cryptography;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints.Inspection;

/// <summary>One tensor, read once from its first element to its last.</summary>
/// <param name="Summary">What was found.</param>
/// <param name="Identity">The same for tensors of the same type, shape and bytes.</param>
internal sealed record TensorMeasurement(TensorSummary Summary, string Identity)
{
    /// <summary>Elements that are read at once; with their values as double numbers they fit in a core's second-level cache.</summary>
    private const int ElementsAtOnce = 1 << 14;

    internal static TensorMeasurement Of(StoredTensor tensor, ProgressMeter meter, CancellationToken token)
    {
        int size = tensor.Type.SizeInBytes;
        long count = tensor.Shape.ElementCount;
        int atOnce = (int)Math.Min(count, ElementsAtOnce);
        byte[] bytes = new byte[atOnce * size];
        double[] values = new double[atOnce];
        byte[] first = new byte[size];
        Statistics statistics = new();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        bool isConstant = true;
        for (long start = 0; start < count; start += atOnce)
        {
            token.ThrowIfCancellationRequested();
            int part = (int)Math.Min(atOnce, count - start);
            Span<byte> block = bytes.AsSpan(0, part * size);
            tensor.Read(start, block, token);
            hash.AppendData(block);
            if (start == 0)
            {
                block[..size].CopyTo(first);
            }

            isConstant = isConstant && IsAll(block, first);
            ElementDecoder.Decode(tensor.Type, block, values);
            statistics.Add(values.AsSpan(0, part));
            meter.Add(block.Length);
        }

        string identity = $"{tensor.Type} {tensor.Shape} {Convert.ToHexString(hash.GetHashAndReset())}";
        return new TensorMeasurement(new TensorSummary(tensor, statistics, isConstant), identity);
    }

    /// <summary>Whether a block repeats one element: it begins with it, and equals itself moved by it.</summary>
    private static bool IsAll(ReadOnlySpan<byte> block, ReadOnlySpan<byte> element) =>
        block.StartsWith(element) && block[element.Length..].SequenceEqual(block[..^element.Length]);
}
