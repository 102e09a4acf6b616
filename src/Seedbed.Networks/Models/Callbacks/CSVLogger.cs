using System.Text;

namespace Seedbed.Models;

/// <summary>
/// Writes a line for each epoch: <c>epoch</c>, from 0 as in Keras, and its values in the order of their names. Source:
/// <c>keras.callbacks.CSVLogger</c>.
/// </summary>
public sealed class CSVLogger : Callback
{
    private readonly string _path;
    private readonly string _separator;
    private readonly bool _append;
    private string[]? _names;

    /// <summary>Writes to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between values.</param>
    /// <param name="append">Whether lines are added to those of the file; else it begins anew.</param>
    public CSVLogger(string path, string separator = ",", bool append = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(separator);
        (_path, _separator, _append) = (path, separator, append);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written; the sentence names it.</exception>
    public override void OnTrainBegin(TrainingState state)
    {
        _names = null;
        if (!_append)
        {
            Write(File.WriteAllText, "");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StringBuilder lines = new();
        if (_names is null)
        {
            _names = [.. state.Logs.Keys.Order(StringComparer.Ordinal)];
            bool hasHeader = File.Exists(_path) && new FileInfo(_path).Length > 0;
            lines.Append(hasHeader ? "" : string.Join(_separator, _names.Prepend("epoch")) + '\n');
        }

        IEnumerable<string> values =
            _names.Select(name => state.Logs.TryGetValue(name, out double value) ? $"{value}" : "NA").Prepend($"{state.Epoch - 1}");
        lines.Append(string.Join(_separator, values)).Append('\n');
        Write(File.AppendAllText, lines.ToString());
    }

    /// <summary>What the system refuses names the file.</summary>
    private void Write(Action<string, string> write, string text)
    {
        try
        {
            write(_path, text);
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new IOException($"the log {_path.Excerpt()} cannot be written: its folder does not exist; make it first.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the log {_path.Excerpt()} cannot be written: {SystemRefusals.ReasonOf(fault)}.", fault);
        }
    }
}
