"""Writes one file a release of Keras: the same architectures, each in that release's spelling. README.md names the sources."""
import json
import os

K1, K2, TF, K3 = "keras 1", "keras 2", "tf.keras", "keras 3"


class Release:
    """A release; its number is the major one and a hundredth of the minor one."""

    def __init__(self, name, version, kind, number):
        self.name, self.version, self.kind, self.number = name, version, kind, number

    @property
    def has_list(self):
        return self.kind == K1 or (self.kind == K2 and self.number < 2.02)


RELEASES = [
    Release("keras-1.0.8", "1.0.8", K1, 1.0), Release("keras-1.2.2", "1.2.2", K1, 1.02), Release("keras-2.0.8", "2.0.8", K2, 2.0),
    Release("keras-2.1.6", "2.1.6", K2, 2.01), Release("keras-2.2.4", "2.2.4", K2, 2.02), Release("tf.keras-1.13", "2.2.4-tf", TF, 1.13),
    Release("tf.keras-2.0", "2.2.4-tf", TF, 2.0), Release("tf.keras-2.4", "2.4.0", TF, 2.04), Release("keras-2.15.0", "2.15.0", TF, 2.15),
    Release("keras-3.0.0", None, K3, 3.0), Release("keras-3.15.0", None, K3, 3.15),
]


def initializer(release, name):
    """A named initializer as the release writes it."""
    if release.kind == K1:
        return {"glorot_uniform": "glorot_uniform", "zeros": "zero", "ones": "one", "uniform": "uniform", "orthogonal": "orthogonal",
                "he_uniform": "he_uniform"}[name]
    scaling = {"glorot_uniform": (1.0, "fan_avg", "uniform"), "he_uniform": (2.0, "fan_in", "uniform")}
    config, class_name = {}, {"zeros": "Zeros", "ones": "Ones", "uniform": "RandomUniform", "orthogonal": "Orthogonal",
                              "glorot_uniform": "GlorotUniform", "he_uniform": "HeUniform"}[name]
    if name == "uniform":
        config = {"minval": -0.05, "maxval": 0.05, "seed": None}
    elif name == "orthogonal":
        config = {"gain": 1.0, "seed": None}
    elif name in scaling and (release.kind == K2 or (release.number <= 2.0 and name == "he_uniform")):
        class_name, config = "VarianceScaling", dict(zip(("scale", "mode", "distribution"), scaling[name]), seed=None)
    elif name in scaling:
        config = {"seed": None}
    if release.number == 1.13 and release.kind == TF:
        config["dtype"] = "float32"
    written = {"class_name": class_name, "config": config}
    if release.kind == K3 or release.number == 2.15:
        written = {"module": "keras.initializers", **written, "registered_name": None}
    if release.kind == K3 and release.number < 3.01 and name == "orthogonal":
        written["class_name"] = "OrthogonalInitializer"
    return written


