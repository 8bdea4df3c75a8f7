// Master of FloatNetworkCuda: the float version is generated from this file.
package org.isobit.gpu.neural;

import java.util.List;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.gpu.StreamTimer;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.DeviceNetwork;
import org.isobit.kernels.neural.NetworkStage;

/**
 * A network on a device, class EXACT: weights are copied there once, activations stay between stages in two arrays, of
 * which stages take turns to read and write. Samples go in parts as large as the device's memory lets; where it does
 * not, parts are halved. It keeps its memory until it is closed. Thread-safe: calls are served one after the other.
 */
public final class NetworkCuda implements DeviceNetwork {

  /** Elements of a part's activations at most: more do not make a device busier. */
  private static final long MOST_ELEMENTS = 1L << 26;

  /** Samples of a part at most: what the kernels' grids take. */
  private static final int MOST_SAMPLES = 1 << 20;

  private final Device device;
  private final Stream stream;
  private final List<NetworkStage> stages;
  private final int width;
  private StreamTimer timer;
  private DenseCuda dense;
  private ActivationsCuda activations;
  private SoftmaxCuda softmax;
  private DeviceArray weights;
  private DeviceArray from;
  private DeviceArray to;
  private int most = MOST_SAMPLES;
  private double seconds;
  private boolean closed;

  /**
   * Takes a network to a device.
   *
   * @param device the device, which stays open longer than this
   * @param stages its stages, at least one; each takes what the one before makes
   * @param theta  all weights
   * @throws IllegalArgumentException if stages do not fit each other or the weights
   */
  public NetworkCuda(Device device, List<NetworkStage> stages, double[] theta) {
    this.device = device;
    this.stages = List.copyOf(stages);
    Stream own = null;
    try {
      width = check(stages, theta.length);
      own = device.stream();
      stream = own;
      timer = new StreamTimer(stream);
      dense = new DenseCuda(stream);
      activations = new ActivationsCuda(stream);
      softmax = new SoftmaxCuda(stream);
      if (theta.length > 0) {
        weights = device.doubles(theta.length).copyFrom(theta, stream);
      }
    } catch (RuntimeException e) {
      throw end(new Ending(e), own).failure();
    }
  }

  /** Checks the stages and returns the widest sample. */
  private static int check(List<NetworkStage> stages, int parameters) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("network on a device: there are no stages");
    }
    int widest = stages.getFirst().inputs();
    for (int s = 0; s < stages.size(); s++) {
      NetworkStage stage = stages.get(s);
      int before = s == 0 ? stage.inputs() : stages.get(s - 1).outputs();
      if (before != stage.inputs()) {
        throw new IllegalArgumentException("network on a device: stage " + s + " takes " + stage.inputs()
            + " elements, but there are " + before);
      }
      if (stage instanceof NetworkStage.Layer d && ((long) d.weights() + d.layer().weights() > parameters
          || (long) d.bias() + d.outputs() > parameters && d.bias() >= 0)) {
        throw new IllegalArgumentException("network on a device: there are " + parameters + " weights, but stage " + s
            + " has some beyond them");
      }
      if (stage instanceof NetworkStage.SoftmaxRows r && r.n() > SoftmaxCuda.MOST) {
        throw new IllegalArgumentException("network on a device: stage " + s + " is the softmax of " + r.n()
            + " elements, and there may be " + SoftmaxCuda.MOST);
      }
      widest = Math.max(widest, stage.outputs());
    }
    return widest;
  }

  @Override
  public synchronized void forward(int batch, double[] x, long xOffset, double[] y, long yOffset) {
    if (closed) {
      throw new IllegalStateException("network on " + device + " was closed");
    }
    int in = stages.getFirst().inputs();
    int out = stages.getLast().outputs();
    Checks.size("network", "batch", batch);
    int xo = Checks.matrix("network", "X", x, xOffset, batch, in, in);
    int yo = Checks.matrix("network", "Y", y, yOffset, batch, out, out);
    Checks.apart("network", "Y", "X", y == x, yo, batch * out, xo, batch * in);
    seconds = 0.0;
    for (int first = 0; first < batch;) {
      int count = part(batch - first);
      from.copyFrom(x, xo + first * in, 0, count * in, stream);
      timer.start();
      for (NetworkStage stage : stages) {
        run(stage, count);
      }
      timer.stop();
      from.copyTo(0, y, yo + first * out, count * out, stream);
      seconds += timer.seconds(); // float: seconds += (float) timer.seconds();
      first += count;
    }
  }

  /** Makes room for at most so many samples and returns for how many. */
  private int part(int samples) {
    int count = (int) Math.min(Math.min(samples, most), Math.max(1, MOST_ELEMENTS / width));
    if (to != null && from.length() >= (long) count * width) {
      return count;
    }
    while (true) {
      freeActivations();
      try {
        from = device.doubles((long) count * width);
        to = device.doubles((long) count * width);
        return count;
      } catch (DeviceMemoryException e) {
        freeActivations();
        if (count == 1) {
          throw e;
        }
        count = (count + 1) / 2;
        most = count;
      }
    }
  }

  /** One stage: from what is in {@code from} to what is there after it. */
  private void run(NetworkStage stage, int batch) {
    switch (stage) {
      case NetworkStage.Layer d -> {
        dense.forward(d.layer(), batch, from, 0, d.inputs(), weights, d.weights(), d.bias() < 0 ? null : weights,
            Math.max(0, d.bias()), to, 0, d.outputs());
        DeviceArray read = from;
        from = to;
        to = read;
      }
      case NetworkStage.Elementwise e -> {
        double slope = e.slope(); // float: float slope = (float) e.slope();
        long n = (long) batch * e.width();
        activations.forward(e.activation(), slope, 1, n, from, 0, n, from, 0, n);
      }
      case NetworkStage.SoftmaxRows r -> softmax.forward(Math.multiplyExact(batch, r.rows()), r.n(), from, 0, r.n(),
          from, 0, r.n());
    }
  }

  @Override
  public synchronized double computed() {
    return seconds;
  }

  private void freeActivations() {
    Ending ending = new Ending().close(from).close(to);
    from = null;
    to = null;
    ending.finish();
  }

  private Ending end(Ending ending, Stream own) {
    return ending.close(weights).close(timer).close(own);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      end(new Ending().then(this::freeActivations), stream).finish();
    }
  }
}
