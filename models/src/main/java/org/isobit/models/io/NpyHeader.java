package org.isobit.models.io;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a {@code .npy} file: a Python dictionary with exactly the keys {@code descr}, {@code fortran_order} and
 * {@code shape} (NumPy Enhancement Proposal 1, format versions 1.0, 2.0 and 3.0).
 *
 * <p>The dictionary is parsed by a strict grammar of its own; nothing in it is evaluated.
 *
 * @param type         type of an element
 * @param order        its byte order
 * @param fortranOrder whether the first index varies fastest
 * @param shape        the dimensions; empty for a scalar
 * @param dataOffset   position of the first element in the file
 */
public record NpyHeader(NpyType type, ByteOrder order, boolean fortranOrder, long[] shape, long dataOffset) {

  /** The first bytes of every file. */
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Longest dictionary that is read; NumPy itself warns above 10 000. */
  static final int LONGEST = 65_536;

  /** Most dimensions of an array, as in NumPy. */
  private static final int MOST_DIMENSIONS = 64;

  /**
   * Number of elements.
   *
   * @return the product of the shape, 1 for a scalar
   */
  public long elements() {
    long n = 1;
    for (long s : shape) {
      n = Math.multiplyExact(n, s);
    }
    return n;
  }

  /**
   * The shape as Python writes it.
   *
   * @return for example {@code (20, 64, 64)}
   */
  public String shapeText() {
    return shapeText(shape);
  }

  static String shapeText(long[] shape) {
    String inner = Arrays.toString(shape);
    return "(" + inner.substring(1, inner.length() - 1) + (shape.length == 1 ? ",)" : ")");
  }

  /** The file's bytes up to its first element: version 1.0, padded so that the data starts at a multiple of 64. */
  static byte[] encode(NpyType type, long[] shape) {
    String dictionary = "{'descr': '<" + type.code() + "', 'fortran_order': False, 'shape': " + shapeText(shape)
        + ", }";
    int used = MAGIC.length + 4 + dictionary.length() + 1;
    String text = dictionary + " ".repeat(Math.floorMod(-used, 64)) + "\n";
    byte[] out = Arrays.copyOf(MAGIC, MAGIC.length + 4 + text.length());
    out[6] = 1;
    out[8] = (byte) text.length();
    out[9] = (byte) (text.length() >>> 8);
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, out, 10, text.length());
    return out;
  }

  /** Parses a dictionary; {@code source} stands in the messages. */
  static NpyHeader parse(String source, String dictionary, long dataOffset) {
    return new Parser(source, dictionary).dictionary(dataOffset);
  }

  /** Recursive descent over the few forms that the header may have. */
  private static final class Parser {
    private final String source;
    private final String text;
    private int at;

    Parser(String source, String text) {
      this.source = source;
      this.text = text;
    }

    NpyHeader dictionary(long dataOffset) {
      String descr = null;
      Boolean fortran = null;
      long[] shape = null;
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        switch (key) {
          case "descr" -> descr = once(key, descr, descriptor());
          case "fortran_order" -> fortran = once(key, fortran, bool());
          case "shape" -> shape = once(key, shape, tuple());
          default -> throw bad("has the unknown key " + Quoted.of(key));
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      skipSpace();
      if (at < text.length()) {
        throw bad("goes on after the closing brace");
      }
      if (descr == null || fortran == null || shape == null) {
        throw bad("lacks the key " + (descr == null ? "descr" : fortran == null ? "fortran_order" : "shape"));
      }
      ByteOrder order = switch (descr.isEmpty() ? ' ' : descr.charAt(0)) {
        case '<' -> ByteOrder.LITTLE_ENDIAN;
        case '>' -> ByteOrder.BIG_ENDIAN;
        case '=' -> ByteOrder.nativeOrder();
        default -> throw unsupported(descr);
      };
      NpyType type = NpyType.of(descr.substring(1));
      if (type == null) {
        throw unsupported(descr);
      }
      return checked(new NpyHeader(type, order, fortran, shape, dataOffset));
    }

    private NpyHeader checked(NpyHeader header) {
      try {
        Math.multiplyExact(header.elements(), (long) header.type.bytes());
      } catch (ArithmeticException e) {
        throw bad("has the shape " + header.shapeText() + ", more elements than any file can hold");
      }
      return header;
    }

    private IllegalArgumentException unsupported(String descr) {
      return bad("has elements of type " + Quoted.of(descr) + "; f8, f4, i4 and i8 of either byte order can be read");
    }

    private <T> T once(String key, T before, T value) {
      if (before != null) {
        throw bad("has the key " + key + " twice");
      }
      return value;
    }

    private String descriptor() {
      skipSpace();
      if (at < text.length() && text.charAt(at) == '[') {
        throw bad("describes a structured type; give one plain array a file");
      }
      return string();
    }

    /** At the first character that is no space. */
    private String string() {
      char quote = at < text.length() ? text.charAt(at) : ' ';
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw bad("needs a quoted string at character " + at);
      }
      String inner = text.substring(at + 1, end);
      if (inner.indexOf('\\') >= 0) {
        throw bad("has an escape sequence in a string");
      }
      at = end + 1;
      return inner;
    }

    private boolean bool() {
      skipSpace();
      for (String word : new String[] {"True", "False"}) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw bad("needs True or False at character " + at);
    }

    private long[] tuple() {
      long[] shape = new long[MOST_DIMENSIONS];
      int n = 0;
      boolean comma = true;
      expect('(');
      while (!accept(')')) {
        if (!comma || n == MOST_DIMENSIONS) {
          throw bad(comma ? "has more than " + MOST_DIMENSIONS + " dimensions"
              : "needs ',' or ')' at character " + at);
        }
        shape[n++] = natural();
        comma = accept(',');
      }
      if (n == 1 && !comma) {
        throw bad("has a number in parentheses where the tuple 'shape' belongs");
      }
      return Arrays.copyOf(shape, n);
    }

    /** At the first character that is no space. */
    private long natural() {
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start) {
        throw bad("needs a non-negative integer at character " + at);
      }
      String digits = text.substring(start, at);
      if (at < text.length() && text.charAt(at) == 'L') {
        at++; // written by Python 2
      }
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw bad("has the dimension " + Quoted.line(digits) + ", more elements than any file can hold");
      }
    }

    private void expect(char c) {
      if (!accept(c)) {
        throw bad("needs '" + c + "' at character " + at);
      }
    }

    private boolean accept(char c) {
      skipSpace();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void skipSpace() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
        at++;
      }
    }

    private IllegalArgumentException bad(String what) {
      return new IllegalArgumentException(source + ": the .npy header " + what);
    }
  }
}
