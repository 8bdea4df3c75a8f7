// Master of FloatRealFourierPlan: the float version is generated from this file.
package org.isobit.kernels.fourier;

/**
 * What {@link RealFourier} needs to know of a length n = 2^a·3^b·5^c up to 2^20: the plan of a complex transform of
 * half the length, for odd n of the whole, and the factors between that and the real one. Make one for each length and
 * keep it. Immutable. Thread-safe.
 */
public final class RealFourierPlan {

  /** Numbers of a block of members of odd length, which become complex ones. */
  private static final int BLOCK = 1 << 15;

  private final int n;
  private final FourierPlan complex;

  /**
   * For even n and k = 0 … (n/2 − 1)/2 the factor v_k = −i·exp(−2πi·k/n), its parts each twice: at 2k the real one, n/2
   * places on the imaginary one, the first time with the other sign.
   */
  private final double[] factors;

  private RealFourierPlan(int n) {
    this.n = n;
    complex = FourierPlan.of(n % 2 == 0 ? n / 2 : n);
    factors = new double[n % 2 == 0 ? n + 2 : 0];
    for (int k = 0; n % 2 == 0 && 4 * k < n; k++) {
      double re = -FourierAngles.sine(k, n); // float: float re = (float) -FourierAngles.sine(k, n);
      double im = -FourierAngles.cosine(k, n); // float: float im = (float) -FourierAngles.cosine(k, n);
      factors[2 * k] = re;
      factors[2 * k + 1] = re;
      factors[n / 2 + 1 + 2 * k] = -im;
      factors[n / 2 + 2 + 2 * k] = im;
    }
  }

  /**
   * The plan of a length.
   *
   * @param n number of elements of a transform, 2^a·3^b·5^c, 1 to 2^20
   * @return a new plan
   * @throws IllegalArgumentException if n is none of these; it names the nearest ones
   */
  public static RealFourierPlan of(int n) {
    FourierSizes.require("RealFourierPlan", n);
    return new RealFourierPlan(n);
  }

  /**
   * The length.
   *
   * @return number of elements of a transform
   */
  public int n() {
    return n;
  }

  /**
   * The plan of half the length, for odd lengths of the whole.
   *
   * @return that of the complex transform that real ones take
   */
  public FourierPlan complex() {
    return complex;
  }

  /** Members that become complex ones at a time. */
  int block() {
    return n < BLOCK ? BLOCK / n : 1;
  }

  double real(int k) {
    return factors[2 * k];
  }

  double imaginary(int k) {
    return factors[n / 2 + 2 + 2 * k];
  }

  /**
   * The factors, for implementations elsewhere, such as on devices: for even n and k = 0 … (n/2 − 1)/2
   * v_k = −i·exp(−2πi·k/n), its real part at 2k and 2k + 1, its imaginary part at n/2 + 2 + 2k, and before it with the
   * other sign.
   *
   * @return a new array, empty for odd n
   */
  public double[] factors() {
    return factors.clone();
  }

  /** The factors themselves, no copy. */
  double[] table() {
    return factors;
  }
}
