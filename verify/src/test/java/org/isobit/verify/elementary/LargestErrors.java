package org.isobit.verify.elementary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The largest known error of each elementary function, as {@code largest-errors.txt} states it: type, name, error in
 * units in the last place of the exact result, argument, and for float the number of arguments whose result is not the
 * correctly rounded one.
 */
final class LargestErrors {

  /**
   * One line of the file.
   *
   * @param type       double or float
   * @param function   its name in the catalogue
   * @param error      in units in the last place, to four digits
   * @param argument   where it was found
   * @param misrounded how many of all float arguments give a result that is not correctly rounded; −1 for double
   */
  record Entry(String type, String function, double error, double argument, long misrounded) {

    String line() {
      String text = String.format(Locale.ROOT, "%s %s %.4f %s", type, function, error,
          type.equals("float") ? Float.toHexString((float) argument) : Double.toHexString(argument));
      return misrounded < 0 ? text : text + ' ' + misrounded;
    }
  }

  private LargestErrors() {}

  /** All lines, in the file's order. */
  static List<Entry> all() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        LargestErrors.class.getResourceAsStream("largest-errors.txt"), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(line -> {
        String[] words = line.split(" ");
        return new Entry(words[0], words[1], Double.parseDouble(words[2]), Double.parseDouble(words[3]),
            words.length > 4 ? Long.parseLong(words[4]) : -1);
      }).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of a function, by its name in the tests' enums. */
  static Entry stated(String type, String constant) {
    return all().stream().filter(entry -> entry.type.equals(type) && entry.function.equals(name(constant))).findFirst()
        .orElseThrow(() -> new AssertionError("largest-errors.txt has no line for " + type + " " + name(constant)));
  }

  /** What the line of a float function would be for these measurements. */
  static String line(String type, String constant, double error, float argument, long misrounded) {
    return new Entry(type, name(constant), error, argument, misrounded).line();
  }

  /** LOG_NDTR is logNdtr. */
  static String name(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
      name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /**
   * |value − exact| in units in the last place: the distance of doubles (floats) in the binade of the exact result.
   *
   * @param bits 53 for double, 24 for float
   */
  static double ulps(double value, BigDecimal exact, int bits) {
    int exponent = Math.getExponent(exact.doubleValue());
    if (exact.abs().compareTo(power(exponent)) < 0) {
      exponent--; // rounding to double went up to a power of two
    }
    int smallest = bits == 53 ? Double.MIN_EXPONENT : Float.MIN_EXPONENT;
    BigDecimal ulp = power(Math.max(exponent, smallest) - bits + 1);
    return new BigDecimal(value).subtract(exact).abs().divide(ulp, MathContext.DECIMAL64).doubleValue();
  }

  private static BigDecimal power(int exponent) {
    BigDecimal two = BigDecimal.valueOf(2);
    return exponent >= 0 ? two.pow(exponent) : BigDecimal.ONE.divide(two.pow(-exponent));
  }
}
