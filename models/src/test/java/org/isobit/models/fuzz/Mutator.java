package org.isobit.models.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes good files: bits, bytes, binary numbers, words, lines, brackets, repetitions, pieces of other files. */
final class Mutator {

  /** Inputs stay below 1 MB. */
  static final int LARGEST = 1_000_000 - 1;

  private static final long[] NUMBERS = {0, 1, -1, 2, 7, 63, 64, 65, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff,
      0x10000,
      100_000_000, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 1L << 31, 0xffffffffL, 1L << 32, 1L << 40, 1L << 53,
      Long.MAX_VALUE, Long.MIN_VALUE, 0x7ff0000000000000L, 0x7ff8000000000000L};

  private static final String[] DIGITS = {"0", "1", "2", "3", "5", "-1", "100", "1000", "100000", "1000000",
      "2000000000",
      "1e308", "1e400", "-0", "nan", "inf", "-inf", "1e-320", "0.5", "1e9", "9223372036854775808",
      "99999999999999999999", "0x1p9", "1d", "1_0", "2147483647", "2147483648"};

  private static final String[] WORDS = {"true", "null", "~", "", "\"", "'", ",",
      ":", ": ", "- ", "#", "\n", "\r", "\t", " ", "{", "}", "[", "]", "{}", "[]", "&a ", "*a", "!", "!!str ", "|\n",
      ">\n", "%", "@", "\\", "\\u0000", "\0", "\u001b[2J", "\u007f", "\u0085", "\u202e", "\u200b", "\ufeff",
      "\ud83d\ude00",
      "---\n", "...\n", "<<: ", "../", "/", ".", "{member}", "{cycle}", "{cycle:06}", "$(x)", ";", "=", "(", ")", "L"};

  private final List<byte[]> corpus;
  private final RandomGenerator random;

  Mutator(List<byte[]> corpus, RandomGenerator random) {
    this.corpus = corpus;
    this.random = random;
  }

