#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// What a recurrent network keeps over long sequences is decided by its recurrent kernel: 100 steps are 100 products with it. An orthogonal one
// keeps lengths: the first step counts at the end as it did at first. Noise of Keras's default scale (stddev 0.05) shrinks them until nothing of it
// is left. Glorot's scale keeps them on average over kernels, but one kernel multiplied a hundred times stretches or shrinks.

using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

const int Steps = 100;
const int Units = 64;
DataSet training = Sequences.FirstSymbol(512, Steps, seed: 1);
DataSet test = Sequences.FirstSymbol(256, Steps, seed: 2);

(string Name, InitializerArgument Initializer)[] choices =
[
    ("orthogonal", "orthogonal"),
    ("glorot_uniform", "glorot_uniform"),
    ("random_normal", "random_normal"),
];

Console.WriteLine("a tanh network of 64 units is to tell after 100 steps which of 4 symbols stood at the first one");
Console.WriteLine("recurrent kernel  kept of step 1 after 10  after 50  after 100  final loss  accuracy");
foreach ((string name, InitializerArgument initializer) in choices)
{
    double[] kept = [.. ((int[])[10, 50, 100]).Select(steps => Kept(initializer, steps))];
    Sequential model = new(
        [
            new Input([Steps, 4]),
            new SimpleRNN(Units, recurrentInitializer: initializer, name: "memory"),
            new Dense(4, activation: "softmax"),
        ],
        seed: 1);
    model.Compile(new Adam(learningRate: 0.001), "sparse_categorical_crossentropy", "accuracy");
    double loss = model.Fit(training.X, training.Y, epochs: 10)["loss"][^1];
    double accuracy = model.Evaluate(test)["accuracy"];
    Console.WriteLine($"{name,-16}{kept[0],25:G3}{kept[1],10:G3}{kept[2],11:G3}{loss,12:F3}{accuracy,10:F3}");
}

// How far the states lie apart that two sequences leave which differ at the first step alone, against their distance after that step:
// at every step the difference is multiplied by the recurrent kernel and the slope of tanh.
static double Kept(InitializerArgument initializer, int steps) => Distance(initializer, steps) / Distance(initializer, 1);

static double Distance(InitializerArgument initializer, int steps)
{
    float[] values = new float[2 * steps * 4];
    (values[0], values[(steps * 4) + 1]) = (0.01f, 0.01f);
    Sequential memory = new(
        [new Input([steps, 4]), new SimpleRNN(Units, recurrentInitializer: initializer, name: "memory")], seed: 1);
    double[] states = memory.Predict(Samples.Of<float>(values, 2, steps, 4)).ToArray();
    return Math.Sqrt(Enumerable.Range(0, Units).Select(unit => states[unit] - states[Units + unit]).Sum(difference => difference * difference));
}
