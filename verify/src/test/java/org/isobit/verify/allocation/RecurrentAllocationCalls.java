// Master of FloatRecurrentAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.verify.Inputs;

/** {@link AllocationCalls} of the kernels of recurrent cells. */
final class RecurrentAllocationCalls {

  private static final int ROWS = 5;
  private static final int N = 203;

  private RecurrentAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    double[] x4 = values(4);
    double[] y4 = values(4);
    double[] c = values(1);
    double[] d = values(1);
    double[] e = values(1);
    double[] f = values(1);
    calls.put("lstmGates.double", () -> LstmGates.forward(ROWS, N, x4, 0, 4 * N, c, 0, N, d, 0, N, e, 0, N));
    calls.put("lstmGatesGradient.double", () -> LstmGates.backward(ROWS, N, x4, 0, 4 * N, c, 0, N, d, 0, N, e, 0, N, f,
        0, N, y4, 0, 4 * N));
    calls.put("lstmGatesTangent.double", () -> LstmGates.tangent(ROWS, N, x4, 0, 4 * N, c, 0, N, d, 0, N, y4, 0, 4 * N,
        e, 0, N, f, 0, N));
    calls.put("gruGates.double", () -> GruGates.forward(ROWS, N, x4, 0, 4 * N, c, 0, N, d, 0, N));
    calls.put("gruGatesGradient.double", () -> GruGates.backward(ROWS, N, x4, 0, 4 * N, c, 0, N, d, 0, N, e, 0, N, y4,
        0, 4 * N));
    calls.put("gruGatesTangent.double", () -> GruGates.tangent(ROWS, N, x4, 0, 4 * N, c, 0, N, y4, 0, 4 * N, d, 0, N, e,
        0, N));
    return calls;
  }

  private static double[] values(int times) {
    return new Inputs(times).doubles(times * ROWS * N);
  }
}
