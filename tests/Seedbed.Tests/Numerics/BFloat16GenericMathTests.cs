using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace Seedbed.Tests.Numerics;

public class BFloat16GenericMathTests
{
    /// <summary>1 + 2^-8 + 2^-40: two roundings would give 1.</summary>
    private static readonly double Trap = 1 + Math.Pow(2, -8) + Math.Pow(2, -40);

    [Fact]
    public void It_is_created_from_every_number_type_of_the_base_library()
    {
        AssertCreatedFrom((byte)200, 200);
        AssertCreatedFrom((sbyte)-128, -128);
        AssertCreatedFrom('A', 65);
        AssertCreatedFrom((short)-300, -300);
        AssertCreatedFrom((ushort)65535, 65536);
        AssertCreatedFrom(257, 256);
        AssertCreatedFrom(259u, 260);
        AssertCreatedFrom(-5L, -5);
        AssertCreatedFrom(5ul, 5);
        AssertCreatedFrom((nint)(-6), -6);
        AssertCreatedFrom((nuint)6, 6);
        AssertCreatedFrom((Int128)(-7), -7);
        AssertCreatedFrom((UInt128)7, 7);
        AssertCreatedFrom((Half)0.5, 0.5);
        AssertCreatedFrom(-1.5f, -1.5);
        AssertCreatedFrom(Trap, 1.0078125);
        AssertCreatedFrom(2.25m, 2.25);
        AssertCreatedFrom(new NFloat(-0.75), -0.75);
        AssertCreatedFrom(new BigInteger(-9), -9);
        AssertCreatedFrom(new Complex(3.5, 0), 3.5);
        AssertCreatedFrom(BFloat16.Pi, 3.140625);
    }

    private static void AssertCreatedFrom<T>(T value, double expected)
        where T : INumberBase<T>
    {
        Assert.Equal(expected, (double)CreateChecked<BFloat16, T>(value));
        Assert.Equal(expected, (double)CreateSaturating<BFloat16, T>(value));
        Assert.Equal(expected, (double)CreateTruncating<BFloat16, T>(value));
    }

    [Fact]
    public void Every_number_type_of_the_base_library_is_created_from_it()
    {
        AssertCreates<byte>(200, 200);
        AssertCreates<sbyte>(-128, -128);
        AssertCreates<char>(65, 'A');
        AssertCreates<short>(-300, -300);
        AssertCreates<ushort>(256, 256);
        AssertCreates<int>(2.75, 2);
        AssertCreates<uint>(2.75, 2);
        AssertCreates<long>(-2.75, -2);
        AssertCreates<ulong>(4, 4);
        AssertCreates<nint>(-4, -4);
        AssertCreates<nuint>(4, 4);
        AssertCreates<Int128>(-8, -8);
        AssertCreates<UInt128>(8, 8);
        AssertCreates(0.5, (Half)0.5);
        AssertCreates(-1.5, -1.5f);
        AssertCreates(1.0078125, 1.0078125);
        AssertCreates(1.0078125, 1.0078125m);
        AssertCreates(-0.75, new NFloat(-0.75));
        AssertCreates(Math.Pow(2, 127), BigInteger.Pow(2, 127));
        AssertCreates(3.5, new Complex(3.5, 0));
    }

    private static void AssertCreates<T>(double value, T expected)
        where T : INumberBase<T>
    {
        BFloat16 number = (BFloat16)value;
        Assert.Equal(expected, CreateChecked<T, BFloat16>(number));
        Assert.Equal(expected, CreateSaturating<T, BFloat16>(number));
        Assert.Equal(expected, CreateTruncating<T, BFloat16>(number));
    }

    private static TTo CreateChecked<TTo, TFrom>(TFrom value)
        where TTo : INumberBase<TTo>
        where TFrom : INumberBase<TFrom> => TTo.CreateChecked(value);

    private static TTo CreateSaturating<TTo, TFrom>(TFrom value)
        where TTo : INumberBase<TTo>
        where TFrom : INumberBase<TFrom> => TTo.CreateSaturating(value);

    private static TTo CreateTruncating<TTo, TFrom>(TFrom value)
        where TTo : INumberBase<TTo>
        where TFrom : INumberBase<TFrom> => TTo.CreateTruncating(value);

