using System.Diagnostics;
using System.Runtime.InteropServices;
using Seedbed.Compare.Planning;
using Seedbed.Compare.Peers;
using TorchSharp;

namespace Seedbed.Compare.Torch;

/// <summary>
/// PyTorch's own initializers, in place on a tensor that is there already, as in <c>peers/peer_pytorch.py</c>, and its matrix product.
/// </summary>
internal sealed class TorchWork : IWork, IDisposable
{
    /// <summary>Values that are drawn as float32 and rounded at a time, as <c>peers/peer_pytorch_cast.py</c> does.</summary>
    private const int CastBlock = 1 << 18;

    private const double Bound = 2;

    /// <summary>erf(√2): of a normal within ±2.</summary>
    private const double Probability = 0.95449973610364159;

    private readonly Workload _workload;
    private readonly torch.Tensor _result;
    private readonly Action _draw;

    private TorchWork(Workload workload, Func<torch.Tensor, Action> drawOf)
    {
        _workload = workload;
        long[] shape = workload.IsFill ? [workload.Rows] : [workload.Rows, workload.Columns];
        _result = torch.full(shape, float.NaN, IsFloat(workload) ? torch.ScalarType.Float32 : torch.ScalarType.BFloat16);
        _draw = drawOf(_result);
    }

    public static IWork? Create(Workload workload) =>
        workload.IsTraining ? null : new TorchWork(workload, result => DrawOf(workload, result));

    /// <summary>bfloat16 the other way: drawn as float32, block by block, and rounded.</summary>
    public static IWork? CreateCast(Workload workload) =>
        workload.IsFill && !IsFloat(workload) ? new TorchWork(workload, result => CastOf(workload, result)) : null;

    /// <inheritdoc/>
    public double Run(int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            _draw();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <inheritdoc/>
    public Facts Check() => IsFloat(_workload)
        ? FactsOf.Result(_workload, MemoryMarshal.Cast<byte, float>(_result.bytes))
        : FactsOf.Result(_workload, MemoryMarshal.Cast<byte, BFloat16>(_result.bytes));

    /// <inheritdoc/>
    public void Dispose() => _result.Dispose();

    private static bool IsFloat(Workload workload) => workload.ElementType == ElementType.Float32;

    private static Action DrawOf(Workload workload, torch.Tensor result)
    {
        if (workload.Kind == WorkloadKind.Product)
        {
            torch.Tensor left = torch.tensor(ProductInput.Left(workload.Rows)).reshape(result.shape);
            torch.Tensor right = torch.tensor(ProductInput.Right(workload.Rows)).reshape(result.shape);
            return () => result.addmm_(left, right, beta: 0, alpha: 1);
        }

        return workload.Kind switch
        {
            WorkloadKind.Uniform => () => result.uniform_(0, 1),
            WorkloadKind.Normal => () => result.normal_(0, 1),
            WorkloadKind.TruncatedNormal => () => DrawTruncatedNormal(result),
            _ => () => torch.nn.init.orthogonal_(result),
        };
    }

    /// <summary>The steps of PyTorch's trunc_normal_ for N(0, 1) within ±2. TorchSharp's function of that name writes ones.</summary>
    private static void DrawTruncatedNormal(torch.Tensor result)
    {
        result.uniform_(-Probability, Probability);
        result.erfinv_();
        result.mul_(double.Sqrt(2));
        result.add_(0);
        result.clamp_(-Bound, Bound);
    }

    private static Action CastOf(Workload workload, torch.Tensor result)
    {
        torch.Tensor scratch = torch.empty(Math.Min(CastBlock, workload.Rows));
        List<(Action Draw, torch.Tensor Drawn, torch.Tensor Target)> parts = [];
        for (long start = 0; start < workload.Rows; start += CastBlock)
        {
            long length = Math.Min(CastBlock, workload.Rows - start);
            torch.Tensor drawn = scratch.narrow(0, 0, length);
            parts.Add((DrawOf(workload, drawn), drawn, result.narrow(0, start, length)));
        }

        return () =>
        {
            foreach ((Action draw, torch.Tensor drawn, torch.Tensor target) in parts)
            {
                draw();
                target.copy_(drawn);
            }
        };
    }
}
