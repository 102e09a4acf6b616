namespace Seedbed.Checkpoints.Keras.Layers;

/// <summary>Recurrent layers: a cell that is built on one time step.</summary>
internal static class Recurrent
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("RNN", layer => WithoutState(layer).Child(layer.Config.Object("cell"), layer.Input.Step())),
        new("SimpleRNN", layer => Layer(layer, "simple_rnn_cell", "SimpleRNNCell", RecurrentCells.SimpleRnnCell)),
        new("LSTM", layer => Layer(layer, "lstm_cell", "LSTMCell", RecurrentCells.LstmCell)),
        new("GRU", layer => Layer(layer, "gru_cell", "GRUCell", RecurrentCells.GruCell)),
        new("ConvLSTM1D", layer => ConvLstm(layer, 1)),
        new("ConvLSTM2D", layer => ConvLstm(layer, 2)),
        new("ConvLSTM3D", layer => ConvLstm(layer, 3)),
    ];

    private static void ConvLstm(LayerScope layer, int rank) => Layer(layer, "conv_lstm_cell", "ConvLSTMCell", cell => RecurrentCells.ConvLstmCell(cell, rank));

    private static void Layer(LayerScope layer, string cellName, string cellClass, Action<LayerScope> cell) =>
        WithoutState(layer).Child(cellName, cellClass, layer.Input.Step(), cell);

    /// <summary>Keras counts the states of a stateful layer as weights; they belong to a batch, not to a model.</summary>
    private static LayerScope WithoutState(LayerScope layer) =>
        layer.Config.Flag("stateful", false)
            ? throw layer.Config.Wrong("stateful", "false; the states of a batch are no weights to initialize, so write the model without them")
            : layer;
}
