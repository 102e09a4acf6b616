using Seedbed.Random.TensorFlow;

namespace Seedbed.Random;

/// <summary>The generations of Keras on TensorFlow, which differ in seeds and in the rounding of uniform bounds.</summary>
public enum TensorFlowSeeding
{
    /// <summary>
    /// Keras 3.5 and later: each seed word modulo 2147483646, never negative; uniform bounds pass through float32. The seeds 0 and
    /// 2147483646 agree.
    /// </summary>
    Keras,

    /// <summary>
    /// Keras 3.0 to 3.4: each seed word modulo 2³², read as a signed 32-bit integer; uniform bounds pass through float32.
    /// </summary>
    Keras34,

    /// <summary>
    /// <c>tf.random.stateless_*</c>, and so Keras 2 (tf_keras): seed words unchanged; uniform bounds go straight to the element type.
    /// </summary>
    Stateless,
}
