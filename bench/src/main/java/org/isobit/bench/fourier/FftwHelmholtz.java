package org.isobit.bench.fourier;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.isobit.linalg.poisson.Boundary;

/**
 * (∇² − λ)u = f by FFTW on a square of spacing 1: batched transforms that know the boundaries (RODFT00, REDFT10 and
 * REDFT01, or r2c and c2r), by estimate and without threads, between memory of its own that is aligned; between them
 * products with a table that has the eigenvalues and the norm. Not thread-safe.
 */
final class FftwHelmholtz implements AutoCloseable {

  private static final int COSINE_BACK = 4;
  private static final int COSINE = 5;
  private static final int SINE = 7;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfDouble NUMBER = ValueLayout.JAVA_DOUBLE;

  private final Arena arena = Arena.ofShared();
  private final SymbolLookup library = SymbolLookup.libraryLookup(Fftw.LIBRARY, arena);
  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle execute = linker.downcallHandle(library.findOrThrow("fftw_execute"),
      FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  private final MethodHandle destroy = linker.downcallHandle(library.findOrThrow("fftw_destroy_plan"),
      FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  private final int members;
  private final double[] factors;
  private final MemorySegment spectrum;
  private final MemorySegment solution;
  private final MemorySegment forward;
  private final MemorySegment backward;

  FftwHelmholtz(Boundary boundary, int points, double lambda, int members, double[] f) {
    this.members = members;
    factors = factors(boundary, points, lambda);
    MemorySegment input = arena.allocate((long) Double.BYTES * f.length, 64);
    spectrum = arena.allocate((long) Double.BYTES * factors.length * members, 64);
    solution = arena.allocate((long) Double.BYTES * f.length, 64);
    MemorySegment size = arena.allocateFrom(INT, points, points);
    int field = points * points;
    if (boundary == Boundary.PERIODIC) {
      forward = plan("fftw_plan_many_dft_r2c", size, input, field, factors.length / 2, MemorySegment.NULL);
      backward = plan("fftw_plan_many_dft_c2r", size, spectrum, factors.length / 2, field, MemorySegment.NULL);
    } else {
      int there = boundary == Boundary.DIRICHLET ? SINE : COSINE;
      int back = boundary == Boundary.DIRICHLET ? SINE : COSINE_BACK;
      forward = plan("fftw_plan_many_r2r", size, input, field, field, arena.allocateFrom(INT, there, there));
      backward = plan("fftw_plan_many_r2r", size, spectrum, field, field, arena.allocateFrom(INT, back, back));
    }
    Fftw.requirePlan(forward, points);
    Fftw.requirePlan(backward, points);
    MemorySegment.copy(f, 0, input, NUMBER, 0, f.length);
  }

  /** From input to the spectrum, or from there to the solution; kinds are those of each dimension, if it has any. */
  private MemorySegment plan(String name, MemorySegment size, MemorySegment from, int fromSize, int toSize,
      MemorySegment kinds) {
    MemorySegment to = from == spectrum ? solution : spectrum;
    MemorySegment none = MemorySegment.NULL;
    FunctionDescriptor plain = FunctionDescriptor.of(ValueLayout.ADDRESS, INT, ValueLayout.ADDRESS, INT,
        ValueLayout.ADDRESS, ValueLayout.ADDRESS, INT, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, INT, INT);
    MemorySegment symbol = library.findOrThrow(name);
    try {
      return kinds.equals(none)
          ? (MemorySegment) linker.downcallHandle(symbol, plain.appendArgumentLayouts(INT)).invoke(2, size, members,
              from, none, 1, fromSize, to, none, 1, toSize, Fftw.ESTIMATE)
          : (MemorySegment) linker.downcallHandle(symbol, plain.appendArgumentLayouts(ValueLayout.ADDRESS, INT))
              .invoke(2, size, members, from, none, 1, fromSize, to, none, 1, toSize, kinds, Fftw.ESTIMATE);
    } catch (Throwable t) {
      throw new IllegalStateException(name + " failed", t);
    }
  }

  /** What each number of a member's spectrum is multiplied by. */
  private static double[] factors(Boundary boundary, int points, double lambda) {
    int period = PlainHelmholtz.period(boundary, points);
    int columns = boundary == Boundary.PERIODIC ? 2 * (points / 2 + 1) : points;
    double norm = (double) period * period;
    int lowest = boundary == Boundary.DIRICHLET ? 1 : 0;
    double[] factors = new double[points * columns];
    for (int i = 0; i < points; i++) {
      int down = boundary == Boundary.PERIODIC ? Math.min(i, points - i) : i + lowest;
      for (int j = 0; j < columns; j++) {
        int along = boundary == Boundary.PERIODIC ? j / 2 : j + lowest;
        double sum = PlainHelmholtz.eigenvalue(down, period) + PlainHelmholtz.eigenvalue(along, period);
        factors[i * columns + j] = 1.0 / ((sum - lambda) * norm);
      }
    }
    return factors;
  }

  /** All members, once. */
  void solve() {
    run(forward);
    for (int m = 0; m < members; m++) {
      long at = (long) m * factors.length;
      for (int i = 0; i < factors.length; i++) {
        spectrum.setAtIndex(NUMBER, at + i, spectrum.getAtIndex(NUMBER, at + i) * factors[i]);
      }
    }
    run(backward);
  }

  private void run(MemorySegment plan) {
    try {
      execute.invokeExact(plan);
    } catch (Throwable t) {
      throw new IllegalStateException("fftw_execute failed", t);
    }
  }

  double[] output() {
    return solution.toArray(NUMBER);
  }

  @Override
  public void close() {
    try {
      destroy.invokeExact(forward);
      destroy.invokeExact(backward);
    } catch (Throwable t) {
      throw new IllegalStateException("fftw_destroy_plan failed", t);
    }
    arena.close();
  }
}
