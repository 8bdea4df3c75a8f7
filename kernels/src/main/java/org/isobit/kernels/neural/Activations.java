// Master of FloatActivations: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * Activations over arrays, forward and backward, class EXACT.
 *
 * <p>Forward, with tanh, sigmoid, softplus, erf, exp and expm1 of
 * {@link org.isobit.kernels.elementary.Elementary}:
 * <table>
 * <caption>Operations of one element; a pair of parentheses is one rounding, fma is one.</caption>
 * <tr><th>kind</th><th>y</th><th>derivative d</th></tr>
 * <tr><td>IDENTITY</td><td>x</td><td>1</td></tr>
 * <tr><td>RELU</td><td>x &lt; 0 ? +0 : x</td><td>y &gt; 0 ? 1 : y</td></tr>
 * <tr><td>LEAKY_RELU</td><td>x &lt; 0 ? slope·x : x</td><td>y &lt; 0 ? slope : y ≥ 0 ? 1 : y</td></tr>
 * <tr><td>TANH</td><td>tanh x</td><td>fma(−y, y, 1)</td></tr>
 * <tr><td>SIGMOID</td><td>sigmoid x</td><td>fma(−y, y, y)</td></tr>
 * <tr><td>GELU</td><td>(½x)·(1 + erf(√½·x))</td>
 * <td>fma(x·(1/√2π), exp((−½x)·x), ½·(1 + erf(√½·x)))</td></tr>
 * <tr><td>GELU_TANH</td><td>(½x)·(1 + t), t = tanh(x·fma(b·x, x, a))</td>
 * <td>fma((½x)·fma(−t, t, 1), fma(3b·x, x, a), ½·(1 + t))</td></tr>
 * <tr><td>SILU</td><td>x·s, s = sigmoid x</td><td>s·fma(x, 1 − s, 1)</td></tr>
 * <tr><td>SOFTPLUS</td><td>softplus x</td><td>sigmoid x</td></tr>
 * <tr><td>ELU</td><td>x &gt; 0 ? x : slope·expm1 x</td><td>y &gt; 0 ? 1 : y + slope</td></tr>
 * <tr><td>MISH</td><td>x·t, t = tanh(softplus x)</td><td>fma(x·sigmoid x, fma(−t, t, 1), t)</td></tr>
 * <tr><td>HARD_SIGMOID</td><td>u ÷ 6, u = (v &gt; 6 ? 6 : v), v = (x + 3 &lt; 0 ? +0 : x + 3)</td>
 * <td>0 &lt; y &lt; 1 ? 1 ÷ 6 : y − y</td></tr>
 * <tr><td>HARD_SWISH</td><td>x·(u ÷ 6)</td><td>x ≤ −3 ? +0 : x ≥ 3 ? 1 : (x + 1.5) ÷ 3</td></tr>
 * </table>
 * with a = √(2/π), b = 0.044715·√(2/π) (Hendrycks and Gimpel 2016, arXiv:1606.08415; SiLU also there). ELU: Clevert,
 * Unterthiner and Hochreiter 2016, arXiv:1511.07289; Mish: Misra 2019, arXiv:1908.08681; the hard functions: Howard et
 * al. 2019, arXiv:1905.02244. The last d's of ReLU, LeakyReLU and the hard sigmoid are there for NaN. Backward:
 * dx = dy·d (IDENTITY: dy itself), d from the stored output y where {@link Activation#fromOutput()}, else from the
 * stored input x. GELU, GELU_TANH, SILU, MISH and HARD_SWISH of −Inf are NaN.
 *
 * <p>Outputs may be the same elements as an input, or share none with it. Each method throws
 * {@link IllegalArgumentException} for a negative count, a slope that is not positive and finite (read by LEAKY_RELU
 * and ELU only), elements outside an array and a partial overlap. Thread-safe; nothing is allocated in the steady
 * state.
 */
public final class Activations {

  static final ActivationsReference KERNELS = ActivationsReference.of(Backend.active());

  private Activations() {}

  /**
   * y = activation(x).
   *
   * @param kind    which activation
   * @param slope   slope of LEAKY_RELU below 0, α of ELU; else not read
   * @param n       number of elements
   * @param x       array of the arguments
   * @param xOffset index of the first argument
   * @param y       array of the results
   * @param yOffset index of the first result
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(Activation kind, double slope, int n, double[] x, long xOffset, double[] y,
      long yOffset) {
    forward(kind, slope, n, x, xOffset, y, yOffset, Workers.serial());
  }

  /**
   * y = activation(x) by several threads.
   *
   * @param kind    which activation
   * @param slope   slope of LEAKY_RELU below 0, α of ELU; else not read
   * @param n       number of elements
   * @param x       array of the arguments
   * @param xOffset index of the first argument
   * @param y       array of the results
   * @param yOffset index of the first result
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(Activation kind, double slope, int n, double[] x, long xOffset, double[] y, long yOffset,
      Workers workers) {
    checkSlope("activation", kind, slope);
    Checks.present("activation", "workers", workers);
    Checks.size("activation", "n", n);
    int xo = Checks.vector("activation", "x", x, xOffset, n);
    int yo = Checks.vector("activation", "y", y, yOffset, n);
    Checks.sameOrApart("activation", "y", "x", x == y, yo, xo, n);
    Environment.require();
    NeuralParts.activation(kind, slope, n, x, xo, y, yo, workers);
  }

  /**
   * dx = dy·activation'.
   *
   * @param kind         which activation
   * @param slope        slope of LEAKY_RELU below 0, α of ELU; else not read
   * @param n            number of elements
   * @param stored       array of the outputs of the forward pass if {@link Activation#fromOutput()}, else of its inputs
   * @param storedOffset index of the first of them
   * @param dy           array of the gradient with respect to the output
   * @param dyOffset     index of its first element
   * @param dx           array of the gradient with respect to the input
   * @param dxOffset     index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(Activation kind, double slope, int n, double[] stored, long storedOffset, double[] dy,
      long dyOffset, double[] dx, long dxOffset) {
    backward(kind, slope, n, stored, storedOffset, dy, dyOffset, dx, dxOffset, Workers.serial());
  }

  /**
   * dx = dy·activation' by several threads.
   *
   * @param kind         which activation
   * @param slope        slope of LEAKY_RELU below 0, α of ELU; else not read
   * @param n            number of elements
   * @param stored       array of the outputs of the forward pass if {@link Activation#fromOutput()}, else of its inputs
   * @param storedOffset index of the first of them
   * @param dy           array of the gradient with respect to the output
   * @param dyOffset     index of its first element
   * @param dx           array of the gradient with respect to the input
   * @param dxOffset     index of its first element
   * @param workers      the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(Activation kind, double slope, int n, double[] stored, long storedOffset, double[] dy,
      long dyOffset, double[] dx, long dxOffset, Workers workers) {
    checkSlope("activation gradient", kind, slope);
    Checks.present("activation gradient", "workers", workers);
    Checks.size("activation gradient", "n", n);
    int so = Checks.vector("activation gradient", "stored", stored, storedOffset, n);
    int dyo = Checks.vector("activation gradient", "dy", dy, dyOffset, n);
    int dxo = Checks.vector("activation gradient", "dx", dx, dxOffset, n);
    Checks.sameOrApart("activation gradient", "dx", "stored", dx == stored, dxo, so, n);
    Checks.sameOrApart("activation gradient", "dx", "dy", dx == dy, dxo, dyo, n);
    Environment.require();
    NeuralParts.activationGradient(kind, slope, n, stored, so, dy, dyo, dx, dxo, workers);
  }

  private static void checkSlope(String operation, Activation kind, double slope) {
    Checks.present(operation, "kind", kind);
    if (kind.hasSlope()) {
      Checks.positive(operation, "slope", slope);
    }
  }
}
