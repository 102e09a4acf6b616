using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace Seedbed.Tests.Docs;

/// <summary>Runs an example in this process, in a folder of its own that holds a copy of samples/, and takes what it prints.</summary>
internal static class ExampleRun
{
    private const string Samples = "samples";

    /// <summary>What the program wrote to standard output, with line feeds.</summary>
    public static string Output(string source) => Output(Compiler.Program(source));

    /// <summary>What a compiled program wrote to standard output, with line feeds.</summary>
    public static string Output(byte[] image)
    {
        TextWriter previousOut = Console.Out;
        using StringWriter output = new() { NewLine = "\n" };
        InFolder(() =>
        {
            try
            {
                Console.SetOut(output);
                Run(image);
            }
            finally
            {
                Console.SetOut(previousOut);
            }
        });
        return output.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Works in a folder of its own that holds a copy of samples/.</summary>
    public static void InFolder(Action work)
    {
        string previousFolder = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("seedbed-example-");
        try
        {
            CopySamples(folder.FullName);
            Environment.CurrentDirectory = folder.FullName;
            work();
        }
        finally
        {
            Environment.CurrentDirectory = previousFolder;
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs a compiled program; its exception comes through.</summary>
    public static void Run(byte[] image)
    {
        AssemblyLoadContext context = new("Example", isCollectible: true);
        try
        {
            using MemoryStream stream = new(image);
            MethodInfo main = context.LoadFromStream(stream).EntryPoint!;
            object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            main.Invoke(null, arguments);
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(thrown.InnerException);
        }
        finally
        {
            context.Unload();
        }
    }

    private static void CopySamples(string folder)
    {
        string samples = Repository.At(Samples);
        if (!Directory.Exists(samples))
        {
            return;
        }

        foreach (string file in Directory.GetFiles(samples, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Samples, Path.GetRelativePath(samples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
