using System.Security.Cryptography;
using Seedbed.Checkpoints.Templates;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints.Inspection;

/// <summary>One tensor, read once from its first element to its last.</summary>
/// <param name="Summary">What was found.</param>
/// <param name="Identity">The same for tensors of the same type, shape and bytes; empty where tensors are equal by nature: all elements are
/// the same, or all are 0 and 1, as in biases of an LSTM and in identity matrices.</param>
internal sealed record TensorMeasurement(TensorSummary Summary, string Identity)
{
    /// <summary>Elements that are read at once; with their values as double numbers they fit in a core's second-level cache.</summary>
    private const int ElementsAtOnce = 1 << 14;

    internal static TensorMeasurement Of(StoredTensor tensor, ProgressMeter meter, CancellationToken token)
    {
        Statistics statistics = new();
        if (tensor.Shape.ElementCount == 0)
        {
            return new TensorMeasurement(new TensorSummary(tensor, statistics, IsConstant: true), "");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        double[] values = new double[(int)Math.Min(tensor.Shape.ElementCount, ElementsAtOnce)];
        byte[] first = [];
        bool isConstant = true;
        bool isPlain = true;
        tensor.Rent(lent => ForEachBlock(lent, block =>
        {
            hash.AppendData(block);
            first = first.Length == 0 ? block[..tensor.Type.SizeInBytes].ToArray() : first;
            isConstant = isConstant && IsAll(block, first);
            Span<double> decoded = values.AsSpan(0, block.Length / tensor.Type.SizeInBytes);
            ElementDecoder.Decode(tensor.Type, block, decoded);
            statistics.Add(decoded);
            isPlain = isPlain && !decoded.ContainsAnyExcept(0, 1);
            meter.Add(block.Length);
        }, token), token);
        string identity = isConstant || isPlain ? "" : $"{tensor.Type} {tensor.Shape} {Convert.ToHexString(hash.GetHashAndReset())}";
        return new TensorMeasurement(new TensorSummary(tensor, statistics, isConstant), identity);
    }

    /// <summary>The same for another name of the same content.</summary>
    internal TensorMeasurement Of(StoredTensor tensor) =>
        Summary.Tensor == tensor ? this : this with { Summary = Summary with { Tensor = tensor } };

    private static void ForEachBlock(StoredTensor tensor, BlockAction action, CancellationToken token)
    {
        long count = tensor.Shape.ElementCount;
        byte[] bytes = new byte[(int)Math.Min(count, ElementsAtOnce) * tensor.Type.SizeInBytes];
        for (long start = 0; start < count; start += ElementsAtOnce)
        {
            token.ThrowIfCancellationRequested();
            Span<byte> block = bytes.AsSpan(0, (int)Math.Min(ElementsAtOnce, count - start) * tensor.Type.SizeInBytes);
            tensor.Read(start, block);
            action(block);
        }
    }

    /// <summary>Whether a block repeats one element: it begins with it, and equals itself moved by it.</summary>
    private static bool IsAll(ReadOnlySpan<byte> block, ReadOnlySpan<byte> element) =>
        block.StartsWith(element) && block[element.Length..].SequenceEqual(block[..^element.Length]);

    /// <summary>Takes the next bytes of a tensor, whole elements.</summary>
    private delegate void BlockAction(ReadOnlySpan<byte> block);
}
