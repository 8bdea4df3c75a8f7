// Master of FloatFourierConformance: the float version is generated from this file.
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

/** Every short length, long ones of every order of factors, numbers of members around vectors, threads. */
public abstract class FourierConformance implements Conformance {

  private static final int[][] SHORT = {{1, 2}, {6, 3}, {8, 9}, {15, 1}, {16, 2}, {72, 1}};
  private static final int MOST = 150;
  private static final int[] LONG = {160, 192, 200, 225, 243, 250, 256, 320, 375, 384, 400, 512, 540, 625, 729, 1000,
      1024, 1125, 2048, 2160, 4096};

  /** So many members of so many numbers that threads share them. */
  private static final int[] PARALLEL = {360, 37};

  private final String name;

  FourierConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape[0], shape[1], 0, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    int count = 0;
    for (int n = 1; n <= MOST; n++) {
      if (allowed(n)) {
        for (int variant = 0; variant < 4; variant++) {
          run(implementation, n, count++ % 20, variant, sink);
        }
      }
    }
    for (int n : LONG) {
      run(implementation, n, fewest() + count++ % 3, n % 4, sink);
    }
    run(implementation, PARALLEL[0], PARALLEL[1], 3, sink);
  }

  private static boolean allowed(int n) {
    int rest = n;
    for (int factor : new int[] {2, 3, 5}) {
      while (rest % factor == 0) {
        rest /= factor;
      }
    }
    return rest == 1;
  }

  /** Members stand behind and between others' numbers; variant 1 has special values, variant 2 works in place. */
  private void run(Backend implementation, int n, int members, int variant, BitSink sink) {
    sink.label(name + " n=" + n + " members=" + members + " variant=" + variant);
    Inputs inputs = new Inputs(n * 64L + members);
    int ldx = inputs(n) + variant;
    int ldy = outputs(n) + 3 - variant;
    int length = variant + members * ldx;
    double[] x = variant == 1 ? inputs.specialDoubles(length) : inputs.doubles(length);
    if (variant == 2 && inputs(n) == outputs(n)) {
      run(implementation, n, members, x, variant, ldx, x, variant, ldx);
      sink.add(x);
    } else {
      double[] y = inputs.doubles(3 + members * ldy);
      run(implementation, n, members, x, variant, ldx, y, 3 - variant, ldy);
      sink.add(y);
    }
  }

  /** Members of long members. */
  int fewest() {
    return 1;
  }

  /** Numbers of a member's input. */
  abstract int inputs(int n);

  /** Numbers of a member's output. */
  abstract int outputs(int n);

  abstract void run(Backend implementation, int n, int members, double[] x, int xo, int ldx, double[] y, int yo,
      int ldy);

  /** Complex transforms. */
  private abstract static class Complex extends FourierConformance {

    private final boolean inverse;

    private Complex(String name, boolean inverse) {
      super(name);
      this.inverse = inverse;
    }

    @Override
    int inputs(int n) {
      return 2 * n;
    }

    @Override
    int outputs(int n) {
      return 2 * n;
    }

    @Override
    void run(Backend implementation, int n, int members, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
      FourierPlan plan = FourierPlan.of(n);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(FourierCuda.class, FourierCuda::new).transform(plan, inverse, members,
            device.of(x), xo, ldx, device.of(y), yo, ldy));
      } else {
        FourierReference.of(implementation).members(plan, inverse, members, x, xo, ldx, y, yo, ldy, Workers.shared());
      }
    }
  }

  /** {@link Fourier#forward}. */
  public static final class Forward extends Complex {
    /** Made by the service loader. */
    public Forward() {
      super("fft", false);
    }
  }

  /** {@link Fourier#inverse}. */
  public static final class Inverse extends Complex {
    /** Made by the service loader. */
    public Inverse() {
      super("inverseFft", true);
    }
  }

  /** Transforms of real members. */
  private abstract static class Halves extends FourierConformance {

    final boolean inverse;

    private Halves(String name, boolean inverse) {
      super(name);
      this.inverse = inverse;
    }

    @Override
    int inputs(int n) {
      return inverse ? 2 * (n / 2 + 1) : n;
    }

    @Override
    int outputs(int n) {
      return inverse ? n : 2 * (n / 2 + 1);
    }

    @Override
    void run(Backend implementation, int n, int members, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
      RealFourierPlan plan = RealFourierPlan.of(n);
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(FourierCuda.class, FourierCuda::new).real(plan, inverse, members,
            device.of(x), xo, ldx, device.of(y), yo, ldy));
      } else {
        FourierReference.of(implementation).realMembers(plan, inverse, members, x, xo, ldx, y, yo, ldy,
            Workers.shared());
      }
    }
  }

  /** {@link RealFourier#forward}. */
  public static final class Real extends Halves {
    /** Made by the service loader. */
    public Real() {
      super("realFft", false);
    }
  }

  /** {@link RealFourier#inverse}. */
  public static final class RealInverse extends Halves {
    /** Made by the service loader. */
    public RealInverse() {
      super("inverseRealFft", true);
    }
  }

  /** Transforms of real states in lanes. */
  private abstract static class Lanes extends Halves {

    private Lanes(String name, boolean inverse) {
      super(name, inverse);
    }

    /** Enough for a vector. */
    @Override
    int fewest() {
      return 9;
    }

    /** Nothing lies between states in lanes: distances of members do not count. */
    @Override
    void run(Backend implementation, int n, int members, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
      FourierReference.of(implementation).interleaved(RealFourierPlan.of(n), inverse, 0, members, x, xo, y, yo);
    }
  }

  /** {@link RealFourier#forwardInterleaved}. */
  public static final class Interleaved extends Lanes {
    /** Made by the service loader. */
    public Interleaved() {
      super("interleavedRealFft", false);
    }
  }

  /** {@link RealFourier#inverseInterleaved}. */
  public static final class InterleavedInverse extends Lanes {
    /** Made by the service loader. */
    public InterleavedInverse() {
      super("inverseInterleavedRealFft", true);
    }
  }
}
