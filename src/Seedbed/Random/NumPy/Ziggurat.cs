using Seedbed.Simd;

namespace Seedbed.Random.NumPy;

/// <summary>NumPy's standard normal: strips of equal area below the density, most of which take a value at the first try.</summary>
/// <remarks>Source: Marsaglia and Tsang 2000; <c>random_standard_normal</c> of NumPy's <c>distributions.c</c>.</remarks>
internal static class Ziggurat
{
    private const double InverseTailStart = 0.27366123732975827203338247596;

    /// <summary>The next value of <c>Generator.standard_normal</c>.</summary>
    internal static double Next(ref Pcg64 generator)
    {
        while (true)
        {
            ulong bits = generator.Next();
            int strip = (int)(bits & 0xFF);
            ulong magnitude = (bits >> 9) & 0x000F_FFFF_FFFF_FFFF;
            double x = magnitude * BitConverter.UInt64BitsToDouble(ZigguratTables.WidthBits[strip]);
            x = ((bits >> 8) & 1) == 1 ? -x : x;
            if (magnitude < ZigguratTables.Accepted[strip])
            {
                return x;
            }

            if (strip == 0)
            {
                // The sign of the tail is a bit of the magnitude, not the value's.
                double tail = Tail(ref generator);
                return ((magnitude >> 8) & 1) == 1 ? -tail : tail;
            }

            double outer = BitConverter.UInt64BitsToDouble(ZigguratTables.DensityBits[strip]);
            double inner = BitConverter.UInt64BitsToDouble(ZigguratTables.DensityBits[strip - 1]);
            if (((inner - outer) * generator.NextDouble()) + outer < DoubleExp.Exp(-0.5 * x * x))
            {
                return x;
            }
        }
    }

    private static double Tail(ref Pcg64 generator)
    {
        while (true)
        {
            double beyond = -InverseTailStart * LogOfOnePlus(-generator.NextDouble());
            double y = -LogOfOnePlus(-generator.NextDouble());
            if (y + y > beyond * beyond)
            {
                return ZigguratTables.TailStart + beyond;
            }
        }
    }

    /// <summary>log(1 + x), with what 1 + x loses by rounding.</summary>
    private static double LogOfOnePlus(double x)
    {
        double sum = 1 + x;
        return DoubleLog.Log(sum) + ((x - (sum - 1)) / sum);
    }
}
