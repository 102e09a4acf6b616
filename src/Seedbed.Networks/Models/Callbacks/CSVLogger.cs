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
    public override void OnTrainBegin(TrainingState state)
    {
        _names = null;
        if (!_append)
        {
            File.WriteAllText(_path, "");
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
        File.AppendAllText(_path, lines.ToString());
    }
}
