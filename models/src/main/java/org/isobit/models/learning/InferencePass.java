// Master of FloatInferencePass: the float version is generated from this file.
package org.isobit.models.learning;

import org.isobit.kernels.Workers;
import org.isobit.models.learning.layers.LayerCall;

/**
 * Runs layers one after the other without keeping anything: a few samples at a time, their activations in two buffers
 * of the calling thread that take turns.
 */
final class InferencePass {

  /** Elements of a block of activations: both buffers stay in L2. */
  private static final int BLOCK = 1 << 14;

  private static final ThreadLocal<InferencePass> MINE = new ThreadLocal<>();

  private final LayerCall call = new LayerCall();
  private double[] buffer = {};

  private InferencePass() {}

  /** Layers first … end − 1; Y must be apart from X. */
  static void run(Network network, int first, int end, double[] theta, int thetaOffset, int batch, double[] x, int xo,
      double[] y, int yo, Workers workers) {
    InferencePass pass = MINE.get();
    if (pass == null) {
      pass = new InferencePass();
      MINE.set(pass);
    }
    Architecture architecture = network.architecture();
    long widest = 1;
    long scratch = 0;
    for (int l = first; l < end; l++) {
      widest = Math.max(widest, architecture.shape(l + 1).size());
      scratch = Math.max(scratch, network.operator(l).scratch());
    }
    int samples = (int) Math.max(1, Math.min(batch, BLOCK / widest));
    int half = room(samples * widest + 48);
    pass.reserve(room(2L * half + samples * scratch));
    pass.call.workers = workers;
    int in = architecture.shape(first).size();
    int out = architecture.shape(end).size();
    for (int i = 0; i < batch; i += samples) {
      pass.block(network, first, end, theta, thetaOffset, Math.min(samples, batch - i), half, x, xo + i * in, y,
          yo + i * out);
    }
    pass.call.theta = null;
    pass.call.x = null;
    pass.call.y = null;
    pass.call.workers = Workers.serial();
  }

  private static int room(long size) {
    if (size > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("network: one sample's activations are " + size
          + " numbers, more than one array holds");
    }
    return (int) size;
  }

  private void reserve(int size) {
    if (buffer.length < size) {
      buffer = new double[size];
    }
  }

  private void block(Network network, int first, int end, double[] theta, int thetaOffset, int batch, int half,
      double[] x, int xo, double[] y, int yo) {
    call.batch = batch;
    call.theta = theta;
    call.scratch = buffer;
    call.scratchOffset = 2 * half;
    call.x = x;
    call.xOffset = xo;
    int to = 0;
    for (int l = first; l < end; l++) {
      call.thetaOffset = thetaOffset + network.architecture().offset(l);
      call.y = l == end - 1 ? y : buffer;
      call.yOffset = l == end - 1 ? yo : to;
      network.operator(l).forward(call);
      call.x = call.y;
      call.xOffset = call.yOffset;
      to = half - to;
    }
  }
}
