// Master of FloatCeilingCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.hardware.HardwareCuda;
import org.isobit.gpu.hardware.HardwareReference;

/** The card's ceilings of a type: fused multiply-adds in registers, a copy on the device, a triad. */
final class CeilingCase extends DeviceCase {

  private static final String TYPE = "double";
  private static final double FACTOR = 0.75;
  private static final int CHECKED = 64;

  private enum Kind { CHAINS, COPY, TRIAD }

  private final Kind kind;
  private final int n;
  private final int steps;
  private HardwareCuda hardware;
  private DeviceArray b;
  private DeviceArray c;
  private DeviceArray a;
  private double[] out;

  private CeilingCase(DeviceWork work, Kind kind, int n, int steps) {
    super(work);
    this.kind = kind;
    this.n = n;
    this.steps = steps;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    int n = sizes.vector();
    int threads = sizes.threads();
    int steps = sizes.steps();
    double element = Double.BYTES;
    return List.of(
        new CeilingCase(DeviceWork.ceiling("fma-peak", threads + " threads x " + steps, TYPE, Limit.ARITHMETIC,
            2.0 * threads * steps * HardwareReference.CHAINS, element * threads), Kind.CHAINS, threads, steps),
        new CeilingCase(DeviceWork.ceiling("copy", Integer.toString(n), TYPE, Limit.MEMORY, 0, 2 * element * n),
            Kind.COPY, n, 0),
        new CeilingCase(DeviceWork.ceiling("triad", Integer.toString(n), TYPE, Limit.MEMORY, 2.0 * n, 3 * element * n),
            Kind.TRIAD, n, 0));
  }

  @Override
  void prepare() {
    hardware = new HardwareCuda(stream());
    a = own(device().doubles(n));
    if (kind != Kind.CHAINS) {
      b = own(device().doubles(n));
    }
    if (kind == Kind.TRIAD) {
      c = own(device().doubles(n));
    }
    out = host().doubleRoom(n);
  }

  @Override
  void upload() {
    if (b != null) {
      b.copyFrom(host().doubles(n), 0, 0, n, stream());
    }
    if (c != null) {
      c.copyFrom(host().doubles(n + CHECKED), CHECKED, 0, n, stream());
    }
  }

  @Override
  void run() {
    switch (kind) {
      case CHAINS -> hardware.chains(n, steps, FACTOR, a);
      case COPY -> a.copyFrom(b, 0, 0, n, stream());
      case TRIAD -> hardware.triad(n, FACTOR, b, c, a);
    }
  }

  @Override
  void download() {
    a.copyTo(0, out, 0, n, stream());
  }

  @Override
  boolean transfers() {
    return false;
  }

  @Override
  long compare() {
    double[] x = host().doubles(n + CHECKED);
    if (kind == Kind.COPY) {
      return Bits.same(x, 0, out, 0, n);
    }
    int count = kind == Kind.CHAINS ? Math.min(n, CHECKED) : n;
    double[] expected = new double[count];
    for (int i = 0; i < count; i++) {
      expected[i] = kind == Kind.CHAINS ? HardwareReference.chains(i, steps, FACTOR)
          : HardwareReference.triad(FACTOR, x[i], x[CHECKED + i]);
    }
    return Bits.same(expected, 0, out, 0, count);
  }
}
