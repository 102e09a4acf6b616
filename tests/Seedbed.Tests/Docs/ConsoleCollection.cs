using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>Tests that take the process's console and current folder for themselves: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection.")]
public sealed class ConsoleCollection
{
    public const string Name = "Console";
}
