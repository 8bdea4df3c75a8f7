// Master of FloatFourierConstants: the float version is generated from this file.
package org.isobit.kernels.fourier;

/** Cosines and sines within stages, rounded to nearest. */
final class FourierConstants {

  /** √½. */
  static final double ROOT_HALF = 0x1.6a09e667f3bcdp-1; // float: static final float ROOT_HALF = 0x1.6a09e6p-1f;

  /** sin(2π/3). */
  static final double SIN_3 = 0x1.bb67ae8584caap-1; // float: static final float SIN_3 = 0x1.bb67aep-1f;

  /** cos(2π/5). */
  static final double COS_5 = 0x1.3c6ef372fe95p-2; // float: static final float COS_5 = 0x1.3c6ef4p-2f;

  /** cos(4π/5). */
  static final double COS_5_2 = -0x1.9e3779b97f4a8p-1; // float: static final float COS_5_2 = -0x1.9e377ap-1f;

  /** sin(2π/5). */
  static final double SIN_5 = 0x1.e6f0e134454ffp-1; // float: static final float SIN_5 = 0x1.e6f0e2p-1f;

  /** sin(4π/5). */
  static final double SIN_5_2 = 0x1.2cf2304755a5ep-1; // float: static final float SIN_5_2 = 0x1.2cf23p-1f;

  private FourierConstants() {}
}
