// Master of FloatAttentionConformance: the float version is generated from this file.
package org.isobit.verify.attention;

import org.isobit.gpu.attention.AttentionCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** {@link Attention} with its statistics; queries of a head also in two parts. */
public final class AttentionConformance implements Conformance {

  /** Devices have a kernel of its own for values of more than twice as many elements, which no case has. */
  private static final int NARROW = 32;

  /** Made by the service loader. */
  public AttentionConformance() {}

  @Override
  public String kernel() {
    return "attention.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] sizes : AttentionCases.SHORT) {
      run(implementation, sizes, false, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int[] sizes : AttentionCases.FULL) {
      run(implementation, sizes, false, sink);
    }
    run(implementation, AttentionCases.PARALLEL, true, sink);
  }

  private static void run(Backend implementation, int[] sizes, boolean parallel, BitSink sink) {
    sink.label("attention " + AttentionCases.label(sizes) + (parallel ? " parallel" : ""));
    AttentionCases c = new AttentionCases(sizes);
    double[] y = new Inputs(sizes[6]).doubles(2 + c.rows * c.ldy);
    double[] statistics = new double[1 + 2 * c.queries()];
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(AttentionCuda.class, AttentionCuda::new).forward(c.shape, device.of(c.q), 1,
          c.ldq, device.of(c.k), 2, c.ldk, device.of(c.v), 3, c.ldv, c.maskOn(device), device.of(y), 2, c.ldy,
          device.of(statistics), 1));
      if (c.shape.valueSize() > NARROW && !c.shape.tokenMajor()) {
        requireTwice(c, y);
      }
    } else if (parallel && Conformance.isFacade(implementation)) {
      Attention.forward(c.shape, c.q, 1, c.ldq, c.k, 2, c.ldk, c.v, 3, c.ldv, c.mask, y, 2, c.ldy, statistics, 1,
          Workers.shared());
    } else {
      c.forward(AttentionReference.of(implementation), y, statistics);
    }
    sink.add(y);
    sink.add(statistics);
  }

  /** Requires of values that are written twice, side by side, the outputs that they have once, twice. */
  private static void requireTwice(AttentionCases c, double[] y) {
    int n = c.shape.valueSize();
    double[] v = c.valuesTwice();
    double[] twice = new double[c.rows * 2 * n];
    OnDevice.run(device -> device.kernels(AttentionCuda.class, AttentionCuda::new).forward(
        c.shape.withValueSize(2 * n), device.of(c.q), 1, c.ldq, device.of(c.k), 2, c.ldk, device.of(v), 0, 2 * n,
        c.maskOn(device), device.of(twice), 0, 2 * n, null, 0));
    for (int i = 0; i < twice.length; i++) {
      int at = 2 + i / (2 * n) * c.ldy + i % n;
      if (Double.doubleToLongBits(twice[i]) != Double.doubleToLongBits(y[at])) {
        throw new IllegalStateException("attention on a device: element " + i + " of values of " + 2 * n
            + " elements is " + Double.toHexString(twice[i]) + ", with half of them " + Double.toHexString(y[at]));
      }
    }
  }
}
