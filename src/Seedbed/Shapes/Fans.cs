namespace Seedbed;

/// <summary>
/// fanIn = the number of inputs that one output sums over; fanOut = the number of outputs that one input feeds.
/// A unit variance is kept forward by Var w = 1/fanIn and backward by Var w = 1/fanOut.
/// </summary>
/// <param name="FanIn">At least 0. A rule that averages over strides or groups may give a fraction.</param>
/// <param name="FanOut">At least 0.</param>
/// <remarks>Source: Glorot and Bengio 2010, equations 10 and 11; <c>compute_fans</c> of Keras.</remarks>
public readonly record struct Fans(double FanIn, double FanOut)
{
    /// <summary>(fanIn + fanOut) / 2, Glorot and Bengio 2010, equation 12.</summary>
    public double Average => (FanIn + FanOut) / 2.0;
}
