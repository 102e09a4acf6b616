using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Models;

/// <summary>
/// A Keras model with values: made of layers in C#, or read from a file. It predicts, learns (Compile, Fit, Evaluate), and
/// saves what it learned so that Keras reads it. Source: <c>keras.Model</c>.
/// </summary>
/// <remarks>Not safe from several threads.</remarks>
/// <example>
/// Two branches that are added, a model with two paths from its input to its output:
/// <code>
/// Input input = new([8]);
/// SymbolicTensor hidden = new Dense(8, activation: "relu", name: "hidden").On(input);
/// Model model = new(input, new Dense(3).On(new Add().On(input, hidden)), seed: 42);
/// float[] kernel = model.GetLayer("hidden").Kernel.ToArray&lt;float&gt;();
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public partial class Model : ILayerOwner
{
    private readonly ModelGraph _graph;
    private readonly ElementType _type;
    private readonly InitializerRegistry _registry;
    private readonly KerasModelFile? _file;
    private readonly KerasModel? _model;
    private Network? _network;
    private IReadOnlyList<Weight> _weights = [];

    /// <summary>A functional model: what lies between inputs and outputs.</summary>
    /// <param name="inputs">The tensors of <see cref="Input"/>s.</param>
    /// <param name="outputs">What calls of layers gave.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="seed">
    /// Gives, with a weight's full name, the values of every weight whose initializer has no seed; drawn where it is null.
    /// </param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="registry">The initializers that layers may name; Keras's where it is null.</param>
    /// <exception cref="ArgumentException">
    /// An output does not follow from the inputs, a layer belongs to another model or names an initializer that is not known, or two layers
    /// have one name.
    /// </exception>
    public Model(
        IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<SymbolicTensor> outputs, string name = "functional", long? seed = null,
        ElementType type = ElementType.Float32, InitializerRegistry? registry = null)
        : this(FunctionalGraph.Of(inputs, outputs, LayerName.Checked(name)!), seed, type, registry) => JoinAll();

    /// <inheritdoc
    /// cref="Model(IReadOnlyList{SymbolicTensor}, IReadOnlyList{SymbolicTensor}, string, long?, ElementType, InitializerRegistry?)"/>
    /// <param name="input">The tensor of an <see cref="Input"/>.</param>
    /// <param name="output">What a call of a layer gave.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="seed">
    /// Gives, with a weight's full name, the values of every weight whose initializer has no seed; drawn where it is null.
    /// </param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="registry">The initializers that layers may name; Keras's where it is null.</param>
    public Model(
        SymbolicTensor input, SymbolicTensor output, string name = "functional", long? seed = null,
        ElementType type = ElementType.Float32, InitializerRegistry? registry = null)
        : this([input], [output], name, seed, type, registry)
    {
    }

    private protected Model(ModelGraph graph, long? seed, ElementType type, InitializerRegistry? registry)
    {
        _graph = graph;
        _type = type;
        _registry = registry ?? InitializerRegistry.Default;
        Seed = seed ?? InitializationPlan.DrawSeed();
    }

    private Model(KerasModelFile file, KerasModel model, long? seed)
        : this(model.Graph, seed, ElementType.Float32, model.Options.Initializers)
    {
        _file = file;
        _model = model;
        _notes.AddRange(file.Notes);
        JoinAll();
    }

    private Model(Model other, long? seed)
        : this(other, other._graph.Clone(), seed)
    {
    }

    private Model(Model other, ModelGraph graph, long? seed)
        : this(graph, seed ?? other.Seed, other._type, other._registry)
    {
        _isOfOtherWidth = other._isOfOtherWidth;
        _notes.AddRange(other._notes);
        _file = other._file;
        _model = other._model;
        JoinAll();
    }

    /// <summary>The model's name.</summary>
    public string Name => _graph.Name;

    /// <summary>The seed, given or drawn, of every weight whose initializer has none.</summary>
    public long Seed { get; }

    /// <summary>Whether the model has weights: it knows the shape of its input.</summary>
    [MemberNotNullWhen(true, nameof(_network))]
    public bool IsBuilt => _network is not null;

    /// <summary>The layers in Keras's order; the Input of a sequential model is none of them.</summary>
    public IReadOnlyList<Layer> Layers => _graph.ListedLayers;

    /// <summary>All weights in the order of Keras's <c>model.weights</c>.</summary>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    [SuppressMessage("Naming", "CA1721", Justification = "Keras has both: weights are variables, get_weights gives arrays.")]
    public IReadOnlyList<Weight> Weights
    {
        get
        {
            _ = Network;
            return _weights;
        }
    }

    /// <summary>The type of weights and values that the model was given.</summary>
    private protected ElementType Type => _type;

    /// <summary>The stream that weights are drawn from: that of a file's release.</summary>
    private RandomStream Stream => Release.Stream;

    private KerasRelease Release => _file?.Release ?? KerasRelease.Newest;

    /// <summary>What computes; made when it is first needed.</summary>
    internal Network Network => _network ?? Construct();

    /// <summary>Reads a model: what <c>model.to_json()</c> wrote (its weights are then drawn), or a .keras or .h5 file with its
    /// weights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">
    /// Gives, with a weight's full name, the values of every weight whose initializer has no seed; drawn where it is null.
    /// </param>
    /// <param name="options">Known initializers, Keras's release, layers of one's own.</param>
    /// <exception cref="FormatException">The content is no model that can be computed; the sentence says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <example>
    /// <code>
    /// Model model = Model.Load("samples/model.json", seed: 42);
    /// Console.WriteLine(string.Join(", ", model.Weights));
    /// </code>
    /// </example>
    public static Model Load(string path, long? seed = null, KerasModelOptions? options = null)
    {
        options ??= new KerasModelOptions();
        return Of(KerasModelFile.Read(path, options), path, seed);
    }

    /// <summary>Reads a model whose file names initializers of one's own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="registry">The initializers that the file may name.</param>
    /// <param name="seed">
    /// Gives, with a weight's full name, the values of every weight whose initializer has no seed; drawn where it is null.
    /// </param>
    /// <exception cref="FormatException">The content is no model that can be computed; the sentence says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    [OverloadResolutionPriority(-1)]
    public static Model Load(string path, InitializerRegistry registry, long? seed = null) =>
        Load(path, seed, new KerasModelOptions { Initializers = registry });

    /// <summary>Gives a sequential model the shape of its input, and with it its weights; does nothing more where they are there.</summary>
    /// <param name="inputShape">The shape with the batch first, as in Keras: <c>[null, 784]</c>. Null for what is not known.</param>
    /// <exception cref="ArgumentException">The shape is empty.</exception>
    /// <exception cref="FormatException">A layer does not take such a shape; the sentence names it.</exception>
    public void Build(IReadOnlyList<int?>? inputShape = null)
    {
        if (inputShape is not null && !IsBuilt)
        {
            Begin(inputShape.Count > 0
                ? [.. inputShape.Skip(1)]
                : throw new ArgumentException(
                    "the input's shape is []; it must have a batch first, null where it is not known, and the sizes of a sample behind "
                    + "it."));
        }

        _ = Network;
    }

    /// <summary>
    /// The table of layers that Keras prints: layer and type, output shape, number of parameters, and totals. Lines end in a line feed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The shape of the input is not known.</exception>
    public string Summary() => SummaryText.Of(Name, Network);

    /// <summary>The copies of all weights' values, row-major, in the order of <see cref="Weights"/>.</summary>
    public IReadOnlyList<float[]> GetWeights() => [.. Weights.Select(weight => weight.ToArray<float>())];

    /// <summary>Sets all weights, or none where the arrays do not fit.</summary>
    /// <param name="values">For each weight, in the order of <see cref="Weights"/>, its elements, row-major.</param>
    /// <exception cref="ArgumentException">There are not as many arrays, or a weight has another number of elements.</exception>
    public void SetWeights(params IReadOnlyList<float[]> values) => Weight.SetAll(Weights, values, $"the model '{Name.Excerpt()}'");

    /// <summary>The weights of a layer, in Keras's order.</summary>
    /// <param name="layerName">The layer's name, or the chain of names of a layer inside others: <c>bidirectional/forward_lstm</c>.</param>
    public IReadOnlyList<Weight> WeightsOf(string layerName) =>
        [.. Weights.Where(weight => weight.Name.StartsWith(layerName + "/", StringComparison.Ordinal))];

    /// <summary>The layer of a name.</summary>
    /// <param name="name">The layer's name; names that the model chooses are there once the shape of its input is known.</param>
    /// <exception cref="ArgumentException">No layer has the name; the nearest is suggested.</exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([784]), new Dense(64, activation: "relu"), new Dense(10)], seed: 42);
    /// float[] kernel = model.GetLayer("dense").Kernel.ToArray&lt;float&gt;();
    /// IReadOnlyList&lt;float[]&gt; weights = model.Layers[1].GetWeights();
    /// </code>
    /// </example>
    public Layer GetLayer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        LayerNames.Assign(_graph.Layers);
        return _graph.Layers.FirstOrDefault(layer => layer.Name == name) ?? throw new ArgumentException(
            $"the model '{Name.Excerpt()}' has no layer '{name.Excerpt()}'."
            + $"{NearestName.Suggestion(name, _graph.Layers.Select(layer => layer.Name))} Its layers are "
            + $"{string.Join(", ", _graph.Layers.Select(layer => layer.Name))}.");
    }

    /// <summary>
    /// A model that was read, with its weights where the file has them, else drawn from the stream of the file's release.
    /// </summary>
    /// <param name="file">What was read.</param>
    /// <param name="path">The file.</param>
    /// <param name="seed">Gives the values of every weight whose initializer has no seed; drawn where it is null.</param>
    /// <exception cref="FormatException">A layer is not computed, or a weight is missing; the sentence names it.</exception>
    public static Model Of(KerasModelFile file, string path, long? seed = null)
    {
        Model model = Of(file, seed);
        if (HasWeights(path))
        {
            model.LoadWeights(path);
        }

        return model;
    }

    /// <summary>A model that was read, its weights drawn whatever the file has.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="seed">Gives the values of every weight whose initializer has no seed; drawn where it is null.</param>
    /// <exception cref="FormatException">A layer is not computed; the sentence names it.</exception>
    public static Model Of(KerasModelFile file, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new Model(file, file.Take(), seed);
    }

    /// <summary>
    /// Class, name and layers, and, once there are weights, shapes and number of parameters:
    /// <c>Sequential 'sequential' (2 layers): [null, 784] -> [null, 10], 50,890 parameters</c>.
    /// </summary>
    public override string ToString() =>
        $"{_graph.ClassName} '{Name.Excerpt()}' ({Layers.Count} layers)"
        + (_network is null ? ", no weights yet" : SummaryText.Shapes(_network.Model.Root));

    /// <summary>Draws all weights again, as when the model was built.</summary>
    /// <param name="overrides">Initializers that replace those of the configuration for some weights.</param>
    /// <returns>What every weight was drawn from.</returns>
    /// <example>
    /// <code>
    /// Model model = Model.Load("samples/deep.json", seed: 42);
    /// model.Initialize(new InitializerOverride("**/kernel", new HeNormal()));
    /// </code>
    /// </example>
    public InitializationPlan Initialize(params IEnumerable<InitializerOverride> overrides)
    {
        Network network = Network;
        var plan =
            InitializationPlan.Create(network.Template, new PlanOptions { Seed = Seed, Stream = Stream, Overrides = [.. overrides] });
        Initialize(plan);
        return plan;
    }

    /// <summary>Draws all weights from a plan of this model.</summary>
    /// <param name="plan">Of the model's template, or that of its file.</param>
    /// <exception cref="ArgumentException">Its tensors are not the model's weights; the sentence names the first.</exception>
    public void Initialize(InitializationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Network network = Network;
        for (int i = 0; i < Math.Max(plan.Tensors.Length, network.Parameters.Length); i++)
        {
            PlannedTensor? tensor = plan.Tensors.ElementAtOrDefault(i);
            Weight? weight = _weights.ElementAtOrDefault(i);
            if (tensor?.Name != weight?.Name || tensor?.Shape != weight?.Shape)
            {
                throw new ArgumentException(
                    $"tensor {i} of the plan is {(tensor is null ? "missing" : $"'{tensor.Name.Excerpt()}' {tensor.Shape}")}, weight {i} "
                    + $"of the model {(weight is null ? "missing" : $"{weight}")}; make the plan of this model's file.", nameof(plan));
            }
        }

        foreach ((PlannedTensor tensor, int index) in plan.Tensors.Select((tensor, index) => (tensor, index)))
        {
            Fill(tensor, network.Parameters[index], plan.Stream);
            _weights[index].DrawnFrom = tensor.Initializer;
        }
    }

    /// <summary>Takes the shape of a sample where the model has none yet.</summary>
    private protected virtual void Begin(IReadOnlyList<int?> sample)
    {
    }

    private static bool HasWeights(string path)
    {
        using var file = CheckpointSource.Open(path);
        return file.IsArchive || file.IsHdf5;
    }

    private static void Fill(PlannedTensor tensor, Parameter parameter, RandomStream stream)
    {
        FillOptions options = new() { Stream = stream };
        ElementType? type = tensor.DrawnAs ?? tensor.Type.ElementType;
        bool isOwn = type == parameter.Value.Type;
        switch (type)
        {
            case null: return;
            case ElementType.Float32 when isOwn: tensor.Initializer.Fill(parameter.Value.Values<float>(), tensor.Shape, options); return;
            case ElementType.Float64 when isOwn: tensor.Initializer.Fill(parameter.Value.Values<double>(), tensor.Shape, options); return;
            case ElementType.Float16: Fill<Half>(tensor, parameter, options); return;
            case ElementType.BFloat16: Fill<BFloat16>(tensor, parameter, options); return;
            case ElementType.Float32: Fill<float>(tensor, parameter, options); return;
            case ElementType.Float64: Fill<double>(tensor, parameter, options); return;
            default: throw new InvalidOperationException($"unknown element type {tensor.Type}");
        }
    }

    /// <summary>Values drawn in another type than the parameter's: in 16 bits, as Keras draws them, and held in float32.</summary>
    private static void Fill<T>(PlannedTensor tensor, Parameter parameter, FillOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[parameter.Value.Count];
        tensor.Initializer.Fill(values, tensor.Shape, options);
        new Weight(parameter).Set<T>(values);
    }

    /// <summary>The configuration that Keras reads: that of the file, or one of the layers in C#.</summary>
    private ReadOnlyMemory<byte> Config => _file is not null && _isOfOtherWidth
        ? throw new InvalidOperationException(
            $"the model '{Name.Excerpt()}' is of another width than its file's; it is looked at, not saved: change the file.")
        : _file is { } file
        ? file.Config
        : System.Text.Encoding.UTF8.GetBytes(_graph.ToJson(Network.Model.Root, new ArgumentWriter(_type.Name(), _registry)).ToJsonString());

    /// <summary>A network of some of the model's layers, its parameters being 0.</summary>
    internal Network NetworkOf(ModelGraph graph, long noiseSeed = 0) => new(BuiltOf(graph), noiseSeed, _notes);

    private BuiltModel BuiltOf(ModelGraph graph) =>
        _model is null ? BuiltModel.Of(graph, new BuildState { Type = _type, Initializers = _registry }, KerasModel.RulesOf(Release))
        : graph == _model.Graph ? _model.Built
        : _model.Build(graph);

    private void JoinAll()
    {
        foreach (Layer layer in _graph.Layers)
        {
            layer.Join(this);
        }
    }

    private Network Construct()
    {
        if (_graph.Missing is { } missing)
        {
            throw new InvalidOperationException($"the model '{Name.Excerpt()}' has no weights yet: {missing}.");
        }

        LayerNames.Assign(_graph.Layers);
        _network = NetworkOf(_graph, Seed);
        _weights = [.. _network.Parameters.Select(parameter => new Weight(parameter))];
        Initialize();
        return _network;
    }
}
