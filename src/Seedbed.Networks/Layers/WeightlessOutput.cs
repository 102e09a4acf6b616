namespace Seedbed.Networks.Layers;

/// <summary>What is known of the output of a layer that is not computed.</summary>
internal enum WeightlessOutput
{
    /// <summary>It has the shape of the only input.</summary>
    Input,

    /// <summary>There are as many as inputs, with their shapes.</summary>
    Inputs,

    /// <summary>A whole number for each value, or what a vocabulary decides.</summary>
    Integers,

    /// <summary>Images of a given height and width.</summary>
    Images,

    /// <summary>Nothing.</summary>
    Unknown,
}
