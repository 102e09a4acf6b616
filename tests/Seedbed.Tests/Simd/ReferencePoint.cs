using System.Globalization;

namespace Seedbed.Tests.Simd;

/// <summary>f(Argument) = Value + Rest, Value correctly rounded; from Golden/double_functions.txt (made by the script beside it).</summary>
internal readonly record struct ReferencePoint(double Argument, double Value, double Rest)
{
    /// <summary>The points of one function.</summary>
    public static IReadOnlyList<ReferencePoint> Read(string function) =>
    [
        .. File.ReadLines(Locate("double_functions.txt"))
            .Select(line => line.Split(' '))
            .Where(fields => fields[0] == function)
            .Select(fields => new ReferencePoint(Bits(fields[1]), Bits(fields[2]), Bits(fields[3]))),
    ];

    /// <summary>|result − f(Argument)| in units in the last place of Value.</summary>
    public double ErrorInUlp(double result)
    {
        double ulp = Math.BitIncrement(Math.Abs(Value)) - Math.Abs(Value);
        return Math.Abs((result - Value) - Rest) / ulp;
    }

    private static double Bits(string text) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string Locate(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "Seedbed.Tests", "Golden", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"{file} is not under tests/Seedbed.Tests/Golden of any folder above {AppContext.BaseDirectory}.");
    }
}
