package org.isobit.models.onnx;

import java.io.IOException;
import java.nio.file.Path;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.learning.Architecture;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.OnnxWriter;
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

  private static byte[] bytes(Architecture architecture, Tensor theta) {
    if (theta.size() != architecture.parameters()) {
      throw new IllegalArgumentException("onnx: the network has " + architecture.parameters() + " parameters, but "
          + theta.size() + " are given");
    }
    return OnnxWriter.bytes(new ModelDef("onnx", PRODUCER, OnnxNodes.OPSET, ExportedNodes.graph(architecture, theta)));
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
