using System.Globalization;
using Seedbed.Compare;
using Seedbed.Compare.Measuring;
using Seedbed.Compare.Peers;

const int WrongUsage = 2;
const int SystemRefused = 3;

try
{
    if (args is ["serve", string program, string threads])
    {
        Serve(program, int.Parse(threads, CultureInfo.InvariantCulture));
        return 0;
    }

    ComparisonOptions options = ComparisonOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(ComparisonOptions.Usage);
        return 0;
    }

    return new Comparison(options).Run();
}
catch (FormatException fault)
{
    Console.Error.WriteLine($"compare: {fault.Message}");
    return WrongUsage;
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"compare: {fault.Message}");
    return SystemRefused;
}

static void Serve(string program, int threads)
{
    WorkServer server = program switch
    {
        Programs.Seedbed => ServerOf<SeedbedSource>(threads),
        Programs.SystemRandom => ServerOf<SystemRandomSource>(threads),
        Programs.MathNet => ServerOf<MathNetSource>(threads),
        Programs.Tensors => ServerOf<TensorsSource>(threads),
        _ => throw new FormatException($"the program {program} is unknown; --help tells how to start a comparison."),
    };
    server.Serve(Console.In, Console.Out);
}

static WorkServer ServerOf<TSource>(int threads)
    where TSource : IDrawSource =>
    new(new Reply { Version = TSource.Version }, new DrawWorks<TSource>(threads).Prepare);
