// Master of FloatFourierFieldConformance: the float version is generated from this file.
package org.isobit.verify.fourier;

import org.isobit.gpu.fourier.FourierCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.Fourier;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.FourierReference;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Fields of few and many rows and columns, numbers of members, threads on rows, columns and members. */
public abstract class FourierFieldConformance implements Conformance {

  private static final int[][] SHORT = {{1, 1, 1}, {2, 3, 2}, {4, 8, 1}};
  private static final int[] LENGTHS = {1, 2, 5, 8, 9, 16, 27, 40};
  private static final int[][] LARGE = {{64, 72, 1}, {75, 64, 2}, {128, 100, 1}, {3, 256, 2}, {256, 3, 1},
      {100, 96, 3}, {36, 64, 7}};

  private final String name;
  private final boolean real;
  private final boolean inverse;

  FourierFieldConformance(String name, boolean real, boolean inverse) {
    this.name = name;
    this.real = real;
    this.inverse = inverse;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape[0], shape[1], shape[2], 0, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    int count = 0;
    for (int rows : LENGTHS) {
      for (int columns : LENGTHS) {
        run(implementation, rows, columns, count % 4, count % 3, sink);
        count++;
      }
    }
    for (int[] shape : LARGE) {
      run(implementation, shape[0], shape[1], shape[2], shape[1] % 3, sink);
    }
  }

  /** Members stand behind and between others' numbers; variant 1 has special values, variant 2 works in place. */
  private void run(Backend implementation, int rows, int columns, int members, int variant, BitSink sink) {
    sink.label(name + " " + rows + "x" + columns + " members=" + members + " variant=" + variant);
    Inputs inputs = new Inputs((rows * 1024L + columns) * 8 + members);
    int halves = rows * 2 * (columns / 2 + 1);
    int xSize = !real ? 2 * rows * columns : inverse ? halves : rows * columns;
    int ySize = !real ? 2 * rows * columns : inverse ? rows * columns : halves;
    int ldx = xSize + variant;
    int ldy = ySize + 3 - variant;
    int length = variant + members * ldx;
    double[] x = variant == 1 ? inputs.specialDoubles(length) : inputs.doubles(length);
    boolean inPlace = variant == 2 && !real;
    double[] y = inPlace ? x : inputs.doubles(3 + members * ldy);
    int yo = inPlace ? variant : 3 - variant;
    run(implementation, rows, columns, members, x, variant, ldx, y, yo, inPlace ? ldx : ldy);
    sink.add(y);
  }

  private void run(Backend implementation, int rows, int columns, int members, double[] x, int xo, int ldx, double[] y,
      int yo, int ldy) {
    FourierPlan down = FourierPlan.of(rows);
    if (real) {
      RealFourierPlan along = RealFourierPlan.of(columns);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(FourierCuda.class, FourierCuda::new).realField(down, along, inverse,
            members, device.of(x), xo, ldx, device.of(y), yo, ldy));
      } else {
        FourierReference.of(implementation).realField(down, along, inverse, members, x, xo, ldx, y, yo, ldy,
            Workers.shared());
      }
      return;
    }
    FourierPlan along = FourierPlan.of(columns);
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device.kernels(FourierCuda.class, FourierCuda::new).field(down, along, inverse, members,
          device.of(x), xo, ldx, device.of(y), yo, ldy));
    } else {
      FourierReference.of(implementation).field(down, along, inverse, members, x, xo, ldx, y, yo, ldy,
          Workers.shared());
    }
  }

  /** {@link Fourier#forwardField}. */
  public static final class Forward extends FourierFieldConformance {
    /** Made by the service loader. */
    public Forward() {
      super("fieldFft", false, false);
    }
  }

  /** {@link Fourier#inverseField}. */
  public static final class Inverse extends FourierFieldConformance {
    /** Made by the service loader. */
    public Inverse() {
      super("inverseFieldFft", false, true);
    }
  }

  /** {@link RealFourier#forwardField}. */
  public static final class Real extends FourierFieldConformance {
    /** Made by the service loader. */
    public Real() {
      super("realFieldFft", true, false);
    }
  }

  /** {@link RealFourier#inverseField}. */
  public static final class RealInverse extends FourierFieldConformance {
    /** Made by the service loader. */
    public RealInverse() {
      super("inverseRealFieldFft", true, true);
    }
  }
}
