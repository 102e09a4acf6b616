namespace Seedbed.Simd;

/// <summary>
/// ln x in single precision, by the double-precision recipe that glibc shares with Arm's optimized-routines:
/// with x = 2^k·z and c the centre of z's sixteenth of the octave, ln x = k·ln 2 + ln c + ln(1 + r), r = z/c − 1.
/// </summary>
/// <remarks>
/// Over all 2^23 values that a 23-bit uniform can take, the result is that of glibc's logf, with or without fused
/// multiply-add. Coefficients and table: Arm Limited, optimized-routines, math/logf_data.c (MIT, see THIRD-PARTY-NOTICES.md).
/// </remarks>
internal static class SingleLog
{
    internal const double Ln2 = 0.6931471805599453; // 0x1.62e42fefa39efp-1
    internal const double C2 = -0.4999997485802103; // -0x1.ffffef20a4123p-2
    internal const double C3 = 0.333456765744066; // 0x1.5575b0be00b6ap-2
    internal const double C4 = -0.25089342214237154; // -0x1.00ea348b88334p-2

    /// <summary>Bits of the least z, about 0.7: the octave [z, 2z) is cut into sixteen parts from here.</summary>
    internal const int OctaveStart = 0x3F330000;

    /// <summary>1/c for the centre c of each of the sixteen parts.</summary>
    internal static ReadOnlySpan<double> InverseCentres =>
    [
        1.398907162146528, // 0x1.661ec79f8f3bep+0
        1.3403141896637998, // 0x1.571ed4aaf883dp+0
        1.286432210124115, // 0x1.49539f0f010bp+0
        1.2367150214269895, // 0x1.3c995b0b80385p+0
        1.1906977166711752, // 0x1.30d190c8864a5p+0
        1.1479821020556429, // 0x1.25e227b0b8eap+0
        1.1082251448272158, // 0x1.1bb4a4a1a343fp+0
        1.0711297413057381, // 0x1.12358f08ae5bap+0
        1.036437278977283, // 0x1.0953f419900a7p+0
        1.0, // 0x1p+0
        0.9492859795739057, // 0x1.e608cfd9a47acp-1
        0.8951049428609004, // 0x1.ca4b31f026aap-1
        0.8476821620351103, // 0x1.b2036576afce6p-1
        0.8050314851692001, // 0x1.9c2d163a1aa2dp-1
        0.7664671008843108, // 0x1.886e6037841edp-1
        0.731428603316328, // 0x1.767dcf5534862p-1
    ];

    /// <summary>ln c for the centre c of each of the sixteen parts.</summary>
    internal static ReadOnlySpan<double> LogCentres =>
    [
        -0.33569133332882284, // -0x1.57bf7808caadep-2
        -0.2929040563774074, // -0x1.2bef0a7c06ddbp-2
        -0.2518726580937369, // -0x1.01eae7f513a67p-2
        -0.21245868807117255, // -0x1.b31d8a68224e9p-3
        -0.17453945183745634, // -0x1.6574f0ac07758p-3
        -0.1380057072319758, // -0x1.1aa2bc79c81p-3
        -0.10275976698545139, // -0x1.a4e76ce8c0e5ep-4
        -0.06871392447020525, // -0x1.1973c5a611cccp-4
        -0.0357891387398228, // -0x1.252f438e10c1ep-5
        0.0, // 0x0p+0
        0.05204517742929496, // 0x1.aa5aa5df25984p-5
        0.11081431298787942, // 0x1.c5e53aa362eb4p-4
        0.1652495223695143, // 0x1.526e57720db08p-3
        0.21687389031699977, // 0x1.bc2860d22477p-3
        0.2659635028121397, // 0x1.1058bc8a07ee1p-2
        0.3127556664073557, // 0x1.4043057b6ee09p-2
    ];

    /// <summary>ln <paramref name="x"/>, rounded to single precision.</summary>
    /// <param name="x">A normal number greater than 0; for anything else the result means nothing.</param>
    internal static float Log(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int offset = bits - OctaveStart;
        int part = (offset >> 19) & 15;
        int exponent = offset >> 23;
        double z = BitConverter.Int32BitsToSingle(bits - (exponent << 23));

        double r = (z * InverseCentres[part]) - 1.0;
        double r2 = r * r;
        double head = (LogCentres[part] + (exponent * Ln2)) + r;
        double tail = (C4 * r2) + ((C3 * r) + C2);
        return (float)((tail * r2) + head);
    }
}
