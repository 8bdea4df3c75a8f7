package org.isobit.models.net;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.FloatDeviceNetwork;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Architecture;
import org.isobit.models.weights.NetworkFile;

/** Calls of a network on a device, one for each batch size, and what the device computed in them. Not thread-safe. */
final class NetOnDevice implements AutoCloseable {

  /** Of the calls of a batch size, the last so many count. */
  private static final int KEPT = 1 << 12;

  private final NetPlace place;
  private final NetworkFile file;
  private final Runnable[] calls;
  private final double[][] seconds;
  private final int[] count;
  private Runnable end = () -> {};

  /**
   * Takes a network to a device and makes inputs.
   *
   * @param place   the device
   * @param file    the network
   * @param batches batch sizes
   */
  NetOnDevice(NetPlace place, NetworkFile file, List<Integer> batches) {
    this.place = place;
    this.file = file;
    calls = new Runnable[batches.size()];
    seconds = new double[calls.length][KEPT];
    count = new int[calls.length];
    try {
      if (file.single()) {
        makeFloat(batches);
      } else {
        makeDouble(batches);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void makeDouble(List<Integer> batches) {
    Architecture a = file.architecture();
    DeviceNetwork network = place.network(file.doubles());
    end = network::close;
    for (int b = 0; b < calls.length; b++) {
      int batch = batches.get(b);
      int which = b;
      double[] x = new double[NetBench.size(batch, a.input().size(), false)];
      double[] y = new double[NetBench.size(batch, a.output().size(), false)];
      Philox.gaussian(NetBench.SEED, 0, 0, x.length, x, 0);
      calls[b] = () -> {
        network.forward(batch, x, 0, y, 0);
        note(which, network.computed());
      };
    }
  }

  private void makeFloat(List<Integer> batches) {
    Architecture a = file.architecture();
    FloatDeviceNetwork network = place.network(file.floats());
    end = network::close;
    for (int b = 0; b < calls.length; b++) {
      int batch = batches.get(b);
      int which = b;
      float[] x = new float[NetBench.size(batch, a.input().size(), true)];
      float[] y = new float[NetBench.size(batch, a.output().size(), true)];
      Philox.gaussian(NetBench.SEED, 0, 0, x.length, x, 0);
      calls[b] = () -> {
        network.forward(batch, x, 0, y, 0);
        note(which, network.computed());
      };
    }
  }

  private void note(int which, double value) {
    seconds[which][count[which]++ % KEPT] = value;
  }

  /** One call of each batch size, in order. */
  List<Runnable> calls() {
    return List.of(calls);
  }

  /** Medians of the device's own times, in seconds, of the last calls of each batch size. */
  double[] computed() {
    return IntStream.range(0, calls.length).mapToDouble(b -> {
      double[] sorted = Arrays.copyOf(seconds[b], Math.min(KEPT, count[b]));
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }).toArray();
  }

  @Override
  public void close() {
    end.run();
  }
}