def penalty(release, l2):
    if not l2:
        return None
    if release.kind == K1:
        return {"name": "WeightRegularizer" if release.number < 1.01 else "L1L2Regularizer", "l1": 0.0, "l2": l2}
    if release.kind == K3 or release.number == 2.15:
        return {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": l2}, "registered_name": None}
    return {"class_name": "L1L2", "config": {"l1": 0.0, "l2": l2}}


def weights(release, kernel="glorot_uniform", l2=0.0):
    """What layers with a kernel and a bias write beside their sizes."""
    if release.kind == K1:
        return {"init": initializer(release, kernel), "W_regularizer": penalty(release, l2), "b_regularizer": None,
                "activity_regularizer": None, "W_constraint": None, "b_constraint": None, "bias": True}
    config = {"use_bias": True, "kernel_initializer": initializer(release, kernel), "bias_initializer": initializer(release, "zeros"),
              "kernel_regularizer": penalty(release, l2), "bias_regularizer": None, "kernel_constraint": None, "bias_constraint": None}
    return config if release.kind == K3 else {**config, "activity_regularizer": None}


def spatial(release, rank, window, strides, padding, key="kernel_size", first=False):
    """Windows and where the channels stand."""
    if release.kind == K1:
        config = {"border_mode": padding}
        if rank == 1:
            names = ("filter_length", "subsample_length") if key == "kernel_size" else ("pool_length", "stride")
            return {**config, names[0]: window, names[1]: strides}
        config["dim_ordering"] = "th" if first else "tf"
        if key == "kernel_size":
            return {**config, "nb_row": window, "nb_col": window, "subsample": [strides] * 2}
        return {**config, "pool_size": [window] * 2, "strides": [strides] * 2}
    config = {key: [window] * rank, "strides": [strides] * rank, "padding": padding}
    if rank > 1 or key == "kernel_size" or release.kind != K2:
        config["data_format"] = "channels_first" if first else "channels_last"
    return config


def dense(release, units, activation="linear", **more):
    return "Dense", {"output_dim" if release.kind == K1 else "units": units, "activation": activation, **weights(release, **more)}


def convolution(release, rank, filters, window, strides=1, padding="valid", activation="linear", first=False, **more):
    name = f"Convolution{rank}D" if release.kind == K1 else f"Conv{rank}D"
    config = {"nb_filter" if release.kind == K1 else "filters": filters, **spatial(release, rank, window, strides, padding, first=first),
              "activation": activation, **weights(release, **more)}
    if release.kind != K1:
        config["dilation_rate"] = [1] * rank
    if release.kind == K3 or (release.kind == TF and release.number >= 2.04):
        config["groups"] = 1
    return name, config


def deconvolution(release, filters, window, strides, output):
    name, config = convolution(release, 2, filters, window, strides, "same", "relu")
    if release.kind == K1:
        return "Deconvolution2D", {**config, "output_shape": [None, *output]}
    config.pop("groups", None)
    return "Conv2DTranspose", {**config, **({"output_padding": None} if release.kind != K2 else {})}


def separable(release, filters, window):
    name, config = convolution(release, 2, filters, window, activation="relu")
    if release.kind == K1:
        for key in ("W_regularizer", "W_constraint"):
            config.pop(key)
        more = {"depth_multiplier": 2, "depthwise_regularizer": None, "pointwise_regularizer": None, "depthwise_constraint": None,
                "pointwise_constraint": None}
        return "SeparableConvolution2D", {**config, **more}
    for key in ("kernel_initializer", "kernel_regularizer", "kernel_constraint"):
        config.pop(key)
    config["depth_multiplier"] = 2
    for part in ("depthwise", "pointwise"):
        config[f"{part}_initializer"] = initializer(release, "glorot_uniform")
        config[f"{part}_regularizer"] = config[f"{part}_constraint"] = None
    return "SeparableConv2D", config


def depthwise(release, window):
    name, config = convolution(release, 2, 1, window)
    for key in ("filters", "kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups"):
        config.pop(key, None)
    config.update(depth_multiplier=2, depthwise_initializer=initializer(release, "glorot_uniform"), depthwise_regularizer=None,
                  depthwise_constraint=None)
    return "DepthwiseConv2D", config


def recurrent(release, name, units, sequences):
    config = {"return_sequences": sequences, "go_backwards": False, "stateful": False, "unroll": False, "activation": "tanh"}
    if release.kind == K1:
        config.update(consume_less="gpu" if name == "LSTM" else "cpu", output_dim=units, init="glorot_uniform", inner_init="orthogonal",
                      inner_activation="hard_sigmoid", W_regularizer=None, U_regularizer=None, b_regularizer=None, dropout_W=0.0,
                      dropout_U=0.0, input_dim=None, input_length=None)
        if name == "LSTM":
            config["forget_bias_init"] = "one"
        return name, config
    config.update(return_state=False, units=units, recurrent_activation="hard_sigmoid" if release.kind == K2 else "sigmoid",
                  **weights(release), recurrent_initializer=initializer(release, "orthogonal"), recurrent_regularizer=None,
                  recurrent_constraint=None, dropout=0.0, recurrent_dropout=0.0)
    if release.kind != K3:
        config["implementation"] = 0 if release.number < 2.02 and release.kind == K2 else 2 if release.kind == TF and release.number >= 2 else 1
    else:
        config.update(seed=None, zero_output_for_mask=False)
    if name == "LSTM":
        config["unit_forget_bias"] = True
    elif release.kind != K2 or release.number > 2.0:
        config["reset_after"] = False
    if release.kind == TF:
        config["time_major"] = False
        if release.number == 1.13:
            return f"Unified{name}", config
    return name, config


def embedding(release, rows, size, length):
    config = {"input_dim": rows, "output_dim": size, "mask_zero": False, "activity_regularizer": None}
    if release.kind == K1:
        return "Embedding", {**config, "init": "uniform", "input_length": length, "W_regularizer": None, "W_constraint": None,
                             "dropout": 0.0}
    config.update(embeddings_initializer=initializer(release, "uniform"), embeddings_regularizer=None, embeddings_constraint=None)
    return "Embedding", config if release.kind == K3 else {**config, "input_length": length}


def normalization(release, axis):
    if release.kind == K1:
        config = {"epsilon": 0.001, "mode": 0, "axis": axis, "momentum": 0.99}
        if release.number > 1.0:
            config.update(gamma_regularizer=None, beta_regularizer=None)
        return "BatchNormalization", config
    config = {"axis": [axis] if release.kind == TF else axis, "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": True}
    for name, value in (("beta", "zeros"), ("gamma", "ones"), ("moving_mean", "zeros"), ("moving_variance", "ones")):
        config[f"{name}_initializer"] = initializer(release, value)
    for name in ("beta", "gamma"):
        config[f"{name}_regularizer"] = config[f"{name}_constraint"] = None
    if release.kind == K3:
        config["synchronized"] = False
    return ("BatchNormalizationV1" if release.number == 1.13 else "BatchNormalization"), config


def pooling(release, name, rank, size, first=False):
    return f"{name}{rank}D", spatial(release, rank, size, size, "valid", "pool_size", first)


def dropout(release, rate):
    if release.kind == K1:
        return "Dropout", {"p": rate}
    return "Dropout", {"rate": rate, **({} if release.number < 2.01 and release.kind == K2 else {"noise_shape": None, "seed": None})}


def activation(release, name):
    return "Activation", {"activation": name}


def plain(release, name, **config):
    return name, config


def merge(release, mode):
    if release.kind == K1:
        config = {"mode": mode, "mode_type": "raw", "concat_axis": -1, "dot_axes": -1, "output_shape": None, "output_shape_type": "raw"}
        more = {} if release.number < 1.01 else {"output_mask": None, "output_mask_type": "raw", "arguments": {}}
        return "Merge", {**config, **more}
    return ("Concatenate", {"axis": -1}) if mode == "concat" else ("Add", {})


class Writer:
    """Names, types and the shells around layers."""

    def __init__(self, release):
        self.release = release

    def dtype(self):
        release = self.release
        if release.kind == K3 and release.number > 3.02:
            return {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
        return "float32"

    def shell(self, class_name, config):
        layer = {"class_name": class_name, "config": config}
        if self.release.kind == K3 or self.release.number == 2.15:
            layer = {"module": "keras.layers", **layer, "registered_name": None}
        return layer

    def layer(self, name, made, shape=None):
        class_name, own = made
        config = {"name": name, "trainable": True}
        release = self.release
        if shape is not None and (release.kind in (K1, K2) or (release.kind == TF and release.number < 2.04)):
            config["batch_input_shape"] = [None, *shape]
            indices = class_name == "Embedding" and release.kind != TF
            config["input_dtype" if release.kind == K1 else "dtype"] = "int32" if indices else "float32"
        if release.kind in (TF, K3) and config.get("dtype") is None:
            config["dtype"] = self.dtype()
        return self.shell(class_name, {**config, **own})

    def inner(self, made, name):
        """A layer that a wrapper holds."""
        return self.layer(name, made)

    def input(self, name, shape, dtype="float32"):
        release = self.release
        config = {"batch_shape" if release.kind == K3 else "batch_input_shape": [None, *shape],
                  "input_dtype" if release.kind == K1 else "dtype": dtype, "sparse": False}
        if (release.kind == TF and release.number >= 2.0) or (release.kind == K3 and release.number > 3.05):
            config["ragged"] = False
        return self.shell("InputLayer", {**config, "name": name})

    def sequential_config(self, name, shape, layers, dtype="float32"):
        release = self.release
        written = [self.layer(own, made, shape if index == 0 else None) for index, (own, made) in enumerate(layers)]
        if release.kind == K3 or (release.kind == TF and release.number >= 2.04):
            written.insert(0, self.input(f"{name}_input", shape, dtype))
        if release.has_list:
            return written
        config = {"name": name, "layers": written}
        return {"name": name, "trainable": True, "dtype": self.dtype(), "layers": written} if release.kind == K3 else config

    def sequential(self, name, shape, layers, dtype="float32"):
        return self.root("Sequential", self.sequential_config(name, shape, layers, dtype))

    def root(self, class_name, config):
        release = self.release
        if release.kind == K3:
            return {"module": "keras" if class_name == "Sequential" else "keras.src.models.functional", "class_name": class_name,
                    "config": config, "registered_name": None if class_name == "Sequential" else "Functional"}
        model = {"class_name": class_name, "config": config, "keras_version": release.version}
        return model if release.kind == K1 else {**model, "backend": "tensorflow"}

    def node(self, inputs):
        release = self.release
        if release.kind == K3:
            tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [None, *shape], "dtype": "float32",
                                                                    "keras_history": [name, 0, 0]}} for name, shape in inputs]
            return {"args": [tensors if len(tensors) > 1 else tensors[0]], "kwargs": {}}
        return [[name, 0, 0] if release.kind == K1 else [name, 0, 0, {}] for name, _ in inputs]

    def functional(self, name, inputs, layers, output):
        """Layers are (name, made or a written shell, inputs with their shapes)."""
        release = self.release
        written = []
        for own, shape in inputs:
            written.append({**self.input(own, shape), "name": own, "inbound_nodes": []})
        for own, made, sources in layers:
            shell = made if isinstance(made, dict) else self.layer(own, made)
            written.append({**shell, "name": own, "inbound_nodes": [self.node(sources)]})
        config = {"name": name, "layers": written, "input_layers": [[own, 0, 0] for own, _ in inputs], "output_layers": [[output, 0, 0]]}
        if release.kind == K3 or release.number == 2.15:
            config = {**config, "trainable": True}
        return self.root("Functional" if release.kind == K3 or (release.kind == TF and release.number >= 2.04) else "Model", config)


