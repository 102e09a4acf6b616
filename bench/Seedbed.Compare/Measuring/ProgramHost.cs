namespace Seedbed.Compare.Measuring;

/// <summary>What runs a program.</summary>
internal enum ProgramHost
{
    /// <summary>This executable, as a worker.</summary>
    DotNet,

    /// <summary>A script in bench/peers.</summary>
    Python,

    /// <summary>A script in bench/peers.</summary>
    Node,
}
