#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// He against Glorot in a ReLU network of 30 layers (He et al. 2015, figure 3). A ReLU lets half of the second moment through. He's variance
// 2/n makes up for it; Glorot's 1/n does not, so that signal and gradient shrink by 2 with every layer: by 2^30 in all, and nothing is learned.

using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

const int Depth = 30;
const int Width = 128;
DataSet training = DrawnDigits.Create(2000, seed: 1, size: 16);
DataSet test = DrawnDigits.Create(500, seed: 2, size: 16);
string[] initializers = ["he_normal", "glorot_normal"];

Console.WriteLine("second moment of what layers give out before training");
Console.WriteLine("layer   he_normal  glorot_normal     ratio");
double[][] moments = [.. initializers.Select(Moments)];
foreach (int layer in (int[])[1, 10, 20, 30])
{
    (double he, double glorot) = (moments[0][layer - 1], moments[1][layer - 1]);
    Console.WriteLine($"{layer,-5}{he,12:G3}{glorot,15:G3}{he / glorot,10:G3}");
}

Console.WriteLine();
Console.WriteLine("15 epochs of SGD on 2,000 drawn digits; guessing has a loss of ln 10 = 2.303 and an accuracy of 0.1");
Console.WriteLine("initializer    epoch 1  epoch 5  epoch 10  epoch 15  accuracy");
foreach (string initializer in initializers)
{
    (Input image, _, SymbolicTensor digit) = Network(initializer);
    Model model = new(image, digit, seed: 1);
    model.Compile(new SGD(learningRate: 0.01), "sparse_categorical_crossentropy", "accuracy");
    History history = model.Fit(training.X, training.Y, epochs: 15);
    IReadOnlyList<double> loss = history["loss"];
    Console.WriteLine($"{initializer,-13}{loss[0],9:F3}{loss[4],9:F3}{loss[9],10:F3}{loss[14],10:F3}{model.Evaluate(test)["accuracy"],10:F3}");
}

// The mean of h² for every hidden layer.
double[] Moments(string initializer)
{
    (Input image, List<SymbolicTensor> hidden, _) = Network(initializer);
    IReadOnlyList<Samples> outputs = new Model([image], hidden, seed: 1).PredictAll([test.X]);
    return [.. outputs.Select(output => output.ToArray().Average(h => h * h))];
}

static (Input Image, List<SymbolicTensor> Hidden, SymbolicTensor Digit) Network(string initializer)
{
    Input image = new([16, 16, 1]);
    SymbolicTensor h = new Flatten().On(image);
    List<SymbolicTensor> hidden = [];
    for (int layer = 1; layer <= Depth; layer++)
    {
        h = new Dense(Width, activation: "relu", kernelInitializer: initializer, name: $"hidden_{layer}").On(h);
        hidden.Add(h);
    }

    return (image, hidden, new Dense(10, activation: "softmax", kernelInitializer: initializer, name: "digit").On(h));
}
