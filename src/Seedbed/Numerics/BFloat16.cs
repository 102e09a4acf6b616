namespace Seedbed.Numerics;

/// <summary>Placeholder.</summary>
public readonly struct BFloat16;
