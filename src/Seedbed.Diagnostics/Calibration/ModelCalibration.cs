using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Models that are initialized from data.</summary>
public static class ModelCalibration
{
    /// <summary>
    /// Rescales the model's drawn weights by what they make of the first samples. Weights that were set, loaded or trained, or whose
    /// initializer draws nothing, stay. Done again with the same samples it changes nothing beyond its tolerance.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">For each input of the model, in its order, samples.</param>
    /// <param name="method">How: <see cref="Calibration.Lsuv"/>, or a name such as <c>"lsuv"</c>.</param>
    /// <param name="options">The size of the batch, what is kept, threads.</param>
    /// <returns>What was changed, and what was left alone.</returns>
    /// <exception cref="ArgumentException">
    /// The samples do not fit the model, or have a value that is not finite; or the method has nothing to do in this model.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the model is as it was.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Dense(64, activation: "tanh"), new Dense(3)], seed: 42);
    /// CalibrationTable table = model.Calibrate([new float[64, 8]], Calibration.Lsuv);
    /// foreach (CalibratedLayer layer in table.Layers)
    /// {
    ///     Console.WriteLine($"{layer.Layer}: {layer.Before:F3} to {layer.After:F3} {layer.Note}");
    /// }
    /// </code>
    /// </example>
    public static CalibrationTable Calibrate(
        this Model model, IReadOnlyList<Samples> inputs, Calibration method, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(method);
        return CalibrationRun.Run(model, inputs, method, options ?? new CalibrationOptions(), []);
    }

    /// <summary>The same with the inputs of data; targets are not looked at.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples.</param>
    /// <param name="method">How.</param>
    /// <param name="options">The size of the batch, what is kept, threads.</param>
    /// <exception cref="ArgumentException">The samples do not fit, or the method has nothing to do in this model.</exception>
    /// <example>
    /// <code>
    /// Model model = Model.Load("samples/deep.json", seed: 42);
    /// CalibrationTable table = model.Calibrate(DataSet.Read("samples/digits.npz"), "lsuv(tolerance=0.05)");
    /// </code>
    /// </example>
    public static CalibrationTable Calibrate(
        this Model model, DataSet data, Calibration method, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Calibrate(model, data.Inputs, method, options);
    }

    /// <summary>
    /// The same without data: inputs are independent N(0, 1) of the model's seed; those of an Embedding are tokens, each as likely.
    /// </summary>
    /// <param name="model">A model that knows the shape of its input; a size that is not known is 32.</param>
    /// <param name="method">How.</param>
    /// <param name="options">The size of the batch, what is kept, threads.</param>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    /// <exception cref="ArgumentException">The method has nothing to do in this model.</exception>
    /// <example>
    /// <code>
    /// Model model = Model.Load("samples/deep.json", seed: 42);
    /// CalibrationTable table = model.Calibrate(Calibration.Lsuv);
    /// </code>
    /// </example>
    public static CalibrationTable Calibrate(this Model model, Calibration method, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        options ??= new CalibrationOptions();
        (IReadOnlyList<Samples> inputs, string note) = GaussianInputs.Of(model, CalibrationRun.BatchSizeOf(model, options, []));
        return CalibrationRun.Run(model, inputs, method, options, [note]);
    }
}
