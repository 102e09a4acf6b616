#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Four initializers on one layer, Dense(128) over the 784 pixels of an image: by name, as an object, as a function,
// and as a class of one's own. Their weights are printed, and each network learns to read digits.

using Seedbed;
using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Random;

DataSet training = DrawnDigits.Create(1000, seed: 1);
DataSet test = DrawnDigits.Create(500, seed: 2);

(string Name, InitializerArgument Initializer)[] choices =
[
    ("glorot_uniform", "glorot_uniform"),
    ("he_normal", new HeNormal(seed: 42)),
    ("a function", Initializer.FromFunction<float>(Patches)),
    ("a class", new VarianceScaling(Scale: 2, Seed: 42)),
];

Console.WriteLine("kernel of Dense(128) over 784 inputs: its first weights, and what all 100,352 are like");
Console.WriteLine("initializer       w[0, 0]   w[0, 1]   w[0, 2]      mean    stddev       min       max");
List<(string Name, Sequential Model)> models = [];
foreach ((string name, InitializerArgument initializer) in choices)
{
    Dense hidden = new(128, activation: "relu", kernelInitializer: initializer);
    Sequential model = new([new Input([28, 28, 1]), new Flatten(), hidden, new Dense(10, activation: "softmax")], seed: 7);
    model.Build();
    models.Add((name, model));

    float[] kernel = hidden.GetWeights()[0];
    double mean = kernel.Average();
    double stddev = Math.Sqrt(kernel.Average(w => (w - mean) * (w - mean)));
    Console.WriteLine(
        $"{name,-15}{kernel[0],10:F5}{kernel[1],10:F5}{kernel[2],10:F5}{mean,10:F5}{stddev,10:F5}{kernel.Min(),10:F5}{kernel.Max(),10:F5}");
}

Console.WriteLine();
Console.WriteLine("five epochs of Adam on 1,000 drawn digits, and 500 digits that were not seen");
Console.WriteLine("initializer      loss before  loss after  accuracy");
foreach ((string name, Sequential model) in models)
{
    model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
    double before = model.Evaluate(test).Loss;
    model.Fit(training.X, training.Y, epochs: 5);
    double accuracy = model.Evaluate(test)["accuracy"];
    Console.WriteLine($"{name,-15}{before,13:F3}{model.Evaluate(test).Loss,12:F3}{accuracy,10:F3}");
}

// A function fills the whole kernel, row-major: here each unit begins by looking at a patch of 7 × 7 pixels of its own.
static void Patches(Span<float> kernel, Shape shape)
{
    kernel.Clear();
    int units = (int)shape[1];
    for (int unit = 0; unit < units; unit++)
    {
        int top = unit / 16 * 3;
        int left = unit % 16 * 21 / 15;
        for (int pixel = 0; pixel < 49; pixel++)
        {
            int input = ((top + (pixel / 7)) * 28) + left + (pixel % 7);
            kernel[(input * units) + unit] = 1 / 7f;
        }
    }
}

// A class says what each weight is drawn from; streams, slices and threads are done for it. Without a seed it would take the model's.
internal sealed record VarianceScaling(double Scale, Seed? Seed = null) : IndependentInitializer(Seed)
{
    public override Distribution DistributionFor(in Shape shape)
    {
        Fans fans = FanRule.Keras.Of(shape);
        return new NormalDistribution(0, Math.Sqrt(Scale / fans.FanIn));
    }
}
