using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A layer that makes whole numbers, or vectors with a place for each number, of values or texts.</summary>
/// <param name="className">The class in Keras.</param>
/// <remarks>
/// Source: <c>compute_output_shape</c> of <c>keras.layers.CategoryEncoding</c>, <c>Discretization</c>, <c>Hashing</c>,
/// <c>HashedCrossing</c>,
/// <c>IndexLookup</c> and <c>TextVectorization</c>.
/// </remarks>
internal sealed class EncodingLayer(string className) : Layer(name: null)
{
    private const string Integers = "int";

    private static readonly string[] s_classes =
    [
        "CategoryEncoding", "Discretization", "HashedCrossing", "Hashing", "IndexLookup", "IntegerLookup", "StringLookup",
            "TextVectorization",
    ];

    private string? _outputMode = className == "CategoryEncoding" ? "multi_hot" : Integers;
    private long? _numTokens;
    private long? _numBins;
    private long? _maxTokens;
    private long? _outOfVocabulary = 1;
    private long? _sequenceLength;
    private bool _pads;
    private CallValue _boundaries = CallValue.None;
    private CallValue _vocabulary = CallValue.None;
    private CallValue _outOfVocabularyToken = CallValue.None;
    private CallValue _maskToken = CallValue.None;
    private bool _inverts;
    private CallValue _split = new CallValue.Text("whitespace");

    /// <summary>All of them by their names.</summary>
    internal static IReadOnlyList<KeyValuePair<string, Func<Layer>>> All { get; } =
        [.. s_classes.Select(name => KeyValuePair.Create<string, Func<Layer>>(name, () => new EncodingLayer(name)))];

    public override string ClassName => className;

    /// <summary>Layers on numbers are computed; those on texts, and hashes of them, are not.</summary>
    internal override bool IsComputed => className is "CategoryEncoding" or "Discretization" or "IntegerLookup";

    internal override string WayOut =>
        "Models get numbers here, and it takes texts, or hashes what it gets: apply it to the data beforehand, and let the model begin "
        + "with the numbers that it gives.";

    private bool IsText => ClassName == "TextVectorization";

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Accept("num_tokens", ref _numTokens, Kinds.SizeOrNull);
        arguments.Accept("num_bins", ref _numBins, ClassName is "Discretization" ? Kinds.CountOrNull : Kinds.SizeOrNull);
        arguments.Accept("max_tokens", ref _maxTokens, Kinds.SizeOrNull);
        arguments.Accept("num_oov_indices", ref _outOfVocabulary, Kinds.CountOrNull);
        arguments.Accept("output_sequence_length", ref _sequenceLength, Kinds.SizeOrNull);
        arguments.Accept("output_mode", ref _outputMode, Kinds.TextOrNull);
        arguments.Accept("pad_to_max_tokens", ref _pads, Kinds.Flag);
        arguments.Accept("bin_boundaries", ref _boundaries, CallValue.Kind);
        arguments.Accept("vocabulary", ref _vocabulary, CallValue.Kind);
        arguments.Accept("oov_token", ref _outOfVocabularyToken, CallValue.Kind);
        arguments.Accept("split", ref _split, CallValue.Kind);
        arguments.Accept("mask_token", ref _maskToken, CallValue.Kind);
        arguments.Accept("invert", ref _inverts, Kinds.Flag);
    }

    /// <summary>A number's category, and, unless that is what is asked for, a place for each category.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Func<double, double> category = ClassName switch
        {
            "CategoryEncoding" => number => number,
            "Discretization" => new CategoryEncoder(layer).Bins(_boundaries),
            _ => new CategoryEncoder(layer).Lookup(
                _vocabulary, _maskToken, _outOfVocabularyToken, _outOfVocabulary ?? 1, _inverts, (_outputMode ?? Integers) == Integers),
        };
        string mode = _outputMode switch { null => Integers, "binary" => "multi_hot", var given => given };
        int depth = mode == Integers ? 0 : checked((int)Depth(layer.Built));
        return call => new CategoryEncoder(layer).Encode(call, category, mode, depth);
    }

    private protected override PartialShape OutputShape(BuiltLayer layer)
    {
        PartialShape input = layer.Inputs.All[0];
        string mode = _outputMode ?? Integers;
        if (mode == Integers)
        {
            return IsText ? input.Of(input.Find(0), _sequenceLength) : input;
        }

        long?[] values = IsText && _split != CallValue.None ? [.. input.Dimensions, null]
            : IsText && input.Rank <= 1 ? [.. input.Dimensions, 1]
            : input.Dimensions.ToArray();
        bool isOne = values is [.., _, 1];
        bool appends = mode == "one_hot" && ClassName != "Hashing" && !isOne;
        long?[] kept = appends ? values
            : ClassName == "Discretization" && mode != "one_hot" && values.Length >= 2 ? [values[0], .. values[2..]]
            : values[..Math.Max(0, values.Length - 1)];
        return input.Of([.. kept, Depth(layer)]);
    }

    /// <summary>The number of places.</summary>
    private long Depth(BuiltLayer layer) =>
        (ClassName switch
        {
            "CategoryEncoding" => _numTokens,
            "Discretization" => _boundaries is CallValue.List list ? list.Items.Count + 1 : _numBins,
            "Hashing" or "HashedCrossing" => _numBins,
            _ => _pads ? _maxTokens : VocabularySize,
        }) ?? throw new FormatException(
            $"{layer.Place}: what it gives for output_mode '{_outputMode.Excerpt()}' has a place for each of a vocabulary that "
            + "its configuration does not tell; tell the shape in a JSON file and give it with --layers FILE, such as "
            + $"{{\"output_shapes\": {{\"{layer.Name.Excerpt()}\": [\"input[0]\", 100]}}}} (docs/custom-layers.md).");

    /// <summary>The tokens and those for what is none; files may list the latter with the former.</summary>
    private long? VocabularySize
    {
        get
        {
            if (_vocabulary is not CallValue.List { Items: var tokens })
            {
                return null;
            }

            int special = (int)Math.Min(_outOfVocabulary ?? 1, tokens.Count + 1);
            CallValue token = _outOfVocabularyToken != CallValue.None ? _outOfVocabularyToken
                : ClassName == "IntegerLookup" ? new CallValue.Number(-1) : new CallValue.Text("[UNK]");
            bool areListed = special <= tokens.Count && tokens.Take(special).All(each => each == token);
            return tokens.Count + (areListed ? 0 : special);
        }
    }
}
