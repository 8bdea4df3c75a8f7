// Master of FloatPoolingConformance: the float version is generated from this file.
package org.isobit.verify.pooling;

import org.isobit.gpu.pooling.PoolingCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingReference;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Maxima and averages of windows of no, one and several samples, with special values, ties and NaNs. */
public abstract class PoolingConformance implements Conformance {

  private final String name;

  PoolingConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    int n = 0;
    for (PoolingShape shape : PoolingCases.pooling(cases)) {
      int batch = cases == Cases.SHORT ? 1 + n % 2 : n % 4;
      sink.label(name + " batch=" + batch + " " + shape);
      Inputs inputs = new Inputs(n);
      double[] x = numbers(inputs, n, 1 + batch * shape.inputs());
      double[] y = numbers(inputs, n, 2 + batch * shape.outputs());
      run(implementation, shape, batch, x, y, sink);
      n++;
    }
  }

  /** Numbers, special ones, or ones of which many are equal. */
  private static double[] numbers(Inputs inputs, int n, int length) {
    if (n % 3 == 1) {
      return inputs.specialDoubles(length);
    }
    double[] x = inputs.doubles(length);
    for (int i = 0; i < length && n % 3 == 2; i++) {
      x[i] = (int) (4.0 * x[i]);
    }
    return x;
  }

  abstract void run(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y, BitSink sink);

  /** Of the façade the output of several threads too; else it once more. */
  static void add(BitSink sink, Backend implementation, double[] one, double[] shared) {
    sink.add(one);
    sink.add(Conformance.isFacade(implementation) ? shared : one);
  }

  static double[] indices(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y) {
    double[] index = new double[y.length + 1];
    PoolingReference.of(implementation).maximum(shape, 0, batch * shape.channels(), x, 1, y.clone(), 2, index, 3);
    return index;
  }

  /** Maxima with their indices, and without. */
  public static final class Maximum extends PoolingConformance {
    /** Made by the service loader. */
    public Maximum() {
      super("maxPooling");
    }

    @Override
    void run(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] shared = y.clone();
      double[] alone = y.clone();
      double[] index = new double[y.length + 1];
      double[] other = index.clone();
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> {
          PoolingCuda kernels = device.kernels(PoolingCuda.class, PoolingCuda::new);
          kernels.maximum(shape, batch, device.of(x), 1, device.of(y), 2, device.of(index), 3);
          kernels.maximum(shape, batch, device.of(x), 1, device.of(alone), 2, null, 0);
        });
      } else {
        PoolingReference kernels = PoolingReference.of(implementation);
        kernels.maximum(shape, 0, batch * shape.channels(), x, 1, y, 2, index, 3);
        kernels.maximum(shape, 0, batch * shape.channels(), x, 1, alone, 2, null, 0);
      }
      if (Conformance.isFacade(implementation)) {
        Pooling.maximum(shape, batch, x, 1, shared, 2, other, 3, Workers.shared());
      }
      add(sink, implementation, y, shared);
      add(sink, implementation, index, other);
      sink.add(alone);
    }
  }

  /** Gradients of maxima. */
  public static final class MaximumGradient extends PoolingConformance {
    /** Made by the service loader. */
    public MaximumGradient() {
      super("maxPoolingGradient");
    }

    @Override
    void run(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] index = indices(implementation, shape, batch, x, y);
      double[] shared = x.clone();
      if (Conformance.isFacade(implementation)) {
        Pooling.maximumGradient(shape, batch, index, 3, y, 2, shared, 1, Workers.shared());
      }
      PoolingReference.of(implementation).maximumGradient(shape, 0, batch * shape.channels(), index, 3, y, 2, x, 1);
      add(sink, implementation, x, shared);
    }
  }

  /** Tangents of maxima. */
  public static final class MaximumTangent extends PoolingConformance {
    /** Made by the service loader. */
    public MaximumTangent() {
      super("maxPoolingTangent");
    }

    @Override
    void run(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] index = indices(implementation, shape, batch, x, y);
      double[] shared = y.clone();
      if (Conformance.isFacade(implementation)) {
        Pooling.maximumTangent(shape, batch, index, 3, x, 1, shared, 2, Workers.shared());
      }
      PoolingReference.of(implementation).maximumTangent(shape, 0, batch * shape.channels(), index, 3, x, 1, y, 2);
      add(sink, implementation, y, shared);
    }
  }

  /** Averages. */
  public static final class Average extends PoolingConformance {
    /** Made by the service loader. */
    public Average() {
      super("averagePooling");
    }

    @Override
    void run(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] shared = y.clone();
      if (Conformance.isFacade(implementation)) {
        Pooling.average(shape, batch, x, 1, shared, 2, Workers.shared());
      }
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(PoolingCuda.class, PoolingCuda::new).average(shape, batch, device.of(x),
            1, device.of(y), 2));
      } else {
        PoolingReference.of(implementation).average(shape, 0, batch * shape.channels(), x, 1, y, 2);
      }
      add(sink, implementation, y, shared);
    }
  }

  /** Gradients of averages. */
  public static final class AverageGradient extends PoolingConformance {
    /** Made by the service loader. */
    public AverageGradient() {
      super("averagePoolingGradient");
    }

    @Override
    void run(Backend implementation, PoolingShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] shared = x.clone();
      if (Conformance.isFacade(implementation)) {
        Pooling.averageGradient(shape, batch, y, 2, shared, 1, Workers.shared());
      }
      PoolingReference.of(implementation).averageGradient(shape, 0, batch * shape.channels(), y, 2, x, 1);
      add(sink, implementation, x, shared);
    }
  }
}
