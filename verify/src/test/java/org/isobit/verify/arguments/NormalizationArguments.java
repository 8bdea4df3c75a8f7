// Master of FloatNormalizationArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;

/** The entries of norms. */
final class NormalizationArguments extends ArgumentTable {

  private static final int CHANNELS = 6;
  private static final int GROUPS = 3;

  private final Workers workers;
  private final int rows;
  private final int n;
  private final int batch;
  private final int pixels;
  private final Scalar eps = number("eps", 0.125, // float: unchanged
      ArgumentTable::notNegative); // float: x -> x >= 0.0 && x <= Float.MAX_VALUE);

  /**
   * Makes the table.
   *
   * @param workers the threads
   * @param large   whether calls are so large that they use them
   */
  NormalizationArguments(Workers workers, boolean large) {
    this.workers = workers;
    rows = large ? 301 : 5;
    n = large ? 251 : 7;
    batch = large ? 12 : 2;
    pixels = large ? 1003 : 5;
    layer();
    rms();
    group();
    batch();
    inference();
    views();
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  private void layer() {
    call(LayerNorm.class, "forward", size("rows", rows), least("n", 1, n), eps, matrix("X", rows, n),
        vector("gamma", n), vector("beta", n).orNull(), outMatrix("Y", rows, n), outVector("stored", 2 * rows).orNull(),
        workers);
    call(LayerNorm.class, "backward", size("rows", rows), least("n", 1, n), matrix("X", rows, n),
        vector("gamma", n).orNull(), vector("stored", 2 * rows), matrix("dY", rows, n),
        outMatrix("dX", rows, n).orNull(), outVector("dgamma", n).orNull(), outVector("dbeta", n).orNull(), true,
        workers);
    call(LayerNorm.class, "tangent", size("rows", rows), least("n", 1, n), matrix("X", rows, n),
        vector("gamma", n).orNull(), vector("stored", 2 * rows), matrix("dX", rows, n), outMatrix("dY", rows, n),
        workers);
  }

  private void rms() {
    call(RmsNorm.class, "forward", size("rows", rows), least("n", 1, n), eps, matrix("X", rows, n),
        vector("gamma", n).orNull(), outMatrix("Y", rows, n), outVector("stored", rows).orNull(), workers);
    call(RmsNorm.class, "backward", size("rows", rows), least("n", 1, n), matrix("X", rows, n),
        vector("gamma", n).orNull(), vector("stored", rows), matrix("dY", rows, n), outMatrix("dX", rows, n).orNull(),
        outVector("dgamma", n).orNull(), false, workers);
    call(RmsNorm.class, "tangent", size("rows", rows), least("n", 1, n), matrix("X", rows, n),
        vector("gamma", n).orNull(), vector("stored", rows), matrix("dX", rows, n), outMatrix("dY", rows, n), workers);
  }

  private static Scalar channels() {
    return number("channels", CHANNELS, x -> x >= 1.0 && x <= CHANNELS && x % GROUPS == 0.0);
  }

  private static Scalar groups() {
    return number("groups", GROUPS, x -> x >= 1.0 && x <= GROUPS && CHANNELS % x == 0.0);
  }

  private void group() {
    int size = batch * CHANNELS * pixels;
    int kept = 2 * batch * GROUPS;
    call(GroupNorm.class, "forward", size("batch", batch), channels(), least("pixels", 1, pixels), groups(), eps,
        vector("X", size), vector("gamma", CHANNELS), vector("beta", CHANNELS).orNull(), outVector("Y", size),
        outVector("stored", kept).orNull(), workers);
    call(GroupNorm.class, "backward", size("batch", batch), channels(), least("pixels", 1, pixels), groups(),
        vector("X", size), vector("gamma", CHANNELS).orNull(), vector("stored", kept), vector("dY", size),
        outVector("dX", size).orNull(), outVector("dgamma", CHANNELS).orNull(), outVector("dbeta", CHANNELS).orNull(),
        true, workers);
    call(GroupNorm.class, "tangent", size("batch", batch), channels(), least("pixels", 1, pixels), groups(),
        vector("X", size), vector("gamma", CHANNELS).orNull(), vector("stored", kept), vector("dX", size),
        outVector("dY", size), workers);
  }

  private void batch() {
    int size = batch * CHANNELS * pixels;
    int kept = 3 * CHANNELS;
    call(BatchNorm.class, "forward", least("batch", 1, batch), least("channels", 1, CHANNELS),
        least("pixels", 1, pixels), eps, vector("X", size), vector("gamma", CHANNELS),
        vector("beta", CHANNELS).orNull(), outVector("Y", size), outVector("stored", kept).orNull(), workers);
    call(BatchNorm.class, "backward", least("batch", 1, batch), least("channels", 1, CHANNELS),
        least("pixels", 1, pixels), vector("X", size), vector("gamma", CHANNELS).orNull(), vector("stored", kept),
        vector("dY", size), outVector("dX", size).orNull(), outVector("dgamma", CHANNELS).orNull(),
        outVector("dbeta", CHANNELS).orNull(), true, workers);
    call(BatchNorm.class, "tangent", least("batch", 1, batch), least("channels", 1, CHANNELS),
        least("pixels", 1, pixels), vector("X", size), vector("gamma", CHANNELS).orNull(), vector("stored", kept),
        vector("dX", size), outVector("dY", size), workers);
  }

  private void inference() {
    int size = batch * CHANNELS * pixels;
    call(BatchNorm.class, "inference", size("batch", batch), least("channels", 1, CHANNELS),
        least("pixels", 1, pixels), eps, vector("X", size), vector("gamma", CHANNELS),
        vector("beta", CHANNELS).orNull(), vector("running", 2 * CHANNELS), outVector("Y", size), workers);
    call(BatchNorm.class, "running", size("channels", CHANNELS), number("n", 5, x -> x >= 2.0), true,
        number("rate", 0.5, x -> x >= 0.0 && x <= 1.0), // float: unchanged
        vector("stored", 3 * CHANNELS), outVector("running", 2 * CHANNELS));
  }

  private Matrix view(int height, int width) {
    return Matrix.of((double[]) numbers(new Random(height), height * width), height, width);
  }

  private Omissible optional(int height, int width) {
    return new Omissible(view(height, width));
  }

  /** Views have as many columns as there are channels, or groups. */
  private static Scalar allChannels() {
    return number("channels", CHANNELS, x -> x == CHANNELS);
  }

  private static Scalar allGroups() {
    return number("groups", GROUPS, x -> x == GROUPS);
  }

  private void views() {
    call(LayerNorm.class, "forward", eps, view(rows, n), view(1, n), optional(1, n), view(rows, n), optional(2, rows),
        workers);
    call(LayerNorm.class, "backward", view(rows, n), optional(1, n), view(2, rows), view(rows, n), optional(rows, n),
        optional(1, n), optional(1, n), true, workers);
    call(LayerNorm.class, "tangent", view(rows, n), optional(1, n), view(2, rows), view(rows, n), view(rows, n),
        workers);
    call(RmsNorm.class, "forward", eps, view(rows, n), optional(1, n), view(rows, n), optional(1, rows), workers);
    call(RmsNorm.class, "backward", view(rows, n), optional(1, n), view(1, rows), view(rows, n), optional(rows, n),
        optional(1, n), true, workers);
    call(RmsNorm.class, "tangent", view(rows, n), optional(1, n), view(1, rows), view(rows, n), view(rows, n), workers);
    int width = CHANNELS * pixels;
    Matrix groups = view(2, batch * GROUPS);
    Matrix stored = view(3, CHANNELS);
    call(GroupNorm.class, "forward", allChannels(), allGroups(), eps, view(batch, width), view(1, CHANNELS),
        optional(1, CHANNELS), view(batch, width), optional(2, batch * GROUPS), workers);
    call(GroupNorm.class, "backward", allChannels(), allGroups(), view(batch, width), optional(1, CHANNELS), groups,
        view(batch, width), optional(batch, width), optional(1, CHANNELS), optional(1, CHANNELS), true, workers);
    call(GroupNorm.class, "tangent", allChannels(), allGroups(), view(batch, width), optional(1, CHANNELS), groups,
        view(batch, width), view(batch, width), workers);
    call(BatchNorm.class, "forward", allChannels(), eps, view(batch, width), view(1, CHANNELS), optional(1, CHANNELS),
        view(batch, width), optional(3, CHANNELS), workers);
    call(BatchNorm.class, "backward", allChannels(), view(batch, width), optional(1, CHANNELS), stored,
        view(batch, width), optional(batch, width), optional(1, CHANNELS), optional(1, CHANNELS), true, workers);
    call(BatchNorm.class, "tangent", allChannels(), view(batch, width), optional(1, CHANNELS), stored,
        view(batch, width), view(batch, width), workers);
    call(BatchNorm.class, "inference", allChannels(), eps, view(batch, width), view(1, CHANNELS), optional(1, CHANNELS),
        view(2, CHANNELS), view(batch, width), workers);
  }
}
