package org.isobit.verify.vectors;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.isobit.kernels.Isobit;
import org.isobit.verify.HashSink;
import org.isobit.verify.Inputs;

/**
 * Test vectors as text. A case is a line {@code kernel NAME} and the lines {@code in NAME TYPE VALUES} and
 * {@code out NAME TYPE VALUES} up to the next; {@code kernels/README.md} describes the types. An output of more than
 * {@value #LONGEST} numbers is given by its hash. Not thread-safe.
 */
public final class VectorText {

  private static final HexFormat HEX = HexFormat.of();

  /** Most numbers of an output that are written one by one. */
  private static final int LONGEST = 64;

  private final StringBuilder text = new StringBuilder();
  private final List<String> kernels = new ArrayList<>();

  private VectorText() {}

  /**
   * The cases of all kernels, by the backend in force.
   *
   * @return the whole file
   */
  public static VectorText all() {
    VectorText out = new VectorText();
    out.text.append("contract ").append(Isobit.contractVersion()).append('\n');
    for (KernelVectors vectors : ServiceLoader.load(KernelVectors.class, VectorText.class.getClassLoader())) {
      vectors.write(out);
    }
    return out;
  }

  /**
   * The text.
   *
   * @return lines, each with its end
   */
  public String text() {
    return text.toString();
  }

  /**
   * The kernels that have cases.
   *
   * @return their names, one for each case, in the order of the text
   */
  public List<String> kernels() {
    return List.copyOf(kernels);
  }

  /**
   * Starts a case.
   *
   * @param kernel its name in the catalogue
   * @return this
   */
  public VectorText kernel(String kernel) {
    kernels.add(kernel);
    text.append("\nkernel ").append(kernel).append('\n');
    return this;
  }

  /**
   * An input.
   *
   * @param name   its name
   * @param values one number, or the elements of an array
   * @return this
   */
  public VectorText in(String name, double... values) {
    return line("in", name, values);
  }

  /**
   * An input.
   *
   * @param name   its name
   * @param values one number, or the elements of an array
   * @return this
   */
  public VectorText in(String name, float... values) {
    return line("in", name, values);
  }

  /**
   * An integer.
   *
   * @param name  its name
   * @param value a signed number
   * @return this
   */
  public VectorText in(String name, long value) {
    start("in", name, "int").append(' ').append(value).append('\n');
    return this;
  }

  /**
   * Integers.
   *
   * @param name   its name
   * @param values signed numbers
   * @return this
   */
  public VectorText in(String name, int[] values) {
    StringBuilder line = start("in", name, "int");
    for (int value : values) {
      line.append(' ').append(value);
    }
    line.append('\n');
    return this;
  }

  /**
   * A choice.
   *
   * @param name  its name
   * @param value what was chosen, as the document calls it
   * @return this
   */
  public VectorText in(String name, String value) {
    start("in", name, "word").append(' ').append(value).append('\n');
    return this;
  }

  /**
   * A choice of two.
   *
   * @param name  its name
   * @param value whether it holds
   * @return this
   */
  public VectorText in(String name, boolean value) {
    return in(name, value ? "true" : "false");
  }

  /**
   * An input of many numbers, which the text names by their seed: {@link Inputs#doubles}.
   *
   * @param name its name
   * @param seed the seed
   * @param n    how many
   * @return the numbers
   */
  public double[] randomDoubles(String name, long seed, int n) {
    return randomDoubles(name, seed, n, 0);
  }

  /**
   * An input of many numbers, which the text names by their seed: {@link Inputs#doubles}, times a power of two.
   *
   * @param name  its name
   * @param seed  the seed
   * @param n     how many
   * @param power the exponent of the power
   * @return the numbers
   */
  public double[] randomDoubles(String name, long seed, int n, int power) {
    random(name, "double", seed, n, power);
    double[] x = new Inputs(seed).doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = Math.scalb(x[i], power);
    }
    return x;
  }

  /**
   * An input of many numbers, which the text names by their seed: {@link Inputs#floats}.
   *
   * @param name its name
   * @param seed the seed
   * @param n    how many
   * @return the numbers
   */
  public float[] randomFloats(String name, long seed, int n) {
    return randomFloats(name, seed, n, 0);
  }

  /**
   * An input of many numbers, which the text names by their seed: {@link Inputs#floats}, times a power of two.
   *
   * @param name  its name
   * @param seed  the seed
   * @param n     how many
   * @param power the exponent of the power
   * @return the numbers
   */
  public float[] randomFloats(String name, long seed, int n, int power) {
    random(name, "float", seed, n, power);
    float[] x = new Inputs(seed).floats(n);
    for (int i = 0; i < n; i++) {
      x[i] = Math.scalb(x[i], power);
    }
    return x;
  }

  private void random(String name, String type, long seed, int n, int power) {
    start("in", name, type).append(" random ").append(seed).append(' ').append(n);
    text.append(power == 0 ? "" : " " + power).append('\n');
  }

  /**
   * An output.
   *
   * @param name   its name
   * @param values one number, or the elements of an array
   * @return this
   */
  public VectorText out(String name, double... values) {
    return line("out", name, values);
  }

  /**
   * An output.
   *
   * @param name   its name
   * @param values one number, or the elements of an array
   * @return this
   */
  public VectorText out(String name, float... values) {
    return line("out", name, values);
  }

  /**
   * An output.
   *
   * @param name   its name
   * @param values one integer or some
   * @return this
   */
  public VectorText out(String name, int... values) {
    StringBuilder line = start("out", name, "int");
    if (values.length > LONGEST) {
      HashSink hash = new HashSink();
      for (int value : values) {
        hash.add(value);
      }
      return hash(line, hash);
    }
    for (int value : values) {
      line.append(' ').append(value);
    }
    line.append('\n');
    return this;
  }

  private VectorText hash(StringBuilder line, HashSink hash) {
    line.append(" sha256 ").append(hash.hash()).append('\n');
    return this;
  }

  private VectorText line(String direction, String name, double[] values) {
    StringBuilder line = start(direction, name, "double");
    if (direction.equals("out") && values.length > LONGEST) {
      HashSink hash = new HashSink();
      hash.add(values);
      return hash(line, hash);
    }
    for (double value : values) {
      line.append(' ').append(HEX.toHexDigits(Double.doubleToLongBits(value)));
    }
    line.append('\n');
    return this;
  }

  private VectorText line(String direction, String name, float[] values) {
    StringBuilder line = start(direction, name, "float");
    if (direction.equals("out") && values.length > LONGEST) {
      HashSink hash = new HashSink();
      hash.add(values);
      return hash(line, hash);
    }
    for (float value : values) {
      line.append(' ').append(HEX.toHexDigits(Float.floatToIntBits(value)));
    }
    line.append('\n');
    return this;
  }

  private StringBuilder start(String direction, String name, String type) {
    return text.append(direction).append(' ').append(name).append(' ').append(type);
  }
}
