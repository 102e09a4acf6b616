using System.Collections.Immutable;

namespace Seedbed.Checkpoints.Writing;

/// <summary>
/// The way from a layout to a stream that only goes forward, such as a pipe: blocks are drawn by several threads, and written in their
/// order. Memory is bounded as it is for files.
/// </summary>
internal sealed class CheckpointStream
{
    /// <summary>How long a thread that waits for its turn does not look whether another has failed.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(50);

    private readonly Stream _stream;
    private readonly CheckpointLayout _layout;
    private readonly Random.RandomStream _random;
    private readonly WriteOptions _options;
    private readonly ContentSink _sink;
    private readonly object _turn = new();
    private int _fixed;
    private long _position;
    private long _taken;
    private long _written;

    private CheckpointStream(Stream stream, CheckpointLayout layout, Random.RandomStream random, WriteOptions options)
    {
        (_stream, _layout, _random, _options) = (stream, layout, random, options);
        _sink = new ContentSink(WriteAt, new ProgressMeter(options.Progress), null);
    }

    /// <summary>Writes headers and tensors.</summary>
    /// <exception cref="NotSupportedException">The layout has parts that are only known at the end.</exception>
    /// <exception cref="IOException">The stream refused; it has a part of the content.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the stream has a part of the content.</exception>
    internal static void Write(Stream stream, CheckpointLayout layout, Random.RandomStream random, WriteOptions options)
    {
        if (layout.Closing is not null)
        {
            throw new NotSupportedException(
                "the format has checksums before what they are of, so that it cannot be written from front to back; write .safetensors, "
                + ".npy, or a file.");
        }

        CheckpointStream target = new(stream, layout, random, options);
        target.WriteRegions();
        target.Advance(layout.Length);
        stream.Flush();
    }

    /// <summary>A tensor that is made whole stands alone; all others up to the next such one are cut into blocks together.</summary>
    private void WriteRegions()
    {
        TensorBytes tensors = new(_random, _options);
        ExecutionOptions execution = new(_options.MaxDegreeOfParallelism, _options.CancellationToken);
        for (int first = 0; first < _layout.Regions.Length;)
        {
            int next = first;
            while (next < _layout.Regions.Length && !IsWhole(_layout.Regions[next]))
            {
                next++;
            }

            if (next == first)
            {
                tensors.WriteWhole(_sink, _layout.Regions[next++], execution.Degree);
            }
            else
            {
                WriteBlocks(_layout.Regions[first..next], tensors, execution);
            }

            first = next;
        }

        _options.CancellationToken.ThrowIfCancellationRequested();
    }

    private bool IsWhole(in FileRegion region) => region.Tensor.Initializer.NeedsWholeTensorOn(_random);

    private void WriteBlocks(ImmutableArray<FileRegion> regions, TensorBytes tensors, ExecutionOptions execution)
    {
        BlockSource source = new(regions, _random);
        execution.Run(execution.Degree, (_, token) =>
        {
            BlockBuffer buffer = new();
            while (!token.IsCancellationRequested && TryTake(source, buffer) is { } turn)
            {
                int length = tensors.Fill(buffer);
                if (!WriteInTurn(turn, buffer.Bytes[..length], buffer.Pieces[0].Offset, token))
                {
                    return;
                }
            }
        });
    }

    /// <summary>The next block and its turn; null where none is left.</summary>
    private long? TryTake(BlockSource source, BlockBuffer buffer)
    {
        lock (_turn)
        {
            return source.TryNext(buffer.Pieces) ? _taken++ : null;
        }
    }

    /// <summary>Writes when all blocks before are written; false where it was stopped.</summary>
    private bool WriteInTurn(long turn, ReadOnlySpan<byte> bytes, long offset, CancellationToken token)
    {
        lock (_turn)
        {
            while (_written != turn)
            {
                if (token.IsCancellationRequested)
                {
                    return false;
                }

                Monitor.Wait(_turn, s_patience);
            }

            _sink.Write(bytes, offset);
            _written++;
            Monitor.PulseAll(_turn);
            return true;
        }
    }

    private void WriteAt(ReadOnlySpan<byte> bytes, long offset)
    {
        Advance(offset);
        _stream.Write(bytes);
        _position += bytes.Length;
    }

    /// <summary>Writes what stands before an offset: headers, and zeros where nothing does.</summary>
    private void Advance(long offset)
    {
        while (_fixed < _layout.Fixed.Length && _layout.Fixed[_fixed].Offset < offset)
        {
            FixedBytes piece = _layout.Fixed[_fixed++];
            Pad(piece.Offset);
            _stream.Write(piece.Bytes.Span);
            _position += piece.Bytes.Length;
        }

        Pad(offset);
    }

    private void Pad(long offset)
    {
        byte[] zeros = new byte[Math.Min(offset - _position, BlockBuffer.ByteCount)];
        for (; _position < offset; _position += Math.Min(zeros.Length, offset - _position))
        {
            _stream.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, offset - _position)));
        }
    }
}
