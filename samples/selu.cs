#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// SELU and LeCun's weights belong together: with Var w = 1/n a layer of SELUs carries mean 0 and variance 1 to the next one, 30 layers
// deep (Klambauer et al. 2017). Twice the variance (He) makes the signal grow, the noise of Keras's default (stddev 0.05) lets it fade.

using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

const int Depth = 30;
const int Width = 128;
DataSet training = DrawnDigits.Create(1000, seed: 1, size: 16);
DataSet test = DrawnDigits.Create(500, seed: 2, size: 16);

Console.WriteLine("30 SELU layers of 128 units: what they give out before training, and 6 epochs of SGD");
Console.WriteLine("initializer     mean of h30  stddev of h10  stddev of h30  final loss  accuracy");
foreach (string initializer in (string[])["lecun_normal", "he_normal", "random_normal"])
{
    // Equal seeds and equal names give equal weights: the second model learns from the weights that the first one shows.
    (Input image, List<SymbolicTensor> hidden, _) = Network(initializer);
    IReadOnlyList<Samples> outputs = new Model([image], hidden, seed: 1).PredictAll([test.X]);
    (Input input, _, SymbolicTensor digit) = Network(initializer);
    Model model = new(input, digit, seed: 1);
    model.Compile(new SGD(learningRate: 0.01), "sparse_categorical_crossentropy", "accuracy");
    double loss = model.Fit(training.X, training.Y, epochs: 6)["loss"][^1];

    (double mean, double last) = Moments(outputs[29]);
    double accuracy = model.Evaluate(test)["accuracy"];
    Console.WriteLine($"{initializer,-14}{mean,13:F3}{Moments(outputs[9]).Stddev,15:G3}{last,15:G3}{loss,12:F3}{accuracy,10:F3}");
}

static (Input Image, List<SymbolicTensor> Hidden, SymbolicTensor Digit) Network(string initializer)
{
    Input image = new([16, 16, 1]);
    SymbolicTensor h = new Flatten().On(image);
    List<SymbolicTensor> hidden = [];
    for (int layer = 1; layer <= Depth; layer++)
    {
        h = new Dense(Width, activation: "selu", kernelInitializer: initializer, name: $"hidden_{layer}").On(h);
        hidden.Add(h);
    }

    return (image, hidden, new Dense(10, activation: "softmax", kernelInitializer: initializer, name: "digit").On(h));
}

static (double Mean, double Stddev) Moments(Samples samples)
{
    double[] values = samples.ToArray();
    double mean = values.Average();
    return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
}
