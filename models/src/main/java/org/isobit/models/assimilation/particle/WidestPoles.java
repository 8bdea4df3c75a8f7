package org.isobit.models.assimilation.particle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.isobit.linalg.batch.RationalPoles;

/**
 * A table as those of {@link RationalPoles}, for [1, 2^52]: Σ weight_k ÷ (x + shift_k) is x^−½ to half a unit roundoff.
 * Thread-safe.
 */
final class WidestPoles {

  /** Exponent of the largest x. */
  static final int EXPONENT = 52;

  private static final double[] SHIFT;
  private static final double[] WEIGHT;

  static {
    InputStream stream = WidestPoles.class.getResourceAsStream("rational-poles-52.txt");
    if (stream == null) {
      throw new IllegalStateException("the table rational-poles-52.txt is missing beside " + WidestPoles.class);
    }
    try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      in.readLine();
      int count = Integer.parseInt(in.readLine());
      SHIFT = new double[count];
      WEIGHT = new double[count];
      for (int k = 0; k < count; k++) {
        String[] line = in.readLine().split(" ");
        SHIFT[k] = Double.parseDouble(line[0]);
        WEIGHT[k] = Double.parseDouble(line[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WidestPoles() {}

  /** Number of poles, more than any table of {@link RationalPoles} has. */
  static int count() {
    return SHIFT.length;
  }

  static double shift(int k) {
    return SHIFT[k];
  }

  static double weight(int k) {
    return WEIGHT[k];
  }
}
