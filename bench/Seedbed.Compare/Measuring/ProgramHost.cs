namespace Seedbed.Compare.Measuring;

/// <summary>What runs a program.</summary>
internal enum ProgramHost
{
    /// <summary>This executable, as a worker.</summary>
    DotNet,

    /// <summary>The worker of bench/Seedbed.Compare.Torch, apart from the rest for the size of what it needs.</summary>
    TorchSharp,

    /// <summary>A script in bench/peers.</summary>
    Python,

    /// <summary>A script in bench/peers.</summary>
    Node,
}