    [Fact]
    public void Out_of_range_is_checked_or_saturates()
    {
        Assert.Throws<OverflowException>(() => CreateChecked<byte, BFloat16>((BFloat16)256f));
        Assert.Throws<OverflowException>(() => CreateChecked<int, BFloat16>(BFloat16.NaN));
        Assert.Throws<OverflowException>(() => CreateChecked<decimal, BFloat16>(BFloat16.MaxValue));
        Assert.Equal(255, CreateSaturating<byte, BFloat16>((BFloat16)256f));
        Assert.Equal(int.MinValue, CreateSaturating<int, BFloat16>(BFloat16.MinValue));
        Assert.Equal(0, CreateSaturating<int, BFloat16>(BFloat16.NaN));
        Assert.Equal(decimal.MaxValue, CreateSaturating<decimal, BFloat16>(BFloat16.MaxValue));
        Assert.Equal(Half.PositiveInfinity, CreateChecked<Half, BFloat16>((BFloat16)1e6f));
        Assert.Equal(BFloat16.PositiveInfinity, CreateChecked<BFloat16, double>(1e300));
        Assert.Equal(1f, (float)CreateSaturating<BFloat16, Complex>(new Complex(1, 1)));
        Assert.Equal(double.NaN, double.CreateChecked(new Complex(1, 1)));
        Assert.True(BFloat16.IsNaN(CreateChecked<BFloat16, Complex>(new Complex(1, 1))));
    }

    [Fact]
    public void Big_integers_are_rounded_once()
    {
        BigInteger tie = (BigInteger)257 << 100;

        Assert.Equal(NearestBFloat16.OfInteger(tie), CreateChecked<BFloat16, BigInteger>(tie).ToBits());
        Assert.Equal(NearestBFloat16.OfInteger(tie + 1), CreateChecked<BFloat16, BigInteger>(tie + 1).ToBits());
        Assert.Equal(NearestBFloat16.OfInteger(-tie - 1), CreateChecked<BFloat16, BigInteger>(-tie - 1).ToBits());
        Assert.Equal(BFloat16.NegativeInfinity, CreateChecked<BFloat16, BigInteger>(-BigInteger.Pow(2, 5000)));
        Assert.Equal(BFloat16.Zero, CreateChecked<BFloat16, BigInteger>(BigInteger.Zero));
    }

    [Fact]
    public void Generic_code_runs_on_it_as_on_float()
    {
        Assert.Equal(14f, (float)SumOfSquares((BFloat16)1f, (BFloat16)2f, (BFloat16)3f));
        Assert.Equal(SumOfSquares(1f, 2f, 3f), (float)SumOfSquares((BFloat16)1f, (BFloat16)2f, (BFloat16)3f));
    }

    private static T SumOfSquares<T>(params ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T sum = T.AdditiveIdentity;
        foreach (T value in values)
        {
            sum += T.Clamp(value, T.MinValue, T.MaxValue) * value * T.MultiplicativeIdentity;
        }

        return sum;
    }

    [Fact]
    public void The_parts_of_the_encoding_make_up_the_value()
    {
        Span<byte> exponentBytes = stackalloc byte[2];
        Span<byte> significandBytes = stackalloc byte[1];
        foreach (ushort bits in BitPatterns.All16().Where(bits => bits is >= 0x0080 and < 0x7F80))
        {
            BFloat16 value = BFloat16.FromBits(bits);
            int exponentLength = WriteExponent(value, exponentBytes);
            int significandLength = WriteSignificand(value, significandBytes);
            short exponent = (short)(exponentBytes[0] | (exponentBytes[1] << 8));

            Assert.Equal((2, 1), (exponentLength, significandLength));
            Assert.Equal((double)value, Math.ScaleB(significandBytes[0], exponent - 7));
            Assert.Equal(BFloat16.ILogB(value), exponent);
            Assert.Equal(ShortestTwosComplement(exponent), ShortestExponent(value));
        }

        Assert.False(TryWriteNothing(BFloat16.One, out int written));
        Assert.Equal(0, written);
        Assert.Equal(8, SignificandBits(BFloat16.One));
    }

    /// <summary>As the interface counts: no bit for zero, no sign bit for a positive number.</summary>
    private static int ShortestTwosComplement(int number)
    {
        int length = 0;
        while (number >= 0 ? number >= 1 << length : number < -(1 << length))
        {
            length++;
        }

        return number >= 0 ? length : length + 1;
    }

    private static int WriteExponent<T>(T value, Span<byte> destination)
        where T : IFloatingPoint<T>
    {
        Assert.Equal(value.GetExponentByteCount(), value.WriteExponentBigEndian(destination));
        byte high = destination[0];
        int written = value.WriteExponentLittleEndian(destination);
        Assert.Equal(high, destination[1]);
        return written;
    }

    private static int WriteSignificand<T>(T value, Span<byte> destination)
        where T : IFloatingPoint<T>
    {
        Assert.Equal(value.GetSignificandByteCount(), value.WriteSignificandBigEndian(destination));
        return value.WriteSignificandLittleEndian(destination);
    }

    private static bool TryWriteNothing<T>(T value, out int written)
        where T : IFloatingPoint<T>
        => value.TryWriteSignificandBigEndian([], out written) || value.TryWriteExponentLittleEndian([], out written);

    private static int ShortestExponent<T>(T value)
        where T : IFloatingPoint<T> => value.GetExponentShortestBitLength();

