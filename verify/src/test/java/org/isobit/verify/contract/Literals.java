package org.isobit.verify.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that stand in a text, without their signs. Immutable. */
final class Literals {

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])(?:0[xX][0-9a-fA-F_]*\\.?[0-9a-fA-F_]*(?:[pP][+-]?\\d+)?"
      + "|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?)[lLfFdDuU]*(?!\\w)");
  private static final Pattern HEXADECIMAL_INTEGER = Pattern.compile("0[xX][0-9a-fA-F_]+[lLuU]*");

  /** What no value depends on: comments, texts; but not the float text of a line, which is code of the twin. */
  private static final Pattern FLOAT_TEXT = Pattern.compile("// float:(.*)");
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"");

  private final Set<Double> exact = new HashSet<>();
  private final Set<Double> rounded = new HashSet<>();
  private final Set<Long> integers = new HashSet<>();

  /** The numbers of a document. */
  Literals(String document) {
    for (String literal : find(document)) {
      if (isInteger(literal)) {
        integers.add(integer(literal));
      } else {
        exact.add(value(literal));
        if (!isHexadecimal(literal)) {
          rounded.add((double) (float) value(literal));
        }
      }
    }
  }

  /** The floating-point literals and hexadecimal integers of a source, each as often as it stands there. */
  static List<String> ofSource(String source) {
    String code = COMMENT_OR_TEXT.matcher(FLOAT_TEXT.matcher(source).replaceAll("; $1")).replaceAll(" ");
    List<String> literals = find(code);
    literals.removeIf(literal -> !isInteger(literal) && !literal.matches(
        isHexadecimal(literal) ? ".*[pP].*" : ".*[.eEfFdD].*"));
    return literals;
  }

  private static List<String> find(String text) {
    List<String> found = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      if (!number.group().matches("0[xX]")) {
        found.add(number.group());
      }
    }
    return found;
  }

  /**
   * Whether the document has the number of a literal: a hexadecimal one exactly, as written or as the bits of a number;
   * a decimal one of a float as the decimal that rounds to it, or exactly.
   */
  boolean has(String literal) {
    if (isInteger(literal)) {
      long bits = integer(literal);
      return integers.contains(bits)
          || exact.contains(bits >>> 32 == 0 ? (double) Float.intBitsToFloat((int) bits)
          : Double.longBitsToDouble(bits));
    }
    double value = value(literal);
    return exact.contains(value) || literal.matches(".*[fF]") && !isHexadecimal(literal) && rounded.contains(value);
  }

  private static boolean isHexadecimal(String literal) {
    return literal.startsWith("0x") || literal.startsWith("0X");
  }

  private static boolean isInteger(String literal) {
    return HEXADECIMAL_INTEGER.matcher(literal).matches();
  }

  private static long integer(String literal) {
    return Long.parseUnsignedLong(literal.substring(2).replaceAll("[_lLuU]", ""), 16);
  }

  /** The value of a floating-point literal or a decimal integer, that of a float with the suffix f. */
  private static double value(String literal) {
    String number = literal.replaceAll("_|[lLuU]+$", "");
    boolean single = number.matches(isHexadecimal(number) ? ".*[pP].*[fF]" : ".*[fF]");
    return single ? Float.parseFloat(number) : Double.parseDouble(number);
  }
}
