using System.Security.Cryptography;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Writing;
using Seedbed.Checkpoints.Zip;

namespace Seedbed.Checkpoints;

/// <summary>A folder of NumPy's .npy files, one a tensor: <c>dense/kernel</c> stands in <c>dense/kernel.npy</c>.</summary>
public static class NpyFolder
{
    /// <summary>Writes the folder, or leaves everything as it was.</summary>
    /// <param name="path">The folder; what it lies in exists.</param>
    /// <param name="plan">What is written.</param>
    /// <param name="options">Overwriting of a folder that has nothing but .npy files, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">
    /// The folder holds something already, or a tensor's name is no path below a folder; the sentence says which.
    /// </exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left behind.</exception>
    public static void Write(string path, InitializationPlan plan, WriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(plan);
        options ??= WriteOptions.Default;
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        CheckTarget(path, target, options.Overwrite);
        CheckNames(plan);
        string mark = RandomNumberGenerator.GetHexString(16, lowercase: true);
        string draft = $"{Path.GetDirectoryName(target)}/.{Path.GetFileName(target)}.{mark}.seedbed";
        try
        {
            WriteFiles(draft, plan, options);
            Replace(draft, target);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    private static void CheckTarget(string path, string target, bool overwrite)
    {
        if (File.Exists(target))
        {
            throw new ArgumentException($"{path.Excerpt()} is a file; name a folder.");
        }

        if (Path.GetDirectoryName(target) is null)
        {
            throw new ArgumentException($"{path.Excerpt()} is the root of a drive; name a folder in it.");
        }

        if (!Directory.Exists(target))
        {
            return;
        }

        int count = 0;
        foreach (string file in FolderFiles.Below(path, target))
        {
            count++;
            if (!file.EndsWith(NpyHeader.Ending, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"{path.Excerpt()} is a folder with other files than .npy, such as {Path.GetFileName(file).Excerpt()}; name another.");
            }
        }

        if (count > 0 && !overwrite)
        {
            throw new ArgumentException(
                $"{path.Excerpt()} is a folder with {count} files; name another, or allow it to be replaced with --force.");
        }
    }

    /// <summary>Before anything is written: no name leads elsewhere, and none is a folder of another.</summary>
    private static void CheckNames(InitializationPlan plan)
    {
        HashSet<string> folders = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> files = new(StringComparer.OrdinalIgnoreCase);
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            if (!ZipNames.IsSafe(tensor.Name) || !files.Add(tensor.Name))
            {
                throw new ArgumentException(
                    $"tensor '{tensor.Name.Excerpt()}' cannot be a file of a folder: its name has empty parts, '.', '..', ':' or '\\', or "
                    + "is another's but for capital letters.");
            }

            for (int end = tensor.Name.IndexOf('/', StringComparison.Ordinal); end > 0; end = tensor.Name.IndexOf('/', end + 1))
            {
                folders.Add(tensor.Name[..end] + NpyHeader.Ending);
            }
        }

        if (files.FirstOrDefault(file => folders.Contains(file)) is { } both)
        {
            throw new ArgumentException($"'{both.Excerpt()}{NpyHeader.Ending}' would be a file and a folder; rename the tensor.");
        }
    }

    private static void WriteFiles(string folder, InitializationPlan plan, WriteOptions options)
    {
        Explained(() => Directory.CreateDirectory(folder));
        ProgressMeter meter = new(options.Progress);
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            string file = $"{folder}/{tensor.Name}{NpyHeader.Ending}";
            Explained(() => Directory.CreateDirectory(Path.GetDirectoryName(file)!));
            NpyWriter.Write(file, tensor, plan.Stream, options with { Progress = null, Overwrite = false });
            meter.Add(tensor.ByteCount);
        }
    }

    private static void Replace(string draft, string target)
    {
        string? old = Directory.Exists(target) ? draft + ".old" : null;
        if (old is not null)
        {
            Explained(() => Directory.Move(target, old));
        }

        try
        {
            Explained(() => Directory.Move(draft, target));
        }
        catch when (old is not null)
        {
            Directory.Move(old, target);
            throw;
        }

        if (old is not null)
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static void Explained(Action access)
    {
        try
        {
            access();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the folder cannot be written: {SystemRefusals.ReasonOf(fault)}.", fault);
        }
    }
}
