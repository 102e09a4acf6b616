using Seedbed.Layers;
using Seedbed.Training;

namespace Seedbed.Models;

/// <content>What a model does with samples.</content>
public partial class Model
{
    private Compilation? _compilation;

    /// <summary>Settles what the model is trained with; what an optimizer remembers of earlier trainings is forgotten.</summary>
    /// <param name="optimizer">An optimizer, or its Keras name, call or configuration: <c>"adam"</c>.</param>
    /// <param name="loss">A loss, or its Keras name, call or configuration: <c>"sparse_categorical_crossentropy"</c>.</param>
    /// <param name="metrics">What is told beside the loss: <c>"accuracy"</c>.</param>
    /// <exception cref="ArgumentException">
    /// A name is unknown (the nearest is suggested), or a metric cannot be measured beside the loss.
    /// </exception>
    public void Compile(Optimizer optimizer, Loss loss, params IReadOnlyList<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(metrics);
        _compilation = new Compilation(optimizer, [new OutputLoss(loss) { Metrics = [.. metrics] }], isForAll: true);
    }

    /// <summary>The same for a model of several outputs, each with a loss, its weight and metrics.</summary>
    /// <param name="optimizer">An optimizer, or its Keras name, call or configuration: <c>"adam"</c>.</param>
    /// <param name="losses">One for each output, in their order or by their names.</param>
    /// <exception cref="ArgumentException">
    /// A name is unknown (the nearest is suggested), there is no loss, or a metric cannot be measured beside its loss.
    /// </exception>
    /// <example>
    /// <code>
    /// Input input = new([4]);
    /// SymbolicTensor price = new Dense(1, name: "price").On(input);
    /// SymbolicTensor kind = new Dense(3, activation: "softmax", name: "kind").On(input);
    /// Model model = new([input], [price, kind], seed: 1);
    /// OutputLoss ofKind = new("sparse_categorical_crossentropy") { Metrics = ["accuracy"] };
    /// model.Compile("adam", new OutputLoss("mse", Weight: 0.5), ofKind);
    /// DataSet data = DataSet.Of([new float[8, 4]], [new float[8], new int[8]]);
    /// History history = model.Fit(data);
    /// Console.WriteLine(string.Join(", ", history.Names));
    /// </code>
    /// </example>
    public void Compile(Optimizer optimizer, params IReadOnlyList<OutputLoss> losses)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(losses);
        _compilation = losses.Count > 0
            ? new Compilation(optimizer, [.. losses], isForAll: false)
            : throw new ArgumentException("there is no loss; give one for each output of the model.", nameof(losses));
    }

    /// <summary>Trains the model, as <c>model.fit</c> of Keras.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets, one for each input.</param>
    /// <param name="batchSize">The samples of a step.</param>
    /// <param name="epochs">How often all samples are gone through.</param>
    /// <param name="validationData">Samples that are not learned from, evaluated after each epoch; null for none.</param>
    /// <param name="validationSplit">The share of the samples, the last of them, that is kept for validation.</param>
    /// <param name="shuffle">Whether the samples stand in a new order in every epoch.</param>
    /// <param name="seed">Gives the orders; the model's seed where it is null.</param>
    /// <param name="callbacks">What is told of every step and epoch, and may stop the training.</param>
    /// <param name="progress">Called after each step.</param>
    /// <param name="cancellationToken">Stops the training; what was learned in whole steps stays.</param>
    /// <returns>The means of every epoch.</returns>
    /// <exception cref="ArgumentException">
    /// Samples or targets do not fit the model, or have values that are not finite; the sentence names layer and shapes, or the sample.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">
    /// The loss is NaN or infinite; the sentence names epoch, batch and the first layer whose output is not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <example>
    /// <code>
    /// DataSet data = Spirals.Create(300, seed: 1);
    /// Sequential model = new([new Dense(16, activation: "tanh"), new Dense(3, activation: "softmax")], seed: 42);
    /// model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
    /// History history = model.Fit(data.X, data.Y, batchSize: 32, epochs: 2, validationSplit: 0.1);
    /// Console.WriteLine(history["val_loss"][^1]);
    /// </code>
    /// </example>
    public History Fit(
        Samples x,
        Samples y,
        int batchSize = 32,
        int epochs = 1,
        DataSet? validationData = null,
        double validationSplit = 0,
        bool shuffle = true,
        long? seed = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) => Fit(new DataSet(x, y), new FitOptions
        {
            BatchSize = batchSize,
            Epochs = epochs,
            ValidationData = validationData,
            ValidationSplit = validationSplit,
            Shuffle = shuffle,
            Seed = seed,
            Callbacks = callbacks ?? [],
            Progress = progress,
            CancellationToken = cancellationToken,
        });

    /// <inheritdoc
    /// cref="Fit(Samples, Samples, int, int, DataSet?, double, bool, long?, IReadOnlyList{Callback}?, IProgress{TrainingProgress}?,
    /// CancellationToken)"/>
    /// <param name="data">Inputs and targets.</param>
    /// <param name="options">How it is trained; Keras's defaults where it is null.</param>
    public History Fit(DataSet data, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new FitOptions();
        options.Check();
        Compilation compilation = Compiled(nameof(Fit));
        data.CheckFinite("training data");
        options.ValidationData?.CheckFinite("validation data");
        Begin(data);
        (DataSet training, DataSet? validation) = Split(data, options);
        training = ClassWeights.Apply(training, options.ClassWeight);
        ExecutionOptions execution = new(options.MaxDegreeOfParallelism, options.CancellationToken);
        Evaluator? evaluator = validation is null ? null : new Evaluator(Network, compilation, validation, options.BatchSize, execution);
        foreach (Weight weight in Weights)
        {
            weight.DrawnFrom = null;
        }

        return new Trainer(this, compilation, training, options).Run(evaluator is null ? null : () => evaluator.Run("val_"));
    }

    /// <summary>The loss and the metrics on samples, with the model as it predicts.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets, one for each input.</param>
    /// <param name="batchSize">The samples that are computed at once; the values do not depend on it but for rounding.</param>
    /// <exception cref="ArgumentException">Samples or targets do not fit the model, or have values that are not finite.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(3, activation: "softmax")], seed: 42);
    /// model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
    /// Evaluation evaluation = model.Evaluate(new float[8, 4], new int[8]);
    /// Console.WriteLine($"{evaluation.Loss} {evaluation["accuracy"]}");
    /// </code>
    /// </example>
    public Evaluation Evaluate(Samples x, Samples y, int batchSize = 32) => Evaluate(new DataSet(x, y), batchSize);

    /// <inheritdoc cref="Evaluate(Samples, Samples, int)"/>
    /// <param name="data">Inputs and targets.</param>
    /// <param name="batchSize">The samples that are computed at once; the values do not depend on it but for rounding.</param>
    /// <param name="maxDegreeOfParallelism">The most threads at once, 0 for all processors.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    public Evaluation Evaluate(
        DataSet data, int batchSize = 32, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        FitOptions.CheckBatchSize(batchSize);
        Compilation compilation = Compiled(nameof(Evaluate));
        data.CheckFinite("data");
        Begin(data);
        ExecutionOptions execution = new(maxDegreeOfParallelism, cancellationToken);
        return new Evaluation(new Evaluator(Network, compilation, data, batchSize, execution).Run(""));
    }

    /// <summary>What the model makes of samples: its first output.</summary>
    /// <param name="x">The samples of the only input.</param>
    /// <param name="batchSize">The samples that are computed at once; the values do not depend on it but for rounding.</param>
    /// <exception cref="ArgumentException">The samples do not fit the model; the sentence names the layer and both shapes.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Dense(3)], seed: 42);
    /// Samples y = model.Predict(new float[,] { { 1, 2 }, { 3, 4 } });
    /// Tensor&lt;float&gt; values = y.ToTensor&lt;float&gt;();
    /// Console.WriteLine(values[1, 2]);
    /// </code>
    /// </example>
    public Samples Predict(Samples x, int batchSize = 32) => PredictAll([x], batchSize)[0];

    /// <summary>What the model makes of samples: all its outputs.</summary>
    /// <param name="inputs">For each input of the model, in its order, the samples.</param>
    /// <param name="batchSize">The samples that are computed at once; the values do not depend on it but for rounding.</param>
    /// <param name="maxDegreeOfParallelism">The most threads at once, 0 for all processors.</param>
    /// <param name="cancellationToken">Stops the computation.</param>
    /// <exception cref="ArgumentException">The samples do not fit the model; the sentence names the layer and both shapes.</exception>
    public IReadOnlyList<Samples> PredictAll(
        IReadOnlyList<Samples> inputs, int batchSize = 32, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        FitOptions.CheckBatchSize(batchSize);
        Begin(inputs);
        return new Predictor(Network, inputs, batchSize, new ExecutionOptions(maxDegreeOfParallelism, cancellationToken)).Run();
    }

    /// <summary>How many samples every batch has, where the model's file says so; null where any number will do.</summary>
    /// <remarks>It does where layers are stateful.</remarks>
    public int? BatchSize =>
        _graph.Missing is null && Network.Inputs is [{ IsKnown: true } first, ..] ? checked((int?)first.Find(0)) : null;

    /// <summary>
    /// Sets the states of stateful recurrent layers to 0. They go from batch to batch through every training, evaluation and prediction:
    /// sequence i of a batch goes on where sequence i of the batch before ended, as Keras's <c>stateful=True</c> has it.
    /// </summary>
    public void ResetStates() => _network?.ResetStates();

    private void Begin(DataSet data) => Begin(data.Inputs);

    /// <summary>A model that was given no shape takes that of its first samples.</summary>
    private void Begin(IReadOnlyList<Samples> inputs)
    {
        if (!IsBuilt && inputs.Count > 0)
        {
            Begin([.. inputs[0].SampleDimensions.ToArray().Select(size => (int?)size)]);
        }
    }

    private Compilation Compiled(string asked) => _compilation ?? throw new InvalidOperationException(
        $"{asked} is asked of the model '{Name.Excerpt()}', which has no optimizer and no loss yet; call Compile first, such as "
        + "Compile(\"adam\", \"mse\").");

    private static (DataSet Training, DataSet? Validation) Split(DataSet data, FitOptions options)
    {
        if (data.Count == 0)
        {
            throw new ArgumentException("there are no samples to train on; there must be at least one.");
        }

        if (options.ValidationData is not null || options.ValidationSplit == 0)
        {
            return (data, options.ValidationData);
        }

        int kept = (int)Math.Floor(data.Count * (1 - options.ValidationSplit));
        return kept > 0 && kept < data.Count
            ? (data.Slice(0, kept), data.Slice(kept, data.Count - kept))
            : throw new ArgumentException(
                $"a validation split of {options.ValidationSplit} leaves {kept} of {data.Count} samples for the training; both parts must "
                + "have some.");
    }
}
