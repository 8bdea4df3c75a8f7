// Master of FloatConvolutionGradientConformance: the float version is generated from this file.
package org.isobit.verify.convolution;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionGradientsReference;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Gradients of convolutions and transposed ones: the shapes of convolutions, fresh and accumulated, many outputs. */
public abstract class ConvolutionGradientConformance implements Conformance {

  private final String name;

  ConvolutionGradientConformance(String name) {
    this.name = name;
  }

  @Override
  public String kernel() {
    return name + ".double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    int n = 0;
    for (ConvolutionShape shape : ConvolutionCases.of(cases)) {
      one(implementation, shape, cases == Cases.SHORT ? 1 + n % 2 : n % 3, n++, sink);
    }
    if (cases == Cases.FULL) {
      // More than one run of outputs, and of terms by inputs; a run that ends within a row, and one with the batch.
      one(implementation, ConvolutionShape.line(2, 50, 3, 3), 200, n++, sink);
      one(implementation, ConvolutionShape.same(1, 64, 64, 17, 2, 2, Padding.ZERO), 2, n++, sink);
      one(implementation, ConvolutionShape.line(2, 4, 2100, 2), 1, n++, sink);
    }
  }

  private void one(Backend implementation, ConvolutionShape shape, int batch, int seed, BitSink sink) {
    sink.label(name + " " + ConvolutionCases.text(shape, batch));
    Inputs inputs = new Inputs(seed);
    double[] z = seed % 5 == 1 ? inputs.specialDoubles(1 + batch * shape.outputs())
        : inputs.doubles(1 + batch * shape.outputs());
    run(implementation, shape, batch, inputs, z, sink);
  }

  abstract void run(Backend implementation, ConvolutionShape shape, int batch, Inputs inputs, double[] z,
      BitSink sink);

  /** By the weights. */
  public static final class Weights extends ConvolutionGradientConformance {
    /** Made by the service loader. */
    public Weights() {
      super("convolutionWeightGradient");
    }

    @Override
    void run(Backend implementation, ConvolutionShape shape, int batch, Inputs inputs, double[] z, BitSink sink) {
      double[] x = inputs.doubles(2 + batch * shape.inputs());
      double[] dw = inputs.doubles(1 + shape.weights());
      boolean accumulate = batch % 2 == 1;
      double[] shared = dw.clone();
      ConvolutionGradientsReference.of(implementation).weights(shape, batch, x, 2, z, 1, dw, 0, accumulate);
      sink.add(dw);
      if (Conformance.isFacade(implementation)) {
        ConvolutionGradients.weights(shape, batch, x, 2, z, 1, shared, 0, accumulate, Workers.shared());
        sink.add(shared);
      } else {
        sink.add(dw);
      }
    }
  }

  /** By the bias. */
  public static final class Bias extends ConvolutionGradientConformance {
    /** Made by the service loader. */
    public Bias() {
      super("convolutionBiasGradient");
    }

    @Override
    void run(Backend implementation, ConvolutionShape shape, int batch, Inputs inputs, double[] z, BitSink sink) {
      double[] db = inputs.doubles(2 + shape.filters());
      ConvolutionGradientsReference.of(implementation).bias(shape, batch, z, 1, db, 1, batch % 2 == 1);
      sink.add(db);
    }
  }

  /** By the inputs. */
  public static final class Image extends ConvolutionGradientConformance {
    /** Made by the service loader. */
    public Image() {
      super("convolutionInputGradient");
    }

    @Override
    void run(Backend implementation, ConvolutionShape shape, int batch, Inputs inputs, double[] z, BitSink sink) {
      double[] w = inputs.doubles(2 + shape.weights());
      double[] dx = inputs.doubles(2 + batch * shape.inputs());
      double[] shared = dx.clone();
      ConvolutionGradientsReference.of(implementation).inputs(shape, batch, z, 1, w, 2, dx, 1);
      sink.add(dx);
      if (Conformance.isFacade(implementation)) {
        ConvolutionGradients.inputs(shape, batch, z, 1, w, 2, shared, 1, Workers.shared());
        sink.add(shared);
      } else {
        sink.add(dx);
      }
    }
  }

  /** Transposed convolutions. */
  public static final class Transposed extends ConvolutionGradientConformance {
    /** Made by the service loader. */
    public Transposed() {
      super("transposedConvolution");
    }

    @Override
    void run(Backend implementation, ConvolutionShape shape, int batch, Inputs inputs, double[] z, BitSink sink) {
      ConvolutionShape zeros = shape.withPadding(Padding.ZERO, shape.padTop(), shape.padBottom(), shape.padLeft(),
          shape.padRight());
      double[] w = inputs.doubles(2 + shape.weights());
      double[] bias = batch == 2 ? null : inputs.doubles(3 + shape.channels());
      double[] x = inputs.doubles(2 + batch * shape.inputs());
      double[] shared = x.clone();
      if (implementation == Backend.CUDA) {
        OnDevice.run(device -> {
          ConvolutionsOnDevice kernels = device.kernels(ConvolutionsOnDevice.class, ConvolutionsOnDevice::new);
          kernels.estimate().transposed(zeros, batch, device.of(z), 1, device.of(w), 2, device.of(bias), 3,
              device.of(x), 1);
          kernels.of(x.length).transposed(zeros, batch, device.of(z), 1, device.of(w), 2, device.of(bias), 3,
              device.of(shared), 1);
        });
        sink.add(x);
        sink.add(shared);
        return;
      }
      ConvolutionGradientsReference.of(implementation).transposed(zeros, batch, z, 1, w, 2, bias, 3, x, 1);
      sink.add(x);
      if (Conformance.isFacade(implementation)) {
        ConvolutionGradients.transposed(zeros, batch, z, 1, w, 2, bias, 3, shared, 1, Workers.shared());
        sink.add(shared);
      } else {
        sink.add(x);
      }
    }
  }
}
