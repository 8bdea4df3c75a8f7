// Master of FloatFourierAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.Fourier;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.verify.Inputs;

/** One call of each Fourier transform through its public entry, as in {@link AllocationCalls}. */
final class FourierAllocationCalls {

  private static final int N = 960;
  private static final int ODD = 135;
  private static final int MEMBERS = 3;
  private static final int LANES = 19;
  private static final int ROWS = 12;
  private static final int COLUMNS = 80;

  private FourierAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    Workers one = Workers.serial();
    FourierPlan plan = FourierPlan.of(N);
    FourierPlan odd = FourierPlan.of(ODD);
    RealFourierPlan real = RealFourierPlan.of(N);
    FourierPlan down = FourierPlan.of(ROWS);
    FourierPlan along = FourierPlan.of(COLUMNS);
    RealFourierPlan realAlong = RealFourierPlan.of(COLUMNS);
    int size = 2 * ROWS * COLUMNS;
    int half = ROWS * (COLUMNS + 2);
    double[] x = new Inputs(1).doubles(MEMBERS * 2 * N);
    double[] y = new double[MEMBERS * 2 * N];
    Map<String, Runnable> all = new TreeMap<>(Map.of("fft.double", () -> {
      Fourier.forward(plan, MEMBERS, x, 0, 2 * N, y, 0, 2 * N, one);
      Fourier.forward(odd, MEMBERS, x, 0, 2 * ODD, y, 0, 2 * ODD, one);
    }, "inverseFft.double", () -> Fourier.inverse(plan, MEMBERS, x, 0, 2 * N, y, 0, 2 * N, one),
        "realFft.double", () -> RealFourier.forward(real, MEMBERS, x, 0, N, y, 0, N + 2, one),
        "inverseRealFft.double", () -> RealFourier.inverse(real, MEMBERS, x, 0, N + 2, y, 0, N, one),
        "fieldFft.double", () -> Fourier.forwardField(down, along, MEMBERS, x, 0, size, y, 0, size, one),
        "inverseFieldFft.double", () -> Fourier.inverseField(down, along, MEMBERS, x, 0, size, y, 0, size, one),
        "realFieldFft.double",
        () -> RealFourier.forwardField(down, realAlong, MEMBERS, x, 0, size / 2, y, 0, half, one),
        "inverseRealFieldFft.double",
        () -> RealFourier.inverseField(down, realAlong, MEMBERS, x, 0, half, y, 0, size / 2, one)));
    RealFourierPlan lanes = RealFourierPlan.of(ODD * 2);
    all.put("interleavedRealFft.double", () -> RealFourier.forwardInterleaved(lanes, LANES, x, 0, y, 0));
    all.put("inverseInterleavedRealFft.double", () -> RealFourier.inverseInterleaved(lanes, LANES, x, 0, y, 0));
    return all;
  }
}
