// Master of FloatUnitVectorsReference: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.SinPiReference;

/** Scalar {@link UnitVectors}: defines the bits. */
public sealed class UnitVectorsReference permits UnitVectorsSimd {

  UnitVectorsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static UnitVectorsReference of(Backend backend) {
    return backend.isSimd() ? new UnitVectorsSimd() : new UnitVectorsReference();
  }

  /**
   * {@link UnitVectors#fromDegrees}.
   *
   * @param n         points
   * @param latitude  latitudes
   * @param ao        their offset
   * @param longitude longitudes
   * @param oo        their offset
   * @param u         result
   * @param uo        its offset
   * @param ld        its leading dimension
   */
  public void fromDegrees(int n, double[] latitude, int ao, double[] longitude, int oo, double[] u, int uo, int ld) {
    for (int i = 0; i < n; i++) {
      double a = latitude[ao + i] / 180.0;
      double o = longitude[oo + i] / 180.0;
      double c = SinPiReference.cospi(a);
      u[uo + i] = c * SinPiReference.cospi(o);
      u[uo + ld + i] = c * SinPiReference.sinpi(o);
      u[uo + 2 * ld + i] = SinPiReference.sinpi(a);
    }
  }
}
