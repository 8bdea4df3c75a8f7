// Master of FloatRotaryAnglesSimd: the float version is generated from this file.
package org.isobit.kernels.rotary;

import org.isobit.kernels.elementary.TrigSimd; // float: unchanged

/** {@link RotaryAngles} with vectors of cosines and sines. Thread-safe. */
public final class RotaryAnglesSimd extends RotaryAnglesReference {

  RotaryAnglesSimd() {}

  @Override
  void trigonometric(int pairs, double[] x) { // float: unchanged
    TrigSimd.cos(pairs, x, 0, x, pairs); // float: unchanged
    TrigSimd.sin(pairs, x, 0, x, 2 * pairs); // float: unchanged
  }
}
