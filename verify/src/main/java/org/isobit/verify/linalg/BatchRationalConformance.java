// Master of FloatBatchRationalConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchPath;
import org.isobit.gpu.batch.BatchRationalCuda;
import org.isobit.kernels.Backend;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * Blocks of problems whose norms, and so numbers of poles, differ from lane to lane, zero matrices among them; vectors
 * with signed zeros and an infinity; every function.
 */
public final class BatchRationalConformance implements Conformance {

  /** Made by the service loader. */
  public BatchRationalConformance() {}

  @Override
  public String kernel() {
    return "batchRational.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Rational rational = implementation == Backend.CUDA ? new Cuda() : new Processor(new BatchRational(implementation));
    Matrices.blocks(cases == Cases.SHORT, (n, lanes) -> {
      sink.label("batchRational n=" + n + " lanes=" + lanes);
      int offset = lanes % 3;
      double[] a = Matrices.block(n, lanes, true, offset);
      for (int b = 0; b < lanes; b++) {
        scale(n, lanes, b % 5 == 4 ? 0.0 : Matrices.power(-3 * (b % 5)), a, offset + b);
      }
      rational.factor(n, lanes, a, offset, 1.5);
      int vectors = n % 4 + lanes % 4;
      double[] x = vectors(n, vectors, lanes);
      double[] y = new double[x.length];
      rational.rotate(vectors, x);
      sink.add(x);
      rational.inverseRoot(vectors, x, y);
      sink.add(y);
      rational.rotateBack(vectors, y);
      sink.add(y);
      rational.inverse(vectors, x, y);
      sink.add(y);
      rational.dividedDifference(vectors, x, y);
      sink.add(y);
      double[] whole = new double[n * n * lanes];
      rational.matrix(whole);
      sink.add(whole);
      sink.add(rational.bounds(lanes));
      sink.add(rational.largest(lanes));
    });
  }

  /** What is compared. */
  private interface Rational {
    void factor(int n, int lanes, double[] a, int aOffset, double c);

    void rotate(int vectors, double[] x);

    void rotateBack(int vectors, double[] x);

    void inverseRoot(int vectors, double[] x, double[] y);

    void inverse(int vectors, double[] x, double[] y);

    void dividedDifference(int vectors, double[] x, double[] y);

    void matrix(double[] out);

    double[] bounds(int lanes);

    double[] largest(int lanes);
  }

  /** The reference or SIMD. */
  private record Processor(BatchRational rational) implements Rational {
    @Override
    public void factor(int n, int lanes, double[] a, int aOffset, double c) {
      rational.factor(n, lanes, a, aOffset, c);
    }

    @Override
    public void rotate(int vectors, double[] x) {
      rational.rotate(vectors, x, 0);
    }

    @Override
    public void rotateBack(int vectors, double[] x) {
      rational.rotateBack(vectors, x, 0);
    }

    @Override
    public void inverseRoot(int vectors, double[] x, double[] y) {
      rational.inverseRoot(vectors, x, 0, y, 0);
    }

    @Override
    public void inverse(int vectors, double[] x, double[] y) {
      rational.inverse(vectors, x, 0, y, 0);
    }

    @Override
    public void dividedDifference(int vectors, double[] x, double[] y) {
      rational.dividedDifference(vectors, x, 0, y, 0);
    }

    @Override
    public void matrix(double[] out) {
      rational.matrix(out, 0);
    }

    @Override
    public double[] bounds(int lanes) {
      double[] bounds = new double[lanes];
      for (int b = 0; b < lanes; b++) {
        bounds[b] = rational.bound(b);
      }
      return bounds;
    }

    @Override
    public double[] largest(int lanes) {
      double[] largest = new double[lanes];
      for (int b = 0; b < lanes; b++) {
        largest[b] = rational.largest(b);
      }
      return largest;
    }
  }

  /** One thread a problem, and one block a problem. */
  private record BothWays(BatchRationalCuda threads, BatchRationalCuda blocks) implements AutoCloseable {
    BothWays(Stream stream) {
      this(new BatchRationalCuda(stream, BatchPath.THREADS), new BatchRationalCuda(stream, BatchPath.BLOCKS));
    }

    @Override
    public void close() {
      threads.close();
      blocks.close();
    }
  }

  /** A device, where the last reduction stays; even numbers of problems run by threads, odd ones by blocks. */
  private static final class Cuda implements Rational {
    private boolean byThreads;

    private BatchRationalCuda on(OnDevice device) {
      BothWays both = device.kernels(BothWays.class, BothWays::new);
      return byThreads ? both.threads : both.blocks;
    }

    @Override
    public void factor(int n, int lanes, double[] a, int aOffset, double c) {
      byThreads = lanes % 2 == 0;
      OnDevice.run(device -> on(device).factor(n, lanes, device.of(a), aOffset, c));
    }

    @Override
    public void rotate(int vectors, double[] x) {
      OnDevice.run(device -> on(device).rotate(vectors, device.of(x), 0));
    }

    @Override
    public void rotateBack(int vectors, double[] x) {
      OnDevice.run(device -> on(device).rotateBack(vectors, device.of(x), 0));
    }

    @Override
    public void inverseRoot(int vectors, double[] x, double[] y) {
      OnDevice.run(device -> on(device).inverseRoot(vectors, device.of(x), 0, device.of(y), 0));
    }

    @Override
    public void inverse(int vectors, double[] x, double[] y) {
      OnDevice.run(device -> on(device).inverse(vectors, device.of(x), 0, device.of(y), 0));
    }

    @Override
    public void dividedDifference(int vectors, double[] x, double[] y) {
      OnDevice.run(device -> on(device).dividedDifference(vectors, device.of(x), 0, device.of(y), 0));
    }

    @Override
    public void matrix(double[] out) {
      OnDevice.run(device -> on(device).matrix(device.of(out), 0));
    }

    @Override
    public double[] bounds(int lanes) {
      double[] bounds = new double[lanes];
      OnDevice.run(device -> System.arraycopy(on(device).bounds(), 0, bounds, 0, lanes));
      return bounds;
    }

    @Override
    public double[] largest(int lanes) {
      double[] largest = new double[lanes];
      int[] judged = new int[lanes];
      // No bound is within this limit, so that all are judged by their largest eigenvalue.
      OnDevice.run(device -> on(device).judge(-1.0, true, device.of(judged), 0, device.of(largest), 0));
      return largest;
    }
  }

  private static void scale(int n, int lanes, double factor, double[] a, int at) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[at + (i * n + j) * lanes] *= factor;
      }
    }
  }

  private static double[] vectors(int n, int vectors, int lanes) {
    double[] x = new double[vectors * n * lanes];
    Inputs inputs = new Inputs(n * 100L + lanes);
    for (int i = 0; i < x.length; i++) {
      double value = inputs.nextDouble();
      x[i] = i % 7 == 3 ? -0.0 : value;
    }
    if (x.length > 40) {
      x[17] = Double.POSITIVE_INFINITY;
    }
    return x;
  }
}
