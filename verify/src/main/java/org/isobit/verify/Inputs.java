package org.isobit.verify;

/**
 * Test inputs from integer arithmetic alone (SplitMix64; Steele, Lea and Flood 2014), so that every machine starts
 * from the same bits. Not thread-safe.
 */
public final class Inputs {

  private static final double[] SPECIAL = {0.0, -0.0, 1.0, -1.0, Double.MIN_VALUE, -Double.MIN_VALUE,
      Double.MIN_NORMAL, -Double.MIN_NORMAL / 2, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NaN, 0x1p-500, -0x1p500};
  private static final float[] SPECIAL_FLOAT = {0.0f, -0.0f, 1.0f, -1.0f, Float.MIN_VALUE, -Float.MIN_VALUE,
      Float.MIN_NORMAL, -Float.MIN_NORMAL / 2, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY, Float.NaN, 0x1p-100f, -0x1p100f};

  private long state;

  /**
   * Starts a sequence.
   *
   * @param seed any number
   */
  public Inputs(long seed) {
    state = seed;
  }

  /**
   * The next 64 bits.
   *
   * @return a uniformly distributed integer
   */
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * The next double, uniform in [−1, 1).
   *
   * @return an exact multiple of 2^−52
   */
  public double nextDouble() {
    return (nextLong() >> 11) * 0x1p-52;
  }

  /**
   * The next float, uniform in [−1, 1).
   *
   * @return an exact multiple of 2^−23
   */
  public float nextFloat() {
    return (nextLong() >> 40) * 0x1p-23f;
  }

  /**
   * The next doubles, uniform in [−1, 1).
   *
   * @param n how many
   * @return a new array
   */
  public double[] doubles(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = nextDouble();
    }
    return x;
  }

  /**
   * The next floats, uniform in [−1, 1).
   *
   * @param n how many
   * @return a new array
   */
  public float[] floats(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = nextFloat();
    }
    return x;
  }

  /**
   * Doubles of which about every fourth is special: ±0, subnormal, huge, infinite or NaN.
   *
   * @param n how many
   * @return a new array
   */
  public double[] specialDoubles(int n) {
    double[] x = doubles(n);
    for (int i = 0; i < n; i++) {
      long r = nextLong();
      if ((r & 3) == 0) {
        x[i] = SPECIAL[(int) ((r >>> 2) % SPECIAL.length & 0x7FFFFFFF)];
      }
    }
    return x;
  }

  /**
   * Floats of which about every fourth is special: ±0, subnormal, huge, infinite or NaN.
   *
   * @param n how many
   * @return a new array
   */
  public float[] specialFloats(int n) {
    float[] x = floats(n);
    for (int i = 0; i < n; i++) {
      long r = nextLong();
      if ((r & 3) == 0) {
        x[i] = SPECIAL_FLOAT[(int) ((r >>> 2) % SPECIAL_FLOAT.length & 0x7FFFFFFF)];
      }
    }
    return x;
  }
}