  /** A new input. */
  byte[] next() {
    byte[] bytes = any().clone();
    int changes = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes);
    }
    return bytes.length > LARGEST ? Arrays.copyOf(bytes, LARGEST) : bytes;
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] changed(byte[] b) {
    int at = b.length == 0 ? 0 : place(b);
    int length = b.length == 0 ? 0 : Math.min(b.length - at, 1 << random.nextInt(7));
    return switch (random.nextInt(15)) {
      case 0, 1 -> bit(b, at);
      case 2 -> replaced(b, at, Math.min(1, length), new byte[] {(byte) random.nextInt(256)});
      case 3 -> replaced(b, at, 0, random(1 + random.nextInt(8)));
      case 4 -> replaced(b, at, length, new byte[0]);
      case 5 -> repeated(b, at, length);
      case 6 -> random.nextInt(4) == 0 ? Arrays.copyOf(b, at) : bit(b, at);
      case 7 -> spliced(b, at);
      case 8, 9 -> number(b, at);
      case 10 -> random.nextBoolean() ? replaced(b, at, word(b, at), text()) : digits(b);
      case 11 -> replaced(b, at, 0, text());
      case 12 -> nested(b, at);
      case 13 -> digits(b);
      default -> line(b, at);
    };
  }

  /** Headers stand in front: every second change falls into the first 512 bytes. */
  private int place(byte[] b) {
    return random.nextBoolean() ? random.nextInt(b.length) : random.nextInt(Math.min(b.length, 512));
  }

  private byte[] bit(byte[] b, int at) {
    if (b.length > 0) {
      b[at] ^= (byte) (1 << random.nextInt(8));
    }
    return b;
  }

  private byte[] random(int n) {
    byte[] bytes = new byte[n];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] text() {
    String text = WORDS[random.nextInt(WORDS.length)];
    byte[] other = any();
    int at = other.length == 0 ? 0 : random.nextInt(other.length);
    return random.nextInt(3) == 0 ? Arrays.copyOfRange(other, at, at + word(other, at))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** A number in a text becomes another, each number of the text as often. */
  private byte[] digits(byte[] b) {
    List<int[]> numbers = new ArrayList<>();
    for (int i = 0; i < b.length && numbers.size() < 1000; i++) {
      boolean begins = b[i] >= '0' && b[i] <= '9'
          && (i == 0 || !Character.isLetterOrDigit(b[i - 1]) && b[i - 1] != '.');
      if (begins) {
        int length = word(b, i);
        numbers.add(new int[] {i, length});
        i += length;
      }
    }
    if (numbers.isEmpty()) {
      return b;
    }
    int[] which = numbers.get(random.nextInt(numbers.size()));
    String number = random.nextInt(3) == 0 ? Long.toString(NUMBERS[random.nextInt(NUMBERS.length)])
        : DIGITS[random.nextInt(DIGITS.length)];
    return replaced(b, which[0], which[1], number.getBytes(StandardCharsets.UTF_8));
  }

  /** The length of the word from a place on. */
  private static int word(byte[] b, int at) {
    int end = at;
    while (end < b.length && end < at + 64 && (Character.isLetterOrDigit(b[end]) || b[end] == '.' || b[end] == '-'
        || b[end] == '_')) {
      end++;
    }
    return end - at;
  }

  private static byte[] replaced(byte[] b, int at, int length, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(b.length + by.length);
    out.write(b, 0, at);
    out.writeBytes(by);
    out.write(b, at + length, b.length - at - length);
    return out.toByteArray();
  }

  private byte[] repeated(byte[] b, int at, int length) {
    int room = LARGEST - b.length;
    int times = 1 << random.nextInt(random.nextInt(8) == 0 ? 20 : 6);
    if (length == 0 || room <= length) {
      return b;
    }
    times = Math.min(times, room / length);
    byte[] piece = Arrays.copyOfRange(b, at, at + length);
    byte[] all = new byte[times * length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, all, i * length, length);
    }
    return replaced(b, at, 0, all);
  }

  private byte[] spliced(byte[] b, int at) {
    byte[] other = any();
    if (other.length == 0) {
      return b;
    }
    int from = random.nextInt(other.length);
    int to = from + Math.min(other.length - from, 1 << random.nextInt(10));
    byte[] piece = Arrays.copyOfRange(other, from, to);
    return random.nextInt(4) == 0 ? replaced(b, at, b.length - at, Arrays.copyOfRange(other, from, other.length))
        : replaced(b, at, 0, piece);
  }

  private byte[] number(byte[] b, int at) {
    int size = 1 << random.nextInt(4);
    if (at + size > b.length) {
      return b;
    }
    ByteBuffer buffer = ByteBuffer.wrap(b).order(random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN);
    long value = NUMBERS[random.nextInt(NUMBERS.length)] + (random.nextInt(3) == 0 ? random.nextInt(-16, 17) : 0);
    switch (size) {
      case 1 -> buffer.put(at, (byte) value);
      case 2 -> buffer.putShort(at, (short) value);
      case 4 -> buffer.putInt(at, (int) value);
      default -> buffer.putLong(at, value);
    }
    return b;
  }

  private byte[] nested(byte[] b, int at) {
    String[][] pairs = {{"[", "]"}, {"{a: ", "}"}, {"{\"a\":", "}"}, {"(", ")"}, {"- ", ""}, {"? ", ""}, {"\"", "\""}};
    String[] pair = pairs[random.nextInt(pairs.length)];
    int levels = 1 << random.nextInt(random.nextInt(6) == 0 ? 16 : 5);
    levels = Math.min(levels, (LARGEST - b.length) / 16);
    int length = word(b, at);
    if (levels <= 0) {
      return b;
    }
    byte[] inner = Arrays.copyOfRange(b, at, at + length);
    byte[] open = pair[0].repeat(levels).getBytes(StandardCharsets.UTF_8);
    byte[] close = pair[1].repeat(random.nextBoolean() ? levels : 0).getBytes(StandardCharsets.UTF_8);
    return replaced(replaced(replaced(b, at, length, close), at, 0, inner), at, 0, open);
  }

  /** A line is doubled, dropped, indented, or changes places with what another file has. */
  private byte[] line(byte[] b, int at) {
    int begin = at;
    while (begin > 0 && b[begin - 1] != '\n') {
      begin--;
    }
    int end = at;
    while (end < b.length && b[end] != '\n') {
      end++;
    }
    end = Math.min(b.length, end + 1);
    byte[] line = Arrays.copyOfRange(b, begin, Math.max(begin, end));
    return switch (random.nextInt(4)) {
      case 0 -> replaced(b, begin, 0, line);
      case 1 -> replaced(b, begin, line.length, new byte[0]);
      case 2 -> replaced(b, begin, 0, " ".repeat(1 + random.nextInt(4)).getBytes(StandardCharsets.UTF_8));
      default -> {
        byte[] other = any();
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        yield replaced(b, begin, line.length, Arrays.copyOfRange(other, from, Math.min(other.length, from + 80)));
      }
    };
  }
}
