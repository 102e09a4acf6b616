namespace Seedbed.Compare.Peers;

/// <summary>A prepared workload: a buffer and what fills it.</summary>
internal interface IWork
{
    /// <summary>Nanoseconds of so many draws.</summary>
    double Run(int calls);

    /// <summary>Nanoseconds of so many plain fills of the buffer, by the fastest way there is.</summary>
    double Fill(int calls) => throw new NotSupportedException("it has no buffer of .NET to fill.");

    Facts Check();
}
