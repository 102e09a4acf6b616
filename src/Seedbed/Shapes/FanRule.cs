namespace Seedbed;

/// <summary>
/// How fanIn and fanOut follow from the shape of a weight. <see cref="Keras"/> is the default everywhere; the other rules are
/// right for kernels whose meaning the shape alone does not tell, and apply only where they are named.
/// </summary>
/// <remarks>In the formulas r is the receptive field, the product of all dimensions but the last two.</remarks>
/// <example>
/// <code>
/// double pyTorch = new HeNormal(fans: FanRule.PyTorch()).StandardDeviationFor([128, 784])!.Value;
/// double depthwise = new HeNormal(fans: FanRule.Depthwise).StandardDeviationFor([3, 3, 64, 1])!.Value;
/// </code>
/// </example>
public abstract record FanRule
{
    private protected FanRule()
    {
    }

    /// <summary>
    /// Keras's rule for every weight without explicit axes, in all its versions: rank 0: (1, 1); rank 1: (d₀, d₀); rank 2: (d₀, d₁); above:
    /// (r·d₋₂, r·d₋₁).
    /// </summary>
    public static FanRule Keras { get; } = new KerasFanRule();

    /// <summary>
    /// A depthwise kernel (…, inputs, multiplier): each output sees one input channel, so fanIn = r and fanOut = r·multiplier.
    /// Keras's own rule gives (r·inputs, r·multiplier).
    /// </summary>
    public static FanRule Depthwise { get; } = new DepthwiseFanRule();

    /// <summary>
    /// A transposed convolution's kernel (…, outputs, inputs): fanIn = r·inputs and fanOut = r·outputs, the two of Keras's rule exchanged.
    /// </summary>
    public static FanRule Transposed { get; } = new TransposedFanRule(1);

    /// <summary>The name under which configurations and the command line know the rule.</summary>
    public abstract string Name { get; }

    /// <summary>The fans of a weight of this shape.</summary>
    /// <param name="shape">The weight's shape.</param>
    /// <exception cref="ArgumentException">The rule has no meaning for this rank, or an axis is outside.</exception>
    public abstract Fans Of(in Shape shape);

    /// <summary>
    /// fanIn = ∏ d[a] over <paramref name="inputAxes"/>, fanOut the same over <paramref name="outputAxes"/>: the
    /// <c>input_axes</c> and <c>output_axes</c> of Keras since 3.15.
    /// </summary>
    /// <param name="inputAxes">Axes of the input units; negative ones count from the end, repeated ones count again, none gives 1.</param>
    /// <param name="outputAxes">Axes of the output units.</param>
    public static FanRule Axes(ReadOnlySpan<int> inputAxes, ReadOnlySpan<int> outputAxes) =>
        new AxesFanRule([.. inputAxes], [.. outputAxes]);

    /// <summary>
    /// The kernel of an einsum layer, by Keras's rule since 3.15: a kernel axis whose label stands in the output is an output axis, every
    /// other an input axis. Older Kerases use <see cref="Keras"/> there.
    /// </summary>
    /// <param name="equation">As EinsumDense takes it, <c>"abc,cde->abde"</c>, with <c>...</c> allowed.</param>
    /// <exception cref="ArgumentException">The equation is not of the form <c>input,kernel->output</c>.</exception>
    public static FanRule Einsum(string equation) => AxesFanRule.FromEinsum(equation);

    /// <summary>
    /// A grouped convolution's kernel (…, inputs/groups, outputs): fanIn = r·inputs/groups, which is r·d₋₂, and fanOut = r·outputs/groups.
    /// Keras's own rule leaves the division of fanOut out.
    /// </summary>
    /// <param name="groups">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no group.</exception>
    public static FanRule Grouped(int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        return new DividedFanRule("grouped", groups);
    }

    /// <summary>
    /// A transposed convolution's kernel (…, outputs, inputs) with strides: an output sums over r·inputs/∏strides values on average, so
    /// fanIn = r·inputs/∏strides, and fanOut = r·outputs.
    /// </summary>
    /// <param name="strides">Each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A stride is below 1.</exception>
    public static FanRule TransposedWithStrides(params ReadOnlySpan<int> strides)
    {
        long product = 1;
        foreach (int stride in strides)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1, nameof(strides));
            product = checked(product * stride);
        }

        return new TransposedFanRule(product);
    }

    /// <summary>
    /// Several projections packed side by side into one kernel (…, inputs, parts·outputs), as query, key and value often are: fanIn as
    /// Keras's rule gives it, fanOut divided by <paramref name="parts"/>.
    /// </summary>
    /// <param name="parts">At least 1; 3 for a packed query, key and value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no part.</exception>
    public static FanRule Packed(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        return new DividedFanRule("packed", parts);
    }

    /// <summary>
    /// A kernel as PyTorch lays it out, (outputs, inputs/groups, sizes…): fanIn = r·inputs/groups and fanOut = r·outputs/groups, r being
    /// the product of the sizes. A linear layer's weight is (outputs, inputs).
    /// </summary>
    /// <param name="groups">At least 1; <c>torch.nn.init</c> knows none, and gives the r·outputs of one group.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no group.</exception>
    /// <remarks>Source: <c>_calculate_fan_in_and_fan_out</c> of <c>torch.nn.init</c>.</remarks>
    public static FanRule PyTorch(int groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        return new PyTorchFanRule(groups, IsTransposed: false);
    }

    /// <summary>
    /// A transposed convolution's kernel as PyTorch lays it out, (inputs, outputs/groups, sizes…): fanIn = r·inputs/groups and fanOut =
    /// r·outputs/groups. <c>torch.nn.init</c> exchanges the two.
    /// </summary>
    /// <param name="groups">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no group.</exception>
    public static FanRule PyTorchTransposed(int groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        return new PyTorchFanRule(groups, IsTransposed: true);
    }

    /// <summary>
    /// JAX's rule for explicit axes: fanIn = r·∏ d[a] over the input axes, fanOut = r·∏ d[a] over the output axes, r the product of all
    /// dimensions that are none of input, output and batch. A batch axis counts nowhere: each of its slices is a kernel of its own.
    /// </summary>
    /// <param name="inputAxes">Axes of the input units, such as <c>[-2]</c>; negative ones count from the end.</param>
    /// <param name="outputAxes">Axes of the output units, such as <c>[-1]</c>.</param>
    /// <param name="batchAxes">Axes of kernels side by side: heads, experts, layers.</param>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    /// <remarks>Source: <c>_compute_fans</c> of <c>jax.nn.initializers</c>, which wants rank 2 or more.</remarks>
    public static FanRule Jax(ReadOnlySpan<int> inputAxes, ReadOnlySpan<int> outputAxes, params ReadOnlySpan<int> batchAxes) =>
        new JaxFanRule([.. inputAxes], [.. outputAxes], [.. batchAxes]);
}
