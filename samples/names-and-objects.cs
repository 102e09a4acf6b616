#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Initializers by name and as objects, a layer each: He for ReLU, Glorot for tanh, zeros for the softmax; and an LSTM whose kernel and
// recurrent kernel are orthogonal.

using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

DataSet digits = DrawnDigits.Create(1000, seed: 1);
DataSet newDigits = DrawnDigits.Create(500, seed: 2);
Sequential reader = new(
    [
        new Input([28, 28, 1]),
        new Flatten(),
        new Dense(64, activation: "relu", kernelInitializer: "he_normal"),
        new Dense(32, activation: "tanh", kernelInitializer: new GlorotUniform(seed: 7)),
        new Dense(10, activation: "softmax", kernelInitializer: "zeros"),
    ],
    seed: 42);
reader.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
reader.Build();

Console.WriteLine("weight           shape          stddev       max");
foreach (Weight weight in reader.Weights)
{
    float[] values = weight.ToArray<float>();
    double mean = values.Average();
    double stddev = Math.Sqrt(values.Average(w => (w - mean) * (w - mean)));
    Console.WriteLine($"{weight.Name,-15}  {weight.Shape,-10}{stddev,11:F5}{values.Max(),10:F5}");
}

// A last layer of zeros gives every digit the probability 0.1: the loss begins at ln 10 = 2.3026.
double lossBefore = reader.Evaluate(newDigits).Loss;
reader.Fit(digits.X, digits.Y, epochs: 5);
Console.WriteLine();
Console.WriteLine("network          loss before  loss after  accuracy");
Report("dense", reader, newDigits, lossBefore);

DataSet sequences = Sequences.FirstSymbol(512, steps: 20, seed: 1);
DataSet newSequences = Sequences.FirstSymbol(256, steps: 20, seed: 2);
LSTM memory = new(64, kernelInitializer: new Orthogonal(seed: 1), recurrentInitializer: "orthogonal");
Sequential rememberer = new([new Input([20, 4]), memory, new Dense(4, activation: "softmax")], seed: 42);
rememberer.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
rememberer.Build();
IReadOnlyList<float[]> weights = memory.GetWeights();
lossBefore = rememberer.Evaluate(newSequences).Loss;
rememberer.Fit(sequences.X, sequences.Y, epochs: 10);
Report("lstm", rememberer, newSequences, lossBefore);

Console.WriteLine();
Console.WriteLine("lstm weight before training       rows  columns  largest |W·Wᵀ - I|");
Console.WriteLine($"kernel                     {4,11}{256,9}{DistanceFromOrthogonal(weights[0], 4),21:G2}");
Console.WriteLine($"recurrent_kernel           {64,11}{256,9}{DistanceFromOrthogonal(weights[1], 64),21:G2}");
Console.WriteLine();
Console.WriteLine($"bias of the gates i, f, c, o: {string.Join(", ", Enumerable.Range(0, 4).Select(gate => weights[2][gate * 64]))}");

static void Report(string name, Sequential model, DataSet test, double lossBefore) =>
    Console.WriteLine($"{name,-15}{lossBefore,13:F4}{model.Evaluate(test).Loss,12:F4}{model.Evaluate(test)["accuracy"],10:F3}");

// Fewer rows than columns: the rows are orthonormal.
static double DistanceFromOrthogonal(float[] matrix, int rows)
{
    int columns = matrix.Length / rows;
    double largest = 0;
    for (int i = 0; i < rows; i++)
    {
        for (int j = 0; j < rows; j++)
        {
            double product = Enumerable.Range(0, columns).Sum(column => (double)matrix[(i * columns) + column] * matrix[(j * columns) + column]);
            largest = Math.Max(largest, Math.Abs(product - (i == j ? 1 : 0)));
        }
    }

    return largest;
}
