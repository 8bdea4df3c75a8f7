// Master of FloatResizeConformance: the float version is generated from this file.
package org.isobit.verify.pooling;

import org.isobit.gpu.pooling.ResizeCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeReference;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Resizes and their gradients: larger, smaller, of the same size, special values. */
public abstract class ResizeConformance implements Conformance {

  private final String name;

  ResizeConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    int n = 0;
    for (ResizeShape shape : PoolingCases.resize(cases)) {
      int batch = cases == Cases.SHORT ? 1 + n % 2 : n % 3;
      sink.label(name + " batch=" + batch + " " + shape);
      Inputs inputs = new Inputs(n);
      int inside = 1 + batch * shape.inputs();
      int outside = 2 + batch * shape.outputs();
      boolean special = n % 3 == 1;
      double[] x = special ? inputs.specialDoubles(inside) : inputs.doubles(inside);
      double[] y = special ? inputs.specialDoubles(outside) : inputs.doubles(outside);
      run(implementation, shape, batch, x, y, sink);
      n++;
    }
  }

  abstract void run(Backend implementation, ResizeShape shape, int batch, double[] x, double[] y, BitSink sink);

  /** Forward. */
  public static final class Forward extends ResizeConformance {
    /** Made by the service loader. */
    public Forward() {
      super("resize");
    }

    @Override
    void run(Backend implementation, ResizeShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] shared = y.clone();
      if (Conformance.isFacade(implementation)) {
        Resize.forward(shape, batch, x, 1, shared, 2, Workers.shared());
      }
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> device.kernels(ResizeCuda.class, ResizeCuda::new).forward(shape, batch, device.of(x), 1,
            device.of(y), 2));
      } else {
        ResizeReference.of(implementation).forward(shape, 0, batch * shape.channels(), x, 1, y, 2);
      }
      PoolingConformance.add(sink, implementation, y, shared);
    }
  }

  /** Backward. */
  public static final class Backward extends ResizeConformance {
    /** Made by the service loader. */
    public Backward() {
      super("resizeGradient");
    }

    @Override
    void run(Backend implementation, ResizeShape shape, int batch, double[] x, double[] y, BitSink sink) {
      double[] shared = x.clone();
      if (Conformance.isFacade(implementation)) {
        Resize.backward(shape, batch, y, 2, shared, 1, Workers.shared());
      }
      ResizeReference.of(implementation).backward(shape, 0, batch * shape.channels(), y, 2, x, 1);
      PoolingConformance.add(sink, implementation, x, shared);
    }
  }
}
