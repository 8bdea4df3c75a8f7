// Master of FloatConvolutionConformance: the float version is generated from this file.
package org.isobit.verify.convolution;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionReference;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Convolutions of no, one and several samples, with and without bias, weights and images with special values. */
public final class ConvolutionConformance implements Conformance {

  /** Made by the service loader. */
  public ConvolutionConformance() {}

  @Override
  public String kernel() {
    return "convolution.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    int n = 0;
    for (ConvolutionShape shape : ConvolutionCases.of(cases)) {
      int batch = cases == Cases.SHORT ? 1 + n % 2 : n % 4;
      sink.label("convolution " + ConvolutionCases.text(shape, batch));
      run(implementation, shape, batch, n++, sink);
    }
  }

  private static void run(Backend implementation, ConvolutionShape shape, int batch, int seed, BitSink sink) {
    Inputs inputs = new Inputs(seed);
    double[] x = seed % 5 == 1 ? inputs.specialDoubles(1 + batch * shape.inputs())
        : inputs.doubles(1 + batch * shape.inputs());
    double[] w = seed % 5 == 3 ? inputs.specialDoubles(2 + shape.weights()) : inputs.doubles(2 + shape.weights());
    double[] bias = seed % 3 == 2 ? null : inputs.doubles(3 + shape.filters());
    double[] y = inputs.doubles(2 + batch * shape.outputs());
    double[] shared = y.clone();
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> {
        ConvolutionsOnDevice kernels = device.kernels(ConvolutionsOnDevice.class, ConvolutionsOnDevice::new);
        kernels.estimate().forward(shape, batch, device.of(x), 1, device.of(w), 2, device.of(bias), 3, device.of(y), 1);
        kernels.of(seed).forward(shape, batch, device.of(x), 1, device.of(w), 2, device.of(bias), 3,
            device.of(shared), 1);
      });
      sink.add(y);
      sink.add(shared);
      return;
    }
    ConvolutionReference.of(implementation).forward(shape, batch, x, 1, w, 2, bias, 3, y, 1);
    sink.add(y);
    if (Conformance.isFacade(implementation)) {
      Convolution.forward(shape, batch, x, 1, w, 2, bias, 3, shared, 1, Workers.shared());
      sink.add(shared);
    } else {
      sink.add(y);
    }
  }
}
