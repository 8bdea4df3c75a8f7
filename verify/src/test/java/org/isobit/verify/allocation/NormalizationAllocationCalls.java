// Master of FloatNormalizationAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.verify.Inputs;

/** {@link AllocationCalls} of norms. */
final class NormalizationAllocationCalls {

  private static final int ROWS = 37;
  private static final int N = 52;
  private static final int BATCH = 3;
  private static final int CHANNELS = 6;
  private static final int PIXELS = 101;
  private static final int GROUPS = 3;
  private static final double EPS = 1e-5;
  private static final Workers ONE = Workers.serial();

  private final Map<String, Runnable> calls = new LinkedHashMap<>();
  private final double[] x = values(1);
  private final double[] dy = values(2);
  private final double[] gamma = values(3);
  private final double[] beta = values(4);
  private final double[] y = values(5);
  private final double[] dgamma = values(6);
  private final double[] dbeta = values(7);
  private final double[] stored = values(8);

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    NormalizationAllocationCalls list = new NormalizationAllocationCalls();
    list.rows();
    list.channels();
    return list.calls;
  }

  private static double[] values(long seed) {
    return new Inputs(seed).doubles(ROWS * N);
  }

  private void add(String name, Runnable call) {
    calls.put(name + ".double", call);
  }

  private void rows() {
    add("layerNorm", () -> LayerNorm.forward(ROWS, N, EPS, x, 0, N, gamma, 0, beta, 0, y, 0, N, stored, 0, ONE));
    add("layerNormGradient", () -> LayerNorm.backward(ROWS, N, x, 0, N, gamma, 0, stored, 0, dy, 0, N, y, 0, N, dgamma,
        0, dbeta, 0, false, ONE));
    add("layerNormTangent", () -> LayerNorm.tangent(ROWS, N, x, 0, N, gamma, 0, stored, 0, dy, 0, N, y, 0, N, ONE));
    add("rmsNorm", () -> RmsNorm.forward(ROWS, N, EPS, x, 0, N, gamma, 0, y, 0, N, stored, 0, ONE));
    add("rmsNormGradient", () -> RmsNorm.backward(ROWS, N, x, 0, N, gamma, 0, stored, 0, dy, 0, N, y, 0, N, dgamma, 0,
        false, ONE));
    add("rmsNormTangent", () -> RmsNorm.tangent(ROWS, N, x, 0, N, gamma, 0, stored, 0, dy, 0, N, y, 0, N, ONE));
  }

  private void channels() {
    add("groupNorm", () -> GroupNorm.forward(BATCH, CHANNELS, PIXELS, GROUPS, EPS, x, 0, gamma, 0, beta, 0, y, 0,
        stored, 0, ONE));
    add("groupNormGradient", () -> GroupNorm.backward(BATCH, CHANNELS, PIXELS, GROUPS, x, 0, gamma, 0, stored, 0, dy, 0,
        y, 0, dgamma, 0, dbeta, 0, false, ONE));
    add("groupNormTangent", () -> GroupNorm.tangent(BATCH, CHANNELS, PIXELS, GROUPS, x, 0, gamma, 0, stored, 0, dy, 0,
        y, 0, ONE));
    add("batchNorm", () -> BatchNorm.forward(BATCH, CHANNELS, PIXELS, EPS, x, 0, gamma, 0, beta, 0, y, 0, stored, 0,
        ONE));
    add("batchNormGradient", () -> BatchNorm.backward(BATCH, CHANNELS, PIXELS, x, 0, gamma, 0, stored, 0, dy, 0, y, 0,
        dgamma, 0, dbeta, 0, false, ONE));
    add("batchNormTangent", () -> BatchNorm.tangent(BATCH, CHANNELS, PIXELS, x, 0, gamma, 0, stored, 0, dy, 0, y, 0,
        ONE));
    add("batchNormRunning", () -> BatchNorm.running(CHANNELS, BATCH * PIXELS, true, 0.1, x, 0, y, 0));
    add("batchNormInference", () -> BatchNorm.inference(BATCH, CHANNELS, PIXELS, EPS, x, 0, gamma, 0, beta, 0, dgamma,
        0, y, 0, ONE));
  }
}
