using System.Text.Json;
using Seedbed.Cli;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>One run of the tool: what it told its caller.</summary>
internal sealed record ToolRun(int Status, string Output, string Error)
{
    /// <summary>Runs the tool inside this process.</summary>
    public static ToolRun InProcess(params string[] arguments) => InProcess(width: null, arguments);

    /// <summary>The same with lines of a width.</summary>
    public static ToolRun InProcess(int? width, string[] arguments)
    {
        using StringWriter error = new();
        Terminal terminal = new(error) { Width = width };
        int status = new Tool(terminal, CancellationToken.None).Run(arguments);
        return new ToolRun(status, terminal.Output.ToString(), error.ToString());
    }

    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>Done, without a word on standard error.</summary>
    public ToolRun IsDone()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, Status);
        return this;
    }

    /// <summary>Failed with one line on standard error that holds the text, no data, and no stack trace.</summary>
    public void IsRefused(int status, string sentence)
    {
        bool isJson = Error.StartsWith('{');
        Assert.Contains(sentence, isJson ? JsonDocument.Parse(Error).RootElement.GetProperty("error").GetString() : Error, StringComparison.Ordinal);
        Assert.True(isJson || Error.StartsWith("seedbed: ", StringComparison.Ordinal), Error);
        Assert.Single(Error.TrimEnd('\n', '\r').Split('\n'));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of seedbed itself", Error, StringComparison.Ordinal);
        Assert.Equal("", Output);
        Assert.Equal(status, Status);
    }
}
