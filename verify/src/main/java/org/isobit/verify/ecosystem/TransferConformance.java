// Master of FloatTransferConformance: the float version is generated from this file.
package org.isobit.verify.ecosystem;

import org.isobit.gpu.ecosystem.TransfersCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.kernels.ecosystem.TransfersReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Steps of the two ecosystems and of pools that flows connect anyhow; zeros, special values, threads. */
public abstract class TransferConformance implements Conformance {

  private final String name;

  TransferConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    EcosystemCases.run(cases, (n, lanes, special) -> {
      int cells = n * lanes;
      switch ((n + lanes) % 4) {
        case 0 -> run(implementation, cells, NpzdFlows.POOLS, NpzdFlows.from(), NpzdFlows.to(), special, sink);
        case 1 -> run(implementation, cells, FashamFlows.POOLS, FashamFlows.from(), FashamFlows.to(), special, sink);
        case 2 -> run(implementation, cells, 2, new int[] {1}, new int[] {0}, special, sink);
        default -> any(implementation, cells, new Inputs(lanes), special, sink);
      }
    });
  }

  /** As many flows as are allowed, some of them between the same pools, up to all pools. */
  private void any(Backend implementation, int cells, Inputs numbers, boolean special, BitSink sink) {
    int pools = 2 + (int) ((numbers.nextLong() >>> 1) % (Transfers.MOST_POOLS - 1));
    int[] from = new int[Transfers.MOST_FLOWS];
    int[] to = new int[Transfers.MOST_FLOWS];
    for (int k = 0; k < from.length; k++) {
      from[k] = (int) ((numbers.nextLong() >>> 1) % pools);
      to[k] = (from[k] + 1 + (int) ((numbers.nextLong() >>> 1) % (pools - 1))) % pools;
    }
    run(implementation, cells, pools, from, to, special, sink);
  }

  private void run(Backend implementation, int cells, int pools, int[] from, int[] to, boolean special, BitSink sink) {
    sink.label(name + " cells=" + cells + " pools=" + pools + " flows=" + from.length + " special=" + special);
    Inputs inputs = new Inputs(cells * 64L + pools);
    double[] flows = EcosystemCases.pools(inputs, from.length * (cells + 2) + 1, special);
    double[] c = EcosystemCases.pools(inputs, pools * (cells + 3) + 2, special);
    double dt = 0.125 * (1 + cells % 9);
    run(implementation, cells, pools, from, to, dt, special ? Double.NEGATIVE_INFINITY : 0.25, flows, c);
    sink.add(c);
  }

  /** Flows from element 1, cells + 2 apart; pools from element 2, cells + 3 apart. */
  abstract void run(Backend implementation, int cells, int pools, int[] from, int[] to, double dt, double floor,
      double[] flows, double[] c);

  static boolean threads(Backend implementation, int cells) {
    return cells == 50 * EcosystemCases.PARALLEL && Conformance.isFacade(implementation);
  }

  static void accepted(int[] refused) {
    if (refused[0] >= 0) {
      throw new IllegalStateException("flow " + refused[0] + " is refused");
    }
  }

  /** {@link Transfers#euler}. */
  public static final class Euler extends TransferConformance {

    /** Made by the service loader. */
    public Euler() {
      super("transferEuler");
    }

    @Override
    void run(Backend implementation, int cells, int pools, int[] from, int[] to, double dt, double floor,
        double[] flows, double[] c) {
      if (implementation == Backend.CUDA) {
        int[] refused = new int[1];
        OnDevice.run(device -> device.kernels(TransfersCuda.class, TransfersCuda::new).euler(cells, pools, from.length,
            device.of(from), 0, device.of(to), 0, dt, floor, device.of(flows), 1, cells + 2, device.of(c), 2,
            cells + 3, device.of(refused), 0));
        accepted(refused);
      } else if (threads(implementation, cells)) {
        Transfers.euler(cells, pools, from, to, dt, floor, flows, 1, cells + 2, c, 2, cells + 3, Workers.shared());
      } else {
        TransfersReference.of(implementation).euler(0, cells, pools, from, to, dt, floor, flows, 1, cells + 2, c, 2,
            cells + 3);
      }
    }
  }

  /** {@link Transfers#patankar}. */
  public static final class Patankar extends TransferConformance {

    /** Made by the service loader. */
    public Patankar() {
      super("transferPatankar");
    }

    @Override
    void run(Backend implementation, int cells, int pools, int[] from, int[] to, double dt, double floor,
        double[] flows, double[] c) {
      if (implementation == Backend.CUDA) {
        int[] refused = new int[1];
        OnDevice.run(device -> device.kernels(TransfersCuda.class, TransfersCuda::new).patankar(cells, pools,
            from.length, device.of(from), 0, device.of(to), 0, dt, device.of(flows), 1, cells + 2, device.of(c), 2,
            cells + 3, device.of(refused), 0));
        accepted(refused);
        return;
      }
      boolean threads = threads(implementation, cells);
      Workers workers = threads ? Workers.shared() : Workers.serial();
      double[] workspace = new double[Transfers.workspace(pools, workers)];
      if (threads) {
        Transfers.patankar(cells, pools, from, to, dt, flows, 1, cells + 2, c, 2, cells + 3, workspace, workers);
      } else {
        TransfersReference.of(implementation).patankar(0, cells, pools, from, to, dt, flows, 1, cells + 2, c, 2,
            cells + 3, workspace, 0);
      }
    }
  }
}
