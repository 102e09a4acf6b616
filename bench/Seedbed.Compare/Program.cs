using System.Globalization;
using Seedbed.Compare;
using Seedbed.Compare.Measuring;
using Seedbed.Compare.Peers;
using Seedbed.Compare.Serving;

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
    Action<TextReader, TextWriter> serve = program switch
    {
        Programs.Seedbed => new WorkServer<SeedbedSource>(threads).Serve,
        Programs.SystemRandom => new WorkServer<SystemRandomSource>(threads).Serve,
        Programs.MathNet => new WorkServer<MathNetSource>(threads).Serve,
        Programs.Tensors => new WorkServer<TensorsSource>(threads).Serve,
        _ => throw new FormatException($"the program {program} is unknown; --help tells how to start a comparison."),
    };
    serve(Console.In, Console.Out);
}
