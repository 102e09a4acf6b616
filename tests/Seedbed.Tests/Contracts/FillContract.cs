using System.Numerics;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Seedbed.Initializers;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Contracts;

/// <summary>What a fill of any scheme promises, for one element type: a value depends on the key and its index alone.</summary>
public abstract class FillContract<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int LongestGuarded = 257;
    private static readonly T s_guard = T.CreateTruncating(-77);

    public static TheoryData<string> Names => [.. InitializerExample.All.Select(example => example.Name)];

    public static TheoryData<string> HugeNames =>
        [.. InitializerExample.All.Where(example => example.FillsHugeTensors).Select(example => example.Name)];

    public static TheoryData<string> HugeRandomNames =>
        [.. InitializerExample.All.Where(example => example.FillsHugeTensors && example.IsRandom).Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_slice_is_that_part_of_the_whole(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer initializer = example.Create(2026);
        Gen<(long[] Dimensions, int From, int To)> requests =
            from rank in Gen.Choose(example.MinRank, example.MaxRank)
            from dimensions in Gen.Choose(0, 9).ArrayOf(rank)
            from first in Gen.Choose(0, 100_000)
            from second in Gen.Choose(0, 100_000)
            select (Array.ConvertAll(dimensions, dimension => (long)dimension), Math.Min(first, second), Math.Max(first, second));

        Prop.ForAll(requests.ToArbitrary(), request =>
        {
            Shape shape = example.OnlyShape ?? request.Dimensions;
            T[] whole = initializer.CreateArray<T>(shape);
            int start = (int)(shape.ElementCount * request.From / 100_000);
            int end = (int)(shape.ElementCount * request.To / 100_000);
            return MemoryMarshal.AsBytes(whole.AsSpan(start..end)).SequenceEqual(
                MemoryMarshal.AsBytes(Slice(initializer, shape, start, end - start).AsSpan()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 7));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length_from_0_to_257_is_filled_and_nothing_beside_it(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer initializer = example.Create(7);
        Shape shape = example.ShapeOfAbout(300);
        T[] whole = initializer.CreateArray<T>(shape);
        for (int length = 0; length <= LongestGuarded; length++)
        {
            int start = length % 7;
            T[] guarded = [.. Enumerable.Repeat(s_guard, length + 2)];
            initializer.FillSlice(guarded.AsSpan(1, length), shape, start);

            T[] expected = [s_guard, .. whole.AsSpan(start, length), s_guard];
            Assert.Equal(ElementBits.Hex<T>(expected), ElementBits.Hex<T>(guarded));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_changes_nothing(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer initializer = example.Create(11);
        Shape shape = example.ShapeOfAbout(example.FillsHugeTensors ? 150_000 : 20_000);
        string[] hashes =
            [.. from threads in new[] { 1, 2, 3, 7, 0 } select LittleEndianHash.Sha256<T>(WithThreads(initializer, shape, threads))];

        Assert.Single(hashes.Distinct());
    }

    [Theory]
    [MemberData(nameof(HugeNames))]
    public void A_slice_over_the_borders_of_chunks_is_that_part_of_the_whole(string name)
    {
        Initializer initializer = InitializerExample.Named(name).Create(17);
        Shape shape = [7, 20_011];
        T[] whole = initializer.CreateArray<T>(shape);
        foreach (int border in new[] { 1 << 15, 1 << 16, 3 << 15 })
        {
            for (int offset = -20; offset <= 20; offset += 3)
            {
                int start = 1 + (border % 5);
                T[] slice = Slice(initializer, shape, start, border + offset);
                Assert.True(MemoryMarshal.AsBytes(whole.AsSpan(start, slice.Length)).SequenceEqual(MemoryMarshal.AsBytes(slice.AsSpan())),
                    $"{start}:{slice.Length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(HugeNames))]
    public void Beyond_two_to_the_32_elements_pieces_still_join(string name)
    {
        Initializer initializer = InitializerExample.Named(name).Create(13);
        Shape shape = [9, 1L << 31];
        foreach (long border in new[] { 1L << 31, 1L << 32, 1L << 34 })
        {
            const int Before = 33;
            const int After = 38;
            T[] across = Slice(initializer, shape, border - Before, Before + After);
            T[] joined = [.. Slice(initializer, shape, border - Before, Before), .. Slice(initializer, shape, border, After)];
            T[] alone = [.. from i in Enumerable.Range(0, Before + After) select Slice(initializer, shape, border - Before + i, 1)[0]];

            Assert.Equal(ElementBits.Hex<T>(across), ElementBits.Hex<T>(joined));
            Assert.Equal(ElementBits.Hex<T>(across), ElementBits.Hex<T>(alone));
        }
    }

    [Theory]
    [MemberData(nameof(HugeRandomNames))]
    public void Far_elements_are_no_copies_of_the_near_ones(string name)
    {
        Initializer initializer = InitializerExample.Named(name).Create(13);
        long[] starts = [0, 1L << 31, 1L << 32, 1L << 34];

        Assert.Distinct(starts.Select(start => string.Concat(ElementBits.Hex<T>(Slice(initializer, [9, 1L << 31], start, 32)))));
    }

    private static T[] Slice(Initializer initializer, Shape shape, long start, int length)
    {
        T[] slice = new T[length];
        initializer.FillSlice(slice.AsSpan(), shape, start);
        return slice;
    }

    /// <summary>All but the first three elements, so that the pieces begin within a group.</summary>
    private static T[] WithThreads(Initializer initializer, Shape shape, int threads)
    {
        T[] values = new T[shape.ElementCount - 3];
        initializer.FillSlice(values.AsSpan(), shape, 3, new FillOptions { MaxDegreeOfParallelism = threads });
        return values;
    }
}
