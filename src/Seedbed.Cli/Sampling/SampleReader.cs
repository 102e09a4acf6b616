using System.Numerics;
using Seedbed.Initializers;

namespace Seedbed.Cli.Sampling;

/// <summary>Takes some values in their order.</summary>
/// <param name="values">Valid during the call.</param>
internal delegate void ValuesAction(ReadOnlySpan<double> values);

/// <summary>
/// Draws the wanted elements piece by piece, as often as they are asked for: values can be drawn again, so they need not be kept. Only a
/// scheme that makes whole tensors is kept after the first time.
/// </summary>
internal sealed class SampleReader
{
    /// <summary>Elements drawn at once: enough for all threads, 32 MiB at most.</summary>
    private const int PieceLength = 1 << 22;

    /// <summary>Elements looked at together, so that they stay in the cache.</summary>
    private const int BlockLength = 1 << 14;

    private readonly SampleRequest _request;
    private readonly Initializer _pinned;
    private readonly FillOptions _options;
    private readonly double[] _block = new double[BlockLength];
    private Array? _kept;

    internal SampleReader(SampleRequest request, CancellationToken cancellation)
    {
        _request = request;
        _pinned = request.Initializer.Pin(request.Stream);
        _options = new FillOptions { Stream = request.Stream, MaxDegreeOfParallelism = request.Threads, CancellationToken = cancellation };
    }

    /// <summary>Hands over all wanted values.</summary>
    internal void Read(ValuesAction action)
    {
        switch (_request.ElementType)
        {
            case ElementType.Float32:
                Read<float>(action);
                break;
            case ElementType.Float64:
                Read<double>(action);
                break;
            case ElementType.Float16:
                Read<Half>(action);
                break;
            case ElementType.BFloat16:
                Read<BFloat16>(action);
                break;
            default:
                throw new InvalidOperationException($"unknown element type {_request.ElementType}");
        }
    }

    private void Read<T>(ValuesAction action)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long count = _request.Slice.Count;
        if (_kept is T[] kept)
        {
            Visit<T>(kept, action);
            return;
        }

        T[] piece = new T[_pinned.NeedsWholeTensorOn(_options.Stream) ? checked((int)count) : Math.Min(count, PieceLength)];
        for (long done = 0; done < count; done += piece.Length)
        {
            Span<T> values = piece.AsSpan(0, (int)Math.Min(piece.Length, count - done));
            _pinned.FillSlice(values, _request.Shape, _request.Slice.Start + done, _options);
            Visit<T>(values, action);
        }

        _kept = _pinned.NeedsWholeTensorOn(_options.Stream) ? piece : null;
    }

    private void Visit<T>(ReadOnlySpan<T> values, ValuesAction action)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        while (!values.IsEmpty)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(values.Length, BlockLength);
            for (int i = 0; i < length; i++)
            {
                _block[i] = double.CreateTruncating(values[i]);
            }

            action(_block.AsSpan(0, length));
            values = values[length..];
        }
    }
}
