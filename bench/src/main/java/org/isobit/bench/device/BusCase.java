package org.isobit.bench.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.PinnedMemory;
import org.isobit.gpu.hardware.HardwareCuda;

/** The way between host and device: pinned copies up and down, and the launch of a kernel that does nothing. */
final class BusCase extends DeviceCase {

  private enum Kind { UP, DOWN, LAUNCH }

  private final Kind kind;
  private final int n;
  private PinnedMemory pinned;
  private DeviceArray array;
  private HardwareCuda hardware;
  private double[] out;

  private BusCase(DeviceWork work, Kind kind, int n) {
    super(work);
    this.kind = kind;
    this.n = n;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    int n = sizes.vector() / 2;
    double bytes = (double) Double.BYTES * n;
    String shape = Integer.toString(n);
    return List.of(
        new BusCase(DeviceWork.ceiling("pinned host to device", shape, "double", Limit.BUS, 0, bytes), Kind.UP, n),
        new BusCase(DeviceWork.ceiling("device to pinned host", shape, "double", Limit.BUS, 0, bytes), Kind.DOWN, n),
        new BusCase(DeviceWork.ceiling("launch of an empty kernel", "one after the other", "double", Limit.TIME, 0, 0),
            Kind.LAUNCH, n));
  }

  @Override
  void prepare() {
    hardware = new HardwareCuda(stream());
    if (kind != Kind.LAUNCH) {
      pinned = own(new PinnedMemory(device(), (long) Double.BYTES * n));
      array = own(device().doubles(n));
      out = host().doubleRoom(n);
    }
  }

  @Override
  void upload() {
    if (kind == Kind.UP) {
      MemorySegment.copy(host().doubles(n), 0, pinned.segment(), ValueLayout.JAVA_DOUBLE, 0, n);
    } else if (kind == Kind.DOWN) {
      array.copyFrom(host().doubles(n), 0, 0, n, stream());
    }
  }

  @Override
  void run() {
    switch (kind) {
      case UP -> pinned.upload(0, array, 0, n, stream());
      case DOWN -> pinned.download(0, array, 0, n, stream());
      case LAUNCH -> hardware.nothing();
    }
  }

  @Override
  void download() {
    stream().synchronize();
    if (kind == Kind.UP) {
      array.copyTo(0, out, 0, n, stream());
    } else if (kind == Kind.DOWN) {
      MemorySegment.copy(pinned.segment(), ValueLayout.JAVA_DOUBLE, 0, out, 0, n);
    }
  }

  @Override
  boolean transfers() {
    return false;
  }

  @Override
  long compare() {
    return kind == Kind.LAUNCH ? 0 : Bits.same(host().doubles(n), 0, out, 0, n);
  }
}
