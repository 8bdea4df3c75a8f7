package org.isobit.gpu;

/** Numbers for tests from integer arithmetic alone (SplitMix64; Steele, Lea and Flood 2014). Not thread-safe. */
public final class Numbers {

  private static final double[] SPECIAL = {0.0, -0.0, 1.0, -1.0, Double.MIN_VALUE, -Double.MIN_VALUE,
      Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
      Double.NaN};
  private static final float[] SPECIAL_FLOAT = {0.0f, -0.0f, 1.0f, -1.0f, Float.MIN_VALUE, -Float.MIN_VALUE,
      Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

  private long state;

  /** Starts a sequence. */
  public Numbers(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [−1, 1). */
  public double[] doubles(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = (nextLong() >> 11) * 0x1p-52;
    }
    return x;
  }

  /** Uniform in [−1, 1). */
  public float[] floats(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (nextLong() >> 40) * 0x1p-23f;
    }
    return x;
  }

  /** Every fourth or so special. */
  public double[] specialDoubles(int n) {
    double[] x = doubles(n);
    for (int i = 0; i < n; i++) {
      long r = nextLong();
      x[i] = (r & 3) == 0 ? SPECIAL[(int) Long.remainderUnsigned(r >>> 2, SPECIAL.length)] : x[i];
    }
    return x;
  }

  /** Every fourth or so special. */
  public float[] specialFloats(int n) {
    float[] x = floats(n);
    for (int i = 0; i < n; i++) {
      long r = nextLong();
      x[i] = (r & 3) == 0 ? SPECIAL_FLOAT[(int) Long.remainderUnsigned(r >>> 2, SPECIAL_FLOAT.length)] : x[i];
    }
    return x;
  }

  /** Any bit patterns. */
  public double[] bitDoubles(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Double.longBitsToDouble(nextLong());
    }
    return x;
  }

  /** Any bit patterns. */
  public float[] bitFloats(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Float.intBitsToFloat((int) nextLong());
    }
    return x;
  }
}