    private static int SignificandBits<T>(T value)
        where T : IFloatingPoint<T> => value.GetSignificandBitLength();

    [Fact]
    public void Bitwise_operators_work_on_the_encoding()
    {
        Assert.Equal(0xFFFF, AllBits<BFloat16>().ToBits());
        Assert.Equal(BFloat16.One.ToBits(), And(BFloat16.NegativeOne, ~0x8000).ToBits());
    }

    private static T AllBits<T>()
        where T : IBinaryNumber<T> => (T.AllBitsSet & ~(T.AllBitsSet ^ T.AllBitsSet)) | T.Zero;

    private static BFloat16 And(BFloat16 value, int mask) => AndBits(value, BFloat16.FromBits((ushort)mask));

    private static T AndBits<T>(T left, T right)
        where T : IBinaryNumber<T> => left & right;

    [Fact]
    public void Elementary_functions_are_within_a_step_of_double()
    {
        (Func<BFloat16, BFloat16> Function, Func<double, double> Expected)[] functions =
        [
            (BFloat16.Exp, Math.Exp), (BFloat16.ExpM1, x => Math.Exp(x) - 1), (BFloat16.Exp2, x => Math.Pow(2, x)),
            (BFloat16.Exp10, x => Math.Pow(10, x)), (BFloat16.Exp2M1, x => Math.Pow(2, x) - 1),
            (BFloat16.Exp10M1, x => Math.Pow(10, x) - 1), (BFloat16.Log, Math.Log), (BFloat16.Log2, Math.Log2),
            (BFloat16.Log10, Math.Log10), (BFloat16.LogP1, x => Math.Log(1 + x)), (BFloat16.Log2P1, x => Math.Log2(1 + x)),
            (BFloat16.Log10P1, x => Math.Log10(1 + x)), (BFloat16.Sin, Math.Sin), (BFloat16.Cos, Math.Cos),
            (BFloat16.Tan, Math.Tan), (BFloat16.SinPi, x => Math.Sin(Math.PI * x)), (BFloat16.CosPi, x => Math.Cos(Math.PI * x)),
            (BFloat16.TanPi, x => Math.Tan(Math.PI * x)), (BFloat16.Asin, Math.Asin), (BFloat16.Acos, Math.Acos),
            (BFloat16.Atan, Math.Atan), (BFloat16.AsinPi, x => Math.Asin(x) / Math.PI),
            (BFloat16.AcosPi, x => Math.Acos(x) / Math.PI), (BFloat16.AtanPi, x => Math.Atan(x) / Math.PI),
            (BFloat16.Sinh, Math.Sinh), (BFloat16.Cosh, Math.Cosh), (BFloat16.Tanh, Math.Tanh), (BFloat16.Asinh, Math.Asinh),
            (BFloat16.Atanh, Math.Atanh), (BFloat16.Cbrt, Math.Cbrt), (x => BFloat16.Acosh(x + BFloat16.One), x => Math.Acosh(x + 1)),
            (x => BFloat16.Pow(x, BFloat16.Pi), x => Math.Pow(x, 3.140625)), (x => BFloat16.RootN(x, 5), x => Math.Pow(x, 0.2)),
            (x => BFloat16.Hypot(x, BFloat16.One), x => Math.Sqrt((x * x) + 1)),
            (x => BFloat16.Atan2(x, BFloat16.Pi), x => Math.Atan2(x, 3.140625)),
            (x => BFloat16.Atan2Pi(x, BFloat16.Pi), x => Math.Atan2(x, 3.140625) / Math.PI),
            (x => BFloat16.Log(x, BFloat16.Pi), x => Math.Log(x, 3.140625)), (x => BFloat16.SinCos(x).Sin, Math.Sin),
            (x => BFloat16.SinCos(x).Cos, Math.Cos), (x => BFloat16.SinCosPi(x).SinPi, x => Math.Sin(Math.PI * x)),
            (x => BFloat16.SinCosPi(x).CosPi, x => Math.Cos(Math.PI * x)),
            (BFloat16.DegreesToRadians, x => x * Math.PI / 180), (BFloat16.RadiansToDegrees, x => x * 180 / Math.PI),
            (x => BFloat16.Lerp(x, BFloat16.Pi, (BFloat16)0.25f), x => (x * 0.75) + (3.140625 * 0.25)),
        ];
        foreach (BFloat16 x in (BFloat16[])[(BFloat16)0.125f, (BFloat16)0.4375f, (BFloat16)0.71875f])
        {
            foreach ((Func<BFloat16, BFloat16> function, Func<double, double> expected) in functions)
            {
                double exact = expected((double)x);
                Assert.Equal(exact, (double)function(x), Math.Abs(exact) / 256 * 1.001);
            }
        }
    }
}
