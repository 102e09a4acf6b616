using System.Globalization;
using System.Text.RegularExpressions;
using Seedbed.Checkpoints;

namespace Seedbed.Models;

/// <summary>Saves the model, or its weights, after epochs. Source: <c>keras.callbacks.ModelCheckpoint</c>.</summary>
public sealed partial class ModelCheckpoint : MonitorCallback
{
    private readonly string _path;
    private readonly bool _saveBestOnly;
    private readonly bool _saveWeightsOnly;
    private double? _best;

    /// <summary>Saves after epochs, over what stands there.</summary>
    /// <param name="path">
    /// The file, .keras for the model, .weights.h5, .safetensors or .npz for weights alone; <c>{epoch:02d}</c> and values of the epoch,
    /// <c>{val_loss:.2f}</c>, may stand in it.
    /// </param>
    /// <param name="monitor">The name of the value that tells which epoch is the best.</param>
    /// <param name="saveBestOnly">Whether an epoch is saved only where the value is better than in all before.</param>
    /// <param name="saveWeightsOnly">Whether weights alone are saved.</param>
    /// <param name="mode">Whether the value is to fall or to rise.</param>
    /// <param name="initialValueThreshold">A value that the best must be better than; null for any.</param>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    public ModelCheckpoint(
        string path, string monitor = "val_loss", bool saveBestOnly = false, bool saveWeightsOnly = false,
        MonitorMode mode = MonitorMode.Auto, double? initialValueThreshold = null)
        : base(monitor, mode, minDelta: 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _ = saveWeightsOnly ? WeightFiles.FormatOf(path) : WeightFiles.ModelFormatOf(path);
        _path = path;
        _saveBestOnly = saveBestOnly;
        _saveWeightsOnly = saveWeightsOnly;
        _best = initialValueThreshold;
    }

    /// <summary>The file that was saved last; null before one.</summary>
    public string? LastPath { get; private set; }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_saveBestOnly)
        {
            double value = Value(state);
            if (!IsImprovement(value, _best))
            {
                return;
            }

            _best = value;
        }

        string path = PathOf(state);
        WriteOptions options = new() { Overwrite = true };
        if (_saveWeightsOnly)
        {
            state.Model.SaveWeights(path, options);
        }
        else
        {
            state.Model.Save(path, options);
        }

        LastPath = path;
    }

    /// <summary>The path with the values of the epoch in the places of Python's replacement fields.</summary>
    private string PathOf(TrainingState state) => Field().Replace(_path, field =>
    {
        string name = field.Groups["name"].Value;
        if (name == "epoch")
        {
            string width = field.Groups["width"].Success ? field.Groups["width"].Value : "1";
            return state.Epoch.ToString("D" + width, CultureInfo.InvariantCulture);
        }

        double value = state.Logs.TryGetValue(name, out double known)
            ? known
            : throw new ArgumentException(
                $"the path '{_path.Excerpt()}' has '{{{name.Excerpt()}}}', and the training tells epoch, "
                + $"{string.Join(", ", state.Logs.Keys)}; name one of these.");
        return field.Groups["digits"].Success
            ? value.ToString("F" + field.Groups["digits"].Value, CultureInfo.InvariantCulture)
            : $"{value}";
    });

    [GeneratedRegex(@"\{(?<name>\w+)(:0?(?<width>[1-9])?d?(\.(?<digits>\d)f)?)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
