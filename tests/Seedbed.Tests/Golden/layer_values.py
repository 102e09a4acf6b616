"""What Keras's layers compute, by PyTorch's functions in float64: writes layer_values.json.

Each case is a Keras layer (class and config), the shape it is called on, its weights in Keras's order, an input and the output.
PyTorch's layouts differ (channels first, kernels (out, in, ...), GRU gates r, z, n); this script brings them to Keras's, and pads as TensorFlow does.
"""
import json
import math

import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
cases = []


def draw(*shape):
    return torch.round(torch.randn(*shape) * 1000) / 1000


def case(name, class_name, config, weights, x, y, training=False):
    flat = lambda t: t.reshape(-1).tolist()
    shown = lambda t: {"shape": list(t.shape), "values": flat(t)}
    cases.append({
        "name": name, "class_name": class_name, "config": config, "weights": [shown(w) for w in weights],
        "input": shown(x), "output": {"shape": list(y.shape), "values": [float(f"{v:.15g}") for v in flat(y)]}, "training": training})


def first(x):  # channels last -> first
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def same(x, kernel, strides, dilation, value=0.0):
    pads = []
    for size, k, s, d in reversed(list(zip(x.shape[2:], kernel, strides, dilation))):
        covered = (k - 1) * d + 1
        missing = max(0, (math.ceil(size / s) - 1) * s + covered - size)
        pads += [missing // 2, missing - missing // 2]
    return F.pad(x, pads, value=value)


def conv(rank, size, channels, filters, kernel, strides, dilation, padding, groups=1, channels_first=False):
    x = draw(2, *size, channels)
    w = draw(*kernel, channels // groups, filters)
    b = draw(filters)
    z = first(x)
    if padding == "same":
        z = same(z, kernel, strides, dilation)
    if padding == "causal":
        z = F.pad(z, [dilation[0] * (kernel[0] - 1), 0])
    torch_w = w.permute(rank + 1, rank, *range(rank))
    y = [F.conv1d, F.conv2d, F.conv3d][rank - 1](z, torch_w, b, strides, 0, dilation, groups)
    config = {"filters": filters, "kernel_size": kernel, "strides": strides, "dilation_rate": dilation, "padding": padding, "groups": groups,
              "data_format": "channels_first" if channels_first else "channels_last"}
    case(f"Conv{rank}D {padding} {kernel} {strides} {dilation} {groups} {channels_first}", f"Conv{rank}D", config, [w, b],
         first(x).contiguous() if channels_first else x, y if channels_first else last(y))


conv(1, [9], 3, 4, [3], [1], [1], "valid")
conv(1, [9], 3, 4, [3], [1], [2], "causal")
conv(1, [10], 3, 4, [4], [2], [1], "same")
conv(2, [7, 6], 3, 4, [3, 2], [1, 1], [1, 1], "valid")
conv(2, [7, 6], 2, 4, [3, 3], [2, 2], [1, 1], "same")
conv(2, [7, 6], 4, 6, [3, 2], [1, 1], [2, 1], "same", 2)
conv(2, [7, 6], 4, 6, [3, 2], [2, 1], [1, 1], "valid", 1, True)
conv(3, [5, 4, 4], 2, 3, [2, 3, 2], [1, 2, 1], [1, 1, 1], "same")


def transpose(rank, size, channels, filters, kernel, strides, padding):
    x = draw(2, *size, channels)
    w = draw(*kernel, filters, channels)
    b = draw(filters)
    torch_w = w.permute(rank + 1, rank, *range(rank))
    y = [F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d][rank - 1](first(x), torch_w, None, strides)
    for axis, (n, k, s) in enumerate(zip(size, kernel, strides)):
        wanted = (n - 1) * s + max(k, s) if padding == "valid" else n * s
        full = y.shape[axis + 2]
        if full < wanted:
            shape = list(y.shape)
            shape[axis + 2] = wanted - full
            y = torch.cat([y, torch.zeros(shape)], axis + 2)
        crop = 0 if padding == "valid" else max(0, full - wanted) // 2
        y = y.narrow(axis + 2, crop, wanted)
    case(f"Conv{rank}DTranspose {padding} {kernel} {strides}", f"Conv{rank}DTranspose", {"filters": filters, "kernel_size": kernel, "strides": strides, "padding": padding},
         [w, b], x, last(y) + b)


transpose(1, [5], 3, 2, [3], [2], "same")
transpose(2, [4, 3], 3, 2, [3, 3], [2, 2], "same")
transpose(2, [4, 3], 3, 2, [4, 4], [2, 2], "same")
transpose(2, [4, 3], 3, 2, [3, 2], [1, 3], "valid")
transpose(2, [4, 3], 3, 2, [2, 2], [2, 2], "valid")
transpose(3, [2, 3, 3], 2, 2, [2, 2, 3], [2, 1, 2], "same")


def depthwise(rank, size, channels, multiplier, kernel, strides, padding, filters=None):
    x = draw(2, *size, channels)
    w = draw(*kernel, channels, multiplier)
    z = same(first(x), kernel, strides, [1] * rank) if padding == "same" else first(x)
    torch_w = w.permute(rank, rank + 1, *range(rank)).reshape(channels * multiplier, 1, *kernel)
    y = [F.conv1d, F.conv2d][rank - 1](z, torch_w, None, strides, 0, 1, channels)
    config = {"kernel_size": kernel, "strides": strides, "padding": padding, "depth_multiplier": multiplier}
    if filters is None:
        b = draw(channels * multiplier)
        case(f"DepthwiseConv{rank}D {multiplier} {padding}", f"DepthwiseConv{rank}D", config, [w, b], x, last(y) + b)
        return
    p = draw(*[1] * rank, channels * multiplier, filters)
    b = draw(filters)
    case(f"SeparableConv{rank}D {multiplier} {padding}", f"SeparableConv{rank}D", {**config, "filters": filters}, [w, p, b], x,
         last(y) @ p.reshape(channels * multiplier, filters) + b)


depthwise(1, [8], 3, 1, [3], [1], "same")
depthwise(2, [6, 5], 3, 1, [3, 3], [1, 1], "same")
depthwise(2, [6, 5], 3, 2, [3, 2], [2, 2], "valid")
depthwise(1, [8], 3, 2, [3], [1], "same", 4)
depthwise(2, [6, 5], 3, 1, [3, 3], [2, 2], "same", 4)


def pool(kind, rank, size, window, strides, padding):
    x = draw(2, *size, 3)
    z = first(x)
    if kind == "Max":
        z = same(z, window, strides, [1] * rank, -math.inf) if padding == "same" else z
        y = [F.max_pool1d, F.max_pool2d, F.max_pool3d][rank - 1](z, window, strides)
    else:
        mean = [F.avg_pool1d, F.avg_pool2d, F.avg_pool3d][rank - 1]
        ones = torch.ones_like(z)
        if padding == "same":
            z, ones = (same(t, window, strides, [1] * rank) for t in (z, ones))
        y = mean(z, window, strides) / mean(ones, window, strides)
    case(f"{kind}Pooling{rank}D {padding} {window} {strides}", f"{kind}Pooling{rank}D", {"pool_size": window, "strides": strides, "padding": padding}, [], x, last(y))


for kind in ("Max", "Average"):
    pool(kind, 1, [9], [2], [2], "valid")
    pool(kind, 2, [7, 6], [3, 2], [2, 2], "same")
    pool(kind, 2, [7, 6], [2, 2], [1, 2], "valid")
    pool(kind, 3, [4, 5, 4], [2, 2, 2], [2, 2, 2], "same")
    x = draw(2, 4, 5, 3)
    y = x.mean((1, 2)) if kind == "Average" else x.amax((1, 2))
    case(f"Global{kind}Pooling2D", f"Global{kind}Pooling2D", {}, [], x, y)
    x = draw(2, 3, 6)
    y = x.mean(2, keepdim=True) if kind == "Average" else x.amax(2, keepdim=True)
    case(f"Global{kind}Pooling1D", f"Global{kind}Pooling1D", {"data_format": "channels_first", "keepdims": True}, [], x, y)

x = draw(5, 3, 4)
gamma, beta, mean, variance = draw(4), draw(4), draw(4), draw(4).abs() + 0.5
case("BatchNormalization", "BatchNormalization", {"epsilon": 0.01}, [gamma, beta, mean, variance], x, last(F.batch_norm(first(x), mean, variance, gamma, beta, False, 0, 0.01)))
case("BatchNormalization in training", "BatchNormalization", {"epsilon": 0.01}, [gamma, beta, mean, variance], x,
     last(F.batch_norm(first(x), None, None, gamma, beta, True, 0, 0.01)), True)
shift, mean = draw(3), draw(3)
case("BatchNormalization of axis 1", "BatchNormalization", {"axis": 1, "scale": False}, [shift, mean, variance[:3]], x, F.batch_norm(x, mean, variance[:3], None, shift, False, 0, 0.001))
gamma, beta = draw(4), draw(4)
case("LayerNormalization", "LayerNormalization", {}, [gamma, beta], x, F.layer_norm(x, [4], gamma, beta, 0.001))
gamma, beta = draw(3, 4), draw(3, 4)
case("LayerNormalization of two axes", "LayerNormalization", {"axis": [1, 2], "epsilon": 1e-5}, [gamma, beta], x, F.layer_norm(x, [3, 4], gamma, beta, 1e-5))
gamma = draw(3)
case("LayerNormalization of axis 1", "LayerNormalization", {"axis": 1, "center": False}, [gamma], x, F.layer_norm(x.movedim(1, -1), [3], gamma, None, 0.001).movedim(-1, 1))
scale = draw(4)
case("RMSNormalization", "RMSNormalization", {"epsilon": 1e-5}, [scale], x, x / (x.square().mean(-1, keepdim=True) + 1e-5).sqrt() * scale)
x = draw(2, 3, 5, 6)
gamma, beta = draw(6), draw(6)
case("GroupNormalization", "GroupNormalization", {"groups": 3}, [gamma, beta], x, last(F.group_norm(first(x), 3, gamma, beta, 0.001)))
gamma, beta = draw(3), draw(3)
case("GroupNormalization of axis 1, one group", "GroupNormalization", {"groups": 1, "axis": 1}, [gamma, beta], x, F.group_norm(x, 1, gamma, beta, 0.001))


def rnn(kind, x, weights, initial=None):
    """PyTorch's module with Keras's weights; the outputs of all steps."""
    w, u, b = weights
    units = u.shape[0]
    order = lambda t: torch.cat([t[..., units:2 * units], t[..., :units], t[..., 2 * units:]], -1) if kind == "GRU" else t
    module = {"SimpleRNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}[kind](x.shape[2], units, batch_first=True)
    with torch.no_grad():
        module.weight_ih_l0.copy_(order(w).T)
        module.weight_hh_l0.copy_(order(u).T)
        module.bias_ih_l0.copy_(order(b[0] if b.dim() == 2 else b))
        module.bias_hh_l0.copy_(order(b[1]) if b.dim() == 2 else torch.zeros_like(module.bias_hh_l0))
        return module(x)[0]


def rnn_weights(kind, inputs, units):
    gates = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    bias = draw(2, gates * units) if kind == "GRU" else draw(gates * units)
    return [draw(inputs, gates * units), draw(units, gates * units), bias]


for kind in ("SimpleRNN", "LSTM", "GRU"):
    x = draw(7, 5, 3)
    weights = rnn_weights(kind, 3, 4)
    y = rnn(kind, x, weights)
    case(kind, kind, {"units": 4}, weights, x, y[:, -1])
    case(f"{kind} of all steps", kind, {"units": 4, "return_sequences": True}, weights, x, y)
    case(f"{kind} backwards", kind, {"units": 4, "return_sequences": True, "go_backwards": True}, weights, x, rnn(kind, x.flip(1), weights))
    back = rnn_weights(kind, 3, 4)
    z = rnn(kind, x.flip(1), back)
    layer = lambda sequences: {"layer": {"module": "keras.layers", "class_name": kind, "config": {"name": "inner", "dtype": "float64", "units": 4, "return_sequences": sequences}}}
    for mode, merge in (("concat", lambda a, b: torch.cat([a, b], -1)), ("sum", torch.add), ("mul", torch.mul), ("ave", lambda a, b: (a + b) / 2)):
        case(f"Bidirectional {kind} {mode}", "Bidirectional", {**layer(True), "merge_mode": mode}, weights + back, x, merge(y, z.flip(1)))
    case(f"Bidirectional {kind} of the last step", "Bidirectional", {**layer(False), "merge_mode": "concat"}, weights + back, x, torch.cat([y[:, -1], z[:, -1]], -1))

x = draw(3, 4, 3)
w, u, b = draw(3, 6), draw(2, 6), draw(6)
h = torch.zeros(3, 2)
for t in range(4):
    a = x[:, t] @ w + b
    z, r = (torch.sigmoid(a[:, i:i + 2] + h @ u[:, i:i + 2]) for i in (0, 2))
    h = z * h + (1 - z) * torch.tanh(a[:, 4:] + (r * h) @ u[:, 4:])
case("GRU, reset before", "GRU", {"units": 2, "reset_after": False}, [w, u, b], x, h)
h, c = torch.zeros(3, 2), torch.zeros(3, 2)
w, u, b = draw(3, 8), draw(2, 8), draw(8)
for t in range(4):
    i, f, g, o = (x[:, t] @ w + b + h @ u).split(2, 1)
    c = F.hardsigmoid(f) * c + F.hardsigmoid(i) * F.softsign(g)
    h = F.hardsigmoid(o) * F.softsign(c)
case("LSTM of other activations", "LSTM", {"units": 2, "activation": "softsign", "recurrent_activation": "hard_sigmoid"}, [w, u, b], x, h)

x = draw(5, 16) * 2
for name, function in {
        "relu": F.relu, "leaky_relu": lambda x: F.leaky_relu(x, 0.2), "relu6": F.relu6, "softmax": lambda x: F.softmax(x, -1), "celu": F.celu, "elu": F.elu, "selu": F.selu,
        "softplus": lambda x: torch.log1p(torch.exp(x)), "softsign": F.softsign, "squareplus": lambda x: (x + torch.sqrt(x * x + 4)) / 2, "soft_shrink": F.softshrink,
        "sparse_plus": lambda x: torch.where(x <= -1, torch.zeros_like(x), torch.where(x < 1, (x + 1) ** 2 / 4, x)), "silu": F.silu, "gelu": F.gelu, "glu": lambda x: F.glu(x, -1),
        "tanh": torch.tanh, "tanh_shrink": F.tanhshrink, "sigmoid": torch.sigmoid, "exponential": torch.exp, "hard_sigmoid": F.hardsigmoid, "hard_silu": F.hardswish,
        "hard_tanh": F.hardtanh, "hard_shrink": F.hardshrink, "linear": lambda x: x, "mish": F.mish, "log_softmax": lambda x: F.log_softmax(x, -1), "log_sigmoid": F.logsigmoid}.items():
    case(f"Activation {name}", "Activation", {"activation": name}, [], x, function(x))
case("ReLU", "ReLU", {"negative_slope": 0.1, "max_value": 2.0, "threshold": 0.5}, [], x,
     torch.where(x >= 2, torch.full_like(x, 2), torch.where(x >= 0.5, x, 0.1 * (x - 0.5))))
case("LeakyReLU", "LeakyReLU", {"negative_slope": 0.3}, [], x, F.leaky_relu(x, 0.3))
case("ELU", "ELU", {"alpha": 0.5}, [], x, F.elu(x, 0.5))
alpha = draw(16)
case("PReLU", "PReLU", {}, [alpha], x, torch.where(x > 0, x, alpha * x))
x = draw(2, 3, 4)
case("Softmax of axis 1", "Softmax", {"axis": 1}, [], x, F.softmax(x, 1))

w, b = draw(4, 3), draw(3)
case("Dense of a sequence", "Dense", {"units": 3, "activation": "tanh"}, [w, b], x, torch.tanh(x @ w + b))
case("TimeDistributed", "TimeDistributed", {"layer": {"module": "keras.layers", "class_name": "Dense", "config": {"name": "inner", "dtype": "float64", "units": 3}}}, [w, b], x, x @ w + b)
case("Flatten channels first", "Flatten", {"data_format": "channels_first"}, [], x, x.permute(0, 2, 1).reshape(2, 12))
case("Reshape", "Reshape", {"target_shape": [2, -1]}, [], x, x.reshape(2, 2, 6))
case("Permute", "Permute", {"dims": [2, 1]}, [], x, x.permute(0, 2, 1))
case("ZeroPadding1D", "ZeroPadding1D", {"padding": [1, 2]}, [], x, F.pad(x, [0, 0, 1, 2]))
case("Rescaling", "Rescaling", {"scale": 0.5, "offset": -1.0}, [], x, x * 0.5 - 1)
case("Normalization", "Normalization", {"axis": [-1], "mean": [1.0, 2.0, 3.0, 4.0], "variance": [4.0, 1.0, 0.25, 9.0]}, [], x,
     (x - torch.tensor([1.0, 2, 3, 4])) / torch.tensor([2.0, 1, 0.5, 3]))
x = draw(2, 3, 4, 2)
case("ZeroPadding2D", "ZeroPadding2D", {"padding": [[1, 2], [0, 3]]}, [], x, F.pad(x, [0, 0, 0, 3, 1, 2]))
case("UpSampling2D", "UpSampling2D", {"size": [2, 3]}, [], x, x.repeat_interleave(2, 1).repeat_interleave(3, 2))
case("Cropping2D", "Cropping2D", {"cropping": [[1, 0], [1, 2]]}, [], x, x[:, 1:, 1:2])
x = draw(2, 4)
case("RepeatVector", "RepeatVector", {"n": 3}, [], x, x[:, None].repeat(1, 3, 1))
table = draw(6, 3)
x = torch.tensor([[0.0, 5, 2], [3, 3, 1]])
case("Embedding", "Embedding", {"input_dim": 6, "output_dim": 3}, [table], x, table[x.long()])

with open("layer_values.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]\n")
