namespace Seedbed.Networks.Keras.Layers;

/// <summary>Recurrent layers: a cell that is built on one time step.</summary>
internal static class Recurrent
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("RNN",
            layer => WithoutState(layer).Child("cell", layer.Config.Object("cell"), layer.Input.Step()),
            layer => Outputs(layer, RecurrentCells.OutputSize(layer, layer.Config.Object("cell")), states: 0)),
        new("SimpleRNN", layer => Layer(layer, "simple_rnn_cell", "SimpleRNNCell", RecurrentCells.SimpleRnnCell),
            layer => Outputs(layer, layer.Config.Size("units"), states: 1)),
        new("LSTM", layer => Layer(layer, "lstm_cell", "LSTMCell", RecurrentCells.LstmCell),
            layer => Outputs(layer, layer.Config.Size("units"), states: 2)),
        new("GRU", layer => Layer(layer, "gru_cell", "GRUCell", RecurrentCells.GruCell),
            layer => Outputs(layer, layer.Config.Size("units"), states: 1)),
        new("ConvLSTM1D", layer => ConvLstm(layer, 1), layer => ConvOutputs(layer, 1)),
        new("ConvLSTM2D", layer => ConvLstm(layer, 2), layer => ConvOutputs(layer, 2)),
        new("ConvLSTM3D", layer => ConvLstm(layer, 3), layer => ConvOutputs(layer, 3)),
    ];

    /// <summary>The output of the last step or of all, then the states, which are those of a known cell.</summary>
    private static IReadOnlyList<PartialShape> Outputs(LayerScope layer, long size, int states)
    {
        PartialShape last = layer.Input.WithFeatures(size);
        PartialShape output = layer.Config.Flag("return_sequences", false) ? last.Of(last.Find(0), layer.Input.Find(1), size) : last;
        return layer.Config.Flag("return_state", false) ? [output, .. Enumerable.Repeat(last, states)] : [output];
    }

    /// <summary>A convolution of each step, of the last one or of all.</summary>
    private static IReadOnlyList<PartialShape> ConvOutputs(LayerScope layer, int rank)
    {
        PartialShape last = Convolutions.Window(layer.On(new LayerCall([layer.Input.Step()])), rank, layer.Config.Size("filters"));
        PartialShape output = layer.Config.Flag("return_sequences", false)
            ? last.Of([last.Find(0), layer.Input.Find(1), .. last.Dimensions[1..]])
            : last;
        return layer.Config.Flag("return_state", false) ? [output, last, last] : [output];
    }

    private static void ConvLstm(LayerScope layer, int rank) =>
        Layer(layer, "conv_lstm_cell", "ConvLSTMCell", cell => RecurrentCells.ConvLstmCell(cell, rank));

    private static void Layer(LayerScope layer, string cellName, string cellClass, Action<LayerScope> cell) =>
        WithoutState(layer).Child("cell", cellName, cellClass, layer.Input.Step(), cell);

    /// <summary>Keras counts the states of a stateful layer as weights; they belong to a batch, not to a model.</summary>
    private static LayerScope WithoutState(LayerScope layer) =>
        layer.Config.Flag("stateful", false)
            ? throw layer.Config.Wrong(
                "stateful", "false; the states of a batch are no weights to initialize, so write the model without them")
            : layer;
}
