package org.isobit.verify.contract.outsider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case of the test vectors, as the section "Test vectors" of the document has them. */
public final class TestVector {

  private final Map<String, String> in = new LinkedHashMap<>();
  private final Map<String, String> out = new LinkedHashMap<>();
  private String kernel = "";

  private TestVector(String text) {
    for (String line : text.split("\n")) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "kernel" -> kernel = words[1];
        case "in" -> in.put(words[1], words[2]);
        case "out" -> out.put(words[1], words[2]);
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  /** All cases of a file, in its order. */
  public static List<TestVector> read(Path file) {
    String[] parts;
    try {
      parts = Files.readString(file).split("\n\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<TestVector> all = new ArrayList<>();
    for (String part : parts) {
      if (part.startsWith("kernel ")) {
        all.add(new TestVector(part));
      }
    }
    return all;
  }

  public String kernel() {
    return kernel;
  }

  /** Names of the outputs. */
  public Iterable<String> outputs() {
    return out.keySet();
  }

  public boolean has(String input) {
    return in.containsKey(input);
  }

  public String word(String input) {
    return values(in, input, "word")[0];
  }

  public long integer(String input) {
    return Long.parseLong(values(in, input, "int")[0]);
  }

  public double[] doubles(String input) {
    return doubles(in, input);
  }

  public float[] floats(String input) {
    return floats(in, input);
  }

  public double[] outputDoubles(String output) {
    return doubles(out, output);
  }

  public float[] outputFloats(String output) {
    return floats(out, output);
  }

  public boolean isInteger(String output) {
    return out.get(output).startsWith("int ");
  }

  /** The hash that stands in place of an output's numbers; null if they are given. */
  public String hash(String output) {
    String[] words = out.get(output).split(" ");
    return words.length == 3 && words[1].equals("sha256") ? words[2] : null;
  }

  public int[] integers(String input) {
    return integers(in, input);
  }

  public int[] outputIntegers(String output) {
    return integers(out, output);
  }

  private static int[] integers(Map<String, String> from, String name) {
    String[] values = values(from, name, "int");
    int[] x = new int[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Integer.parseInt(values[i]);
    }
    return x;
  }

  private static double[] doubles(Map<String, String> from, String name) {
    String[] values = values(from, name, "double");
    if (values.length > 0 && values[0].equals("random")) {
      Sequence sequence = new Sequence(Long.parseLong(values[1]));
      double[] x = new double[Integer.parseInt(values[2])];
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.scalb((sequence.next() >> 11) * 0x1p-52, power(values));
      }
      return x;
    }
    double[] x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.longBitsToDouble(Long.parseUnsignedLong(values[i], 16));
    }
    return x;
  }

  private static float[] floats(Map<String, String> from, String name) {
    String[] values = values(from, name, "float");
    if (values.length > 0 && values[0].equals("random")) {
      Sequence sequence = new Sequence(Long.parseLong(values[1]));
      float[] x = new float[Integer.parseInt(values[2])];
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.scalb((sequence.next() >> 40) * 0x1p-23f, power(values));
      }
      return x;
    }
    float[] x = new float[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(values[i], 16));
    }
    return x;
  }

  /** The exponent that may stand at the end of random numbers. */
  private static int power(String[] random) {
    return random.length == 4 ? Integer.parseInt(random[3]) : 0;
  }

  private static String[] values(Map<String, String> from, String name, String type) {
    String line = from.get(name);
    if (line == null || !line.startsWith(type)) {
      throw new IllegalArgumentException(name + " is no " + type + ": " + line);
    }
    String values = line.substring(type.length()).strip();
    return values.isEmpty() ? new String[0] : values.split(" ");
  }
}
