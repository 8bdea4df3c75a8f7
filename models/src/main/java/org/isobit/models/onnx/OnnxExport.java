package org.isobit.models.onnx;

import java.io.IOException;
import java.nio.file.Path;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.OnnxWriter;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Networks as ONNX models for other programs: operators of version {@value OnnxNodes#OPSET}, elements of type DOUBLE or
 * FLOAT as the parameters are. An input is called x and an output y, several x0, x1, … and y0, y1, …; each has the
 * samples, any number of them, as its first dimension and the shape of a sample behind it. Layers are as in inference:
 * what other programs compute agrees to rounding, and slopes of activations and ε of normalisations are floats in ONNX.
 * Thread-safe.
 */
public final class OnnxExport {

  private static final String PRODUCER = "isobit";

  private OnnxExport() {}

  /**
   * A network of doubles.
   *
   * @param architecture its layers, each an {@link org.isobit.models.onnx.export.OnnxLayer}
   * @param theta        its parameters
   * @return the file's bytes
   * @throws IllegalArgumentException if a layer cannot be exported, which is named, or the number of parameters is
   *                                  another one
   */
  public static byte[] bytes(Architecture architecture, double[] theta) {
    return bytes(architecture, Tensor.of(theta, theta.length));
  }

  /**
   * A network of floats.
   *
   * @param architecture its layers, each an {@link org.isobit.models.onnx.export.OnnxLayer}
   * @param theta        its parameters
   * @return the file's bytes
   * @throws IllegalArgumentException if a layer cannot be exported, which is named, or the number of parameters is
   *                                  another one
   */
  public static byte[] bytes(Architecture architecture, float[] theta) {
    return bytes(architecture, Tensor.of(theta, theta.length));
  }

  /**
   * A network of floats whose weights are kept in fewer bits: constants that the type holds exactly, as all of its
   * numbers, are of that type and made FLOAT by a Cast, with which everything is computed.
   *
   * @param architecture its layers, each an {@link org.isobit.models.onnx.export.OnnxLayer}
   * @param theta        its parameters, rounded to the nearest numbers of the type, ties to even
   * @param weights      FLOAT, FLOAT16 or BFLOAT16
   * @return the file's bytes
   * @throws IllegalArgumentException as {@link #bytes(Architecture, float[])}, for other types, and for a finite number
   *                                  that would become infinite, with its tensor and value
   */
  public static byte[] bytes(Architecture architecture, float[] theta, ElementType weights) {
    float[] rounded = new float[theta.length];
    if (!weights.single()) {
      throw new IllegalArgumentException("onnx: floats are not kept as " + weights);
    }
    if (theta.length == architecture.parameters()) {
      for (Parameter p : architecture.parameterList()) {
        for (int i = p.offset(); i < p.offset() + p.size(); i++) {
          rounded[i] = weights.round(theta[i]);
          if (Float.isInfinite(rounded[i]) && Float.isFinite(theta[i])) {
            throw new IllegalArgumentException("onnx: tensor " + Quoted.of(p.name()) + ": " + theta[i]
                + " is beyond the range of " + weights);
          }
        }
      }
    }
    return bytes(architecture, Tensor.of(rounded, rounded.length), weights);
  }

  private static byte[] bytes(Architecture architecture, Tensor theta) {
    return bytes(architecture, theta, theta.type());
  }

  private static byte[] bytes(Architecture architecture, Tensor theta, ElementType weights) {
    if (theta.size() != architecture.parameters()) {
      throw new IllegalArgumentException("onnx: the network has " + architecture.parameters() + " parameters, but "
          + theta.size() + " are given");
    }
    return OnnxWriter.bytes(new ModelDef("onnx", PRODUCER, OnnxNodes.OPSET, ExportedNodes.graph(architecture, theta,
        weights)));
  }

  /**
   * Writes a network of doubles; the file appears whole or not at all.
   *
   * @param file         where to
   * @param architecture its layers
   * @param theta        its parameters
   * @throws IOException              if the system cannot write it
   * @throws IllegalArgumentException as {@link #bytes(Architecture, double[])}
   */
  public static void write(Path file, Architecture architecture, double[] theta) throws IOException {
    byte[] bytes = bytes(architecture, theta);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  /**
   * Writes a network of floats; the file appears whole or not at all.
   *
   * @param file         where to
   * @param architecture its layers
   * @param theta        its parameters
   * @throws IOException              if the system cannot write it
   * @throws IllegalArgumentException as {@link #bytes(Architecture, float[])}
   */
  public static void write(Path file, Architecture architecture, float[] theta) throws IOException {
    byte[] bytes = bytes(architecture, theta);
    AtomicFiles.write(file, out -> out.write(bytes));
  }
}
