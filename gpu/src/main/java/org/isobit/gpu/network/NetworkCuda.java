// Master of FloatNetworkCuda: the float version is generated from this file.
package org.isobit.gpu.network;

import java.util.List;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.gpu.StreamTimer;
import org.isobit.kernels.Checks;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkProgram;

/**
 * A network on a device, class EXACT: weights are copied there once, values stay between steps in one array, each only
 * as long as a step will read it. Samples go in parts as large as the device's memory lets; where it does not, parts
 * are halved. It keeps its memory until it is closed. Thread-safe: calls are served one after the other.
 */
public final class NetworkCuda implements DeviceNetwork {

  /** Elements of a part's values at most: more do not make a device busier. */
  private static final long MOST_ELEMENTS = 1L << 27;

  /** Samples of a part at most: what the kernels' grids take. */
  private static final int MOST_SAMPLES = 1 << 20;

  private final Device device;
  private final Stream stream;
  private final NetworkProgram program;
  private final StepValues values;
  private StepBinder binder;
  private List<StepCall> steps;
  private StreamTimer timer;
  private DeviceArray weights;
  private int most = MOST_SAMPLES;
  private double seconds;
  private boolean closed;

  /**
   * Takes a network to a device.
   *
   * @param device  the device, which stays open longer than this
   * @param program values and steps
   * @param theta   all weights, of which there may be more than the program has
   * @throws IllegalArgumentException if there are too few weights, or a kernel does not take the sizes of a stage
   */
  public NetworkCuda(Device device, NetworkProgram program, double[] theta) {
    this.device = device;
    this.program = program;
    Stream own = null;
    try {
      if (theta.length < program.parameters()) {
        throw new IllegalArgumentException("network on a device: there are " + theta.length
            + " weights, but the steps have " + program.parameters());
      }
      own = device.stream();
      stream = own;
      timer = new StreamTimer(stream);
      double[] constants = program.constants(); // float: float[] constants = program.floatConstants();
      if (program.parameters() + constants.length > 0) {
        weights = device.doubles(program.parameters() + constants.length);
        weights.copyFrom(theta, 0, 0, program.parameters(), stream);
        weights.copyFrom(constants, 0, program.parameters(), constants.length, stream);
      }
      values = new StepValues(program);
      binder = new StepBinder(stream, weights);
      steps = binder.bind(program);
    } catch (RuntimeException e) {
      throw end(new Ending(e), own).failure();
    }
  }

  @Override
  public synchronized void forward(int batch, double[] x, long xOffset, double[] y, long yOffset) {
    if (closed) {
      throw new IllegalStateException("network on " + device + " was closed");
    }
    int in = program.size(program.input());
    int out = program.size(program.output());
    Checks.size("network", "batch", batch);
    int xo = Checks.matrix("network", "X", x, xOffset, batch, in, in);
    int yo = Checks.matrix("network", "Y", y, yOffset, batch, out, out);
    Checks.apart("network", "Y", "X", y == x, yo, batch * out, xo, batch * in);
    seconds = 0.0;
    for (int first = 0; first < batch;) {
      int count = part(batch - first);
      try {
        run(count, x, xo + first * in, y, yo + first * out);
        first += count;
      } catch (DeviceMemoryException e) { // of what a kernel needs besides
        if (count == 1) {
          throw e;
        }
        freeValues();
        most = (count + 1) / 2;
      }
    }
  }

  /** Some samples. */
  private void run(int count, double[] x, int xo, double[] y, int yo) {
    NetworkOperand input = NetworkOperand.of(program.input());
    NetworkOperand output = NetworkOperand.of(program.output());
    values.batch = count;
    values.array.copyFrom(x, xo, values.at(input), count * program.size(input.value()), stream);
    timer.start();
    for (StepCall step : steps) {
      step.run(values);
    }
    timer.stop();
    values.array.copyTo(values.at(output), y, yo, count * program.size(output.value()), stream);
    seconds += timer.seconds(); // float: seconds += (float) timer.seconds();
  }

  /** Makes room for at most so many samples and returns for how many. */
  private int part(int samples) {
    int count = (int) Math.min(Math.min(samples, most), Math.max(1, MOST_ELEMENTS / program.placement().width()));
    if (values.array != null && values.room >= count) {
      return count;
    }
    while (true) {
      freeValues();
      try {
        values.array = device.doubles(program.placement().size(count));
        values.room = count;
        return count;
      } catch (DeviceMemoryException e) {
        if (count == 1) {
          throw e;
        }
        count = (count + 1) / 2;
        most = count;
      }
    }
  }

  @Override
  public synchronized double computed() {
    return seconds;
  }

  private void freeValues() {
    Ending ending = new Ending().close(values.array);
    values.array = null;
    values.room = 0;
    ending.finish();
  }

  private Ending end(Ending ending, Stream own) {
    return ending.close(binder).close(weights).close(timer).close(own);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      end(new Ending().then(this::freeValues), stream).finish();
    }
  }
}
