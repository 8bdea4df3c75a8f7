package org.isobit.verify.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The committed arguments beside these tests; the document says what they are. */
final class Arguments {

  private Arguments() {}

  /** Bits of doubles, one a line. */
  static double[] doubles(String name) {
    return lines(name + ".double.gz").stream()
        .mapToDouble(line -> Double.longBitsToDouble(Long.parseUnsignedLong(line, 16))).toArray();
  }

  /** Bits of floats, one a line. */
  static float[] floats(String name) {
    List<String> lines = lines(name + ".float.gz");
    float[] x = new float[lines.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(lines.get(i), 16));
    }
    return x;
  }

  /** All lines of a file, which is unpacked if its name ends in gz. */
  static List<String> lines(String file) {
    try (InputStream in = Arguments.class.getResourceAsStream(file)) {
      InputStream text = file.endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
