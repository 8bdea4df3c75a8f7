package org.isobit.models.dynamics.maooam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A table of the original programs' tests: lines {@code name[i][j] = value}, six digits. */
final class ReferenceTable {

  private ReferenceTable() {}

  /** Values by {@code name[i][j]}. */
  static Map<String, Double> read(String file) {
    Map<String, Double> table = new TreeMap<>();
    try (InputStream in = ReferenceTable.class.getResourceAsStream(file)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
        String[] sides = line.split(" = ");
        table.put(sides[0], Double.parseDouble(sides[1].strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** Whether a value is one of six printed digits; those that were just rounded over are left a millionth. */
  static boolean matches(double printed, double value) {
    return Math.abs(value - printed) <= 5.01e-6 * Math.pow(10.0, Math.floor(Math.log10(Math.abs(printed))));
  }
}
