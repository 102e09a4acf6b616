#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Why the scale matters: normal noise that does not know the layer's width drives ten tanh layers into saturation (stddev 1) or lets
// the signal die (stddev 0.01). Glorot's and orthogonal weights keep it, and the network learns.

using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

const int Depth = 10;
const int Width = 128;
DataSet training = DrawnDigits.Create(1000, seed: 1, size: 16);
DataSet test = DrawnDigits.Create(500, seed: 2, size: 16);

(string Name, InitializerArgument Initializer)[] choices =
[
    ("normal(stddev=1)", new RandomNormal(stddev: 1)),
    ("normal(stddev=0.01)", new RandomNormal(stddev: 0.01)),
    ("glorot_normal", "glorot_normal"),
    ("orthogonal", "orthogonal"),
];

Console.WriteLine("ten tanh layers of 128 units: what a layer gives out before training (saturated: |h| > 0.99), and 10 epochs of SGD");
Console.WriteLine("initializer           stddev of h1  stddev of h10  saturated in h10  final loss  accuracy");
foreach ((string name, InitializerArgument initializer) in choices)
{
    // Equal seeds and equal names give equal weights: the second model learns from the weights that the first one shows.
    (Input image, List<SymbolicTensor> hidden, _) = Network(initializer);
    IReadOnlyList<Samples> outputs = new Model([image], hidden, seed: 1).PredictAll([test.X]);
    (Input input, _, SymbolicTensor digit) = Network(initializer);
    Model model = new(input, digit, seed: 1);
    model.Compile(new SGD(learningRate: 0.01), "sparse_categorical_crossentropy", "accuracy");
    double loss = model.Fit(training.X, training.Y, epochs: 10)["loss"][^1];

    double saturated = outputs[^1].ToArray().Average(h => Math.Abs(h) > 0.99 ? 1.0 : 0.0);
    double accuracy = model.Evaluate(test)["accuracy"];
    Console.WriteLine($"{name,-20}{Stddev(outputs[0]),14:G3}{Stddev(outputs[^1]),15:G3}{saturated,18:F3}{loss,12:F3}{accuracy,10:F3}");
}

static (Input Image, List<SymbolicTensor> Hidden, SymbolicTensor Digit) Network(InitializerArgument initializer)
{
    Input image = new([16, 16, 1]);
    SymbolicTensor h = new Flatten().On(image);
    List<SymbolicTensor> hidden = [];
    for (int layer = 1; layer <= Depth; layer++)
    {
        h = new Dense(Width, activation: "tanh", kernelInitializer: initializer, name: $"hidden_{layer}").On(h);
        hidden.Add(h);
    }

    return (image, hidden, new Dense(10, activation: "softmax", kernelInitializer: initializer, name: "digit").On(h));
}

static double Stddev(Samples samples)
{
    double[] values = samples.ToArray();
    double mean = values.Average();
    return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
}