def models(release):
    writer, r = Writer(release), release
    yield "mlp", writer.sequential("mlp", [6], [
        ("dense_1", dense(r, 5, "relu", kernel="he_uniform", l2=0.01)), ("batchnormalization_1", normalization(r, 1)),
        ("dropout_1", dropout(r, 0.25)), ("dense_2", dense(r, 3, "softmax"))])
    yield "cnn", writer.sequential("cnn", [2, 9, 9], [
        ("conv_1", convolution(r, 2, 3, 3, padding="same", activation="relu", first=True)),
        ("pool_1", pooling(r, "MaxPooling", 2, 2, first=True)), ("conv_2", convolution(r, 2, 4, 3, strides=2, first=True)),
        ("activation_1", activation(r, "relu")), ("flatten_1", plain(r, "Flatten")), ("dense_1", dense(r, 2))])
    yield "merged", writer.functional("merged", [("a", [4]), ("b", [4])], [
        ("left", dense(r, 3, "tanh"), [("a", [4])]), ("right", dense(r, 3, "tanh"), [("b", [4])]),
        ("sum", merge(r, "sum"), [("left", [3]), ("right", [3])]), ("joined", merge(r, "concat"), [("sum", [3]), ("b", [4])]),
        ("out", dense(r, 2), [("joined", [7])])], "out")
    yield "lstm", writer.sequential("lstm", [5, 3], [
        ("lstm_1", recurrent(r, "LSTM", 4, True)), ("lstm_2", recurrent(r, "LSTM", 2, False)), ("dense_1", dense(r, 1))])
    yield "gru", writer.sequential("gru", [5, 3], [
        ("gru_1", recurrent(r, "GRU", 4, False)), ("dense_1", dense(r, 1, "sigmoid"))])
    yield "tagger", writer.sequential("tagger", [6, 3], [
        ("bidirectional_1", ("Bidirectional", {"merge_mode": "concat", "layer": writer.inner(recurrent(r, "LSTM", 2, True), "lstm_1")})),
        ("timedistributed_1", ("TimeDistributed", {"layer": writer.inner(dense(r, 3, "softmax"), "dense_1")}))])
    yield "text", writer.sequential("text", [8], [
        ("embedding_1", embedding(r, 11, 4, 8)), ("conv_1", convolution(r, 1, 3, 3, activation="relu")),
        ("pool_1", pooling(r, "AveragePooling", 1, 2)), ("globalpool_1", plain(r, "GlobalMaxPooling1D")), ("dense_1", dense(r, 1))],
        "int32")
    yield "separable", writer.sequential("separable", [7, 7, 2], [
        ("separable_1", separable(r, 3, 3)), ("pool_1", ("GlobalAveragePooling2D", {"dim_ordering": "tf"} if r.kind == K1 else
                                                          {"data_format": "channels_last"})), ("dense_1", dense(r, 2))])
    inside = {**writer.shell("Sequential", writer.sequential_config("block", [4], [("inner_1", dense(r, 3, "relu")),
                                                                                    ("inner_2", dense(r, 3))]))}
    yield "nested", writer.functional("nested", [("x", [4])], [
        ("block", inside, [("x", [4])]), ("out", dense(r, 2), [("block", [3])])], "out")
    up = ("UpSampling2D", {"size": [2, 2], **({"dim_ordering": "tf"} if r.kind == K1 else {"data_format": "channels_last"})})
    yield "autoencoder", writer.sequential("autoencoder", [8, 8, 1], [
        ("conv_1", convolution(r, 2, 2, 3, strides=2, padding="same", activation="relu")),
        ("deconv_1", deconvolution(r, 3, 3, 2, [8, 8, 3])), ("pool_1", pooling(r, "MaxPooling", 2, 2)), ("up_1", up),
        ("conv_2", convolution(r, 2, 1, 3, padding="same", activation="sigmoid"))])
    if r.kind != K1 and r.version != "2.0.8":
        yield "depthwise", writer.sequential("depthwise", [7, 7, 2], [
            ("depthwise_1", depthwise(r, 3)), ("flatten_1", plain(r, "Flatten")), ("dense_1", dense(r, 2))])


for each in RELEASES:
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, each.name + ".json"), "w", encoding="utf-8", newline="\n") as file:
        lines = [f"{json.dumps(name)}: {json.dumps(model)}" for name, model in models(each)]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
