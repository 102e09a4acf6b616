using System.Collections.Immutable;
using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Writing;
using Seedbed.Checkpoints.Zip;

namespace Seedbed.Checkpoints.Formats;

/// <summary>
/// NumPy's .npz file: an archive of .npy files, written without compression, one a tensor, each named after it. A tensor without a safe
/// name has no place in it.
/// </summary>
/// <remarks>
/// Source: <c>numpy.savez</c>. <c>numpy.load(path)["dense/kernel"]</c> gives a tensor; bfloat16 is two opaque bytes there.
/// </remarks>
internal sealed class NpzFormat : CheckpointFormat
{
    public override string Name => ".npz";

    public override string ArchiveContent => $"arrays ({NpyHeader.Ending})";

    /// <summary>An empty archive has no arrays and nothing else.</summary>
    public override bool Recognizes(CheckpointSource source) =>
        source.IsArchive && (source.Archive.Entries.IsEmpty || source.Archive.Entries.Any(IsArray));

    public override CheckpointContent Read(CheckpointSource source)
    {
        var tensors = ImmutableArray.CreateBuilder<StoredTensor>();
        foreach (ZipEntry entry in source.Archive.Entries.Where(IsArray))
        {
            try
            {
                tensors.Add(NpyReader.Read(entry.Name[..^NpyHeader.Ending.Length], source.Archive.Open(entry)));
            }
            catch (FormatException fault)
            {
                throw new FormatException($"'{entry.Name.Excerpt()}': {fault.Message}", fault);
            }
        }

        return new CheckpointContent(tensors.ToImmutable()) { Metadata = ArchiveComment.Read(source.Archive.Comment) };
    }

    protected override CheckpointLayout Layout(InitializationPlan plan) =>
        Archive(plan, plan.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name + NpyHeader.Ending, NpyWriter.Layout(tensor))));

    private static bool IsArray(ZipEntry entry) => entry.Name.EndsWith(NpyHeader.Ending, StringComparison.Ordinal);
}
