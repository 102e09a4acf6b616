using System.Numerics;
using BenchmarkDotNet.Attributes;
using Seedbed.Initializers;

namespace Seedbed.Benchmarks;

/// <summary>The three distributions into memory that is there already, beside a plain fill of it.</summary>
/// <typeparam name="T">The element type.</typeparam>
[MemoryDiagnoser]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(Half))]
[GenericTypeArguments(typeof(BFloat16))]
public class FillBenchmarks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly RandomUniform _uniform = new(0, 1, seed: 42);
    private readonly RandomNormal _normal = new(0, 1, seed: 42);
    private readonly TruncatedNormal _truncatedNormal = new(0, 1, seed: 42);
    private FillOptions _options = FillOptions.Default;
    private Shape _shape;
    private T[] _values = [];

    /// <summary>The number of values.</summary>
    [Params(64, 10_000, 1_000_000, 100_000_000)]
    public int Elements { get; set; }

    /// <summary>The most threads, 0 for all.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Allocate()
    {
        _values = new T[Elements];
        _shape = [Elements];
        _options = new FillOptions { MaxDegreeOfParallelism = Threads };
    }

    [Benchmark(Baseline = true)]
    public void PlainFill() => _values.AsSpan().Fill(T.One);

    [Benchmark]
    public void Uniform() => _uniform.Fill(_values.AsSpan(), _shape, _options);

    [Benchmark]
    public void Normal() => _normal.Fill(_values.AsSpan(), _shape, _options);

    [Benchmark]
    public void TruncatedNormal() => _truncatedNormal.Fill(_values.AsSpan(), _shape, _options);
}
