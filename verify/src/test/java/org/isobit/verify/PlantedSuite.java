package org.isobit.verify;

import java.util.List;
import java.util.function.Supplier;
import org.isobit.kernels.Backend;

/** Cases with deliberate faults, to show that every kind of fault is found and named. */
final class PlantedSuite {

  private PlantedSuite() {}

  /** A kernel that doubles numbers; subclasses spoil it. */
  static class Doubling implements Conformance {

    private final String name;

    Doubling(String name) {
      this.name = name;
    }

    @Override
    public String kernel() {
      return name;
    }

    @Override
    public void run(Backend implementation, Cases cases, BitSink sink) {
      for (int n : new int[] {1, 7, 64}) {
        sink.label("n=" + n);
        double[] x = new Inputs(n).doubles(n);
        for (int i = 0; i < n; i++) {
          sink.add(result(implementation, n, i, 2 * x[i]));
        }
      }
    }

    double result(Backend implementation, int n, int i, double right) {
      return right;
    }

    static double lastBitFlipped(double x) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(x) ^ 1);
    }
  }

  /** Nothing is wrong. */
  static final class Right implements Supplier<List<Conformance>> {
    @Override
    public List<Conformance> get() {
      return List.of(new Doubling("right.double"));
    }
  }

  /** One bit of one number is wrong in the SIMD implementation. */
  static final class OneBit implements Supplier<List<Conformance>> {
    @Override
    public List<Conformance> get() {
      return List.of(new Doubling("right.double"), new Doubling("onebit.double") {
        @Override
        double result(Backend implementation, int n, int i, double right) {
          return implementation == Backend.SIMD && n == 64 && i == 63 ? lastBitFlipped(right) : right;
        }
      });
    }
  }

  /** The sign of zero is wrong at one vector width only. */
  static final class OneWidth implements Supplier<List<Conformance>> {
    @Override
    public List<Conformance> get() {
      return List.of(new Doubling("width.double") {
        @Override
        double result(Backend implementation, int n, int i, double right) {
          boolean wrong = implementation == Backend.SIMD && "128".equals(System.getProperty("isobit.simd.bits"));
          return n == 1 ? wrong ? -0.0 : 0.0 : right;
        }
      });
    }
  }

  /** Bits change after some calls, as they do when a compiler replaces an interpreted intrinsic. */
  static final class OnceHot implements Supplier<List<Conformance>> {
    @Override
    public List<Conformance> get() {
      return List.of(new Doubling("hot.double") {
        private int calls;

        @Override
        double result(Backend implementation, int n, int i, double right) {
          return implementation == Backend.SIMD && ++calls > 1000 && i == 0 ? lastBitFlipped(right) : right;
        }
      });
    }
  }

  /** The implementation throws. */
  static final class Throwing implements Supplier<List<Conformance>> {
    @Override
    public List<Conformance> get() {
      return List.of(new Doubling("throwing.double") {
        @Override
        double result(Backend implementation, int n, int i, double right) {
          if (implementation == Backend.SIMD) {
            throw new ArrayIndexOutOfBoundsException("index 8 of 7");
          }
          return right;
        }
      });
    }
  }

  /** The JVM itself ends. */
  static final class Ending implements Supplier<List<Conformance>> {
    @Override
    public List<Conformance> get() {
      return List.of(new Doubling("ending.double") {
        @Override
        double result(Backend implementation, int n, int i, double right) {
          if (implementation == Backend.SIMD) {
            Runtime.getRuntime().halt(3);
          }
          return right;
        }
      });
    }
  }
}
