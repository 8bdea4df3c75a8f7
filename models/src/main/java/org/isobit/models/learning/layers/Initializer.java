package org.isobit.models.learning.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.models.io.Similar;

/**
 * The law of a parameter's initial values. Draws are {@link Philox}'s: value i of a parameter is a function of seed,
 * stream and i. Normal laws are not truncated (as in PyTorch; Keras truncates). Immutable.
 *
 * @param law   which law
 * @param value its number: the value of {@link Law#CONSTANT}, the standard deviation of {@link Law#NORMAL}, the bound
 *              of {@link Law#UNIFORM}, the base of {@link Law#ROTARY}; 0 for the others
 */
public record Initializer(Law law, double value) {

  /** The laws. */
  public enum Law {
    /** One value everywhere. */
    CONSTANT,
    /** N(0, value²). */
    NORMAL,
    /** Uniform in [−value, value). */
    UNIFORM,
    /** N(0, 2 ÷ fan-in): He et al. 2015. */
    HE_NORMAL,
    /** Uniform in ±√(6 ÷ fan-in): He et al. 2015. */
    HE_UNIFORM,
    /** N(0, 2 ÷ (fan-in + fan-out)): Glorot and Bengio 2010. */
    GLOROT_NORMAL,
    /** Uniform in ±√(6 ÷ (fan-in + fan-out)): Glorot and Bengio 2010. */
    GLOROT_UNIFORM,
    /** N(0, 1 ÷ fan-in): LeCun et al. 1998. */
    LECUN_NORMAL,
    /** Frequencies of positions: {@link #rotary}. */
    ROTARY;

    private String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean numbered() {
      return this == CONSTANT || this == NORMAL || this == UNIFORM || this == ROTARY;
    }
  }

  private static final int CHUNK = 512;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not finite, or negative where it is a deviation or bound
   */
  public Initializer {
    Checks.present("initializer", "law", law);
    if (!(value - value == 0.0) || value < 0.0 && law != Law.CONSTANT || value != 0.0 && !law.numbered()) {
      throw new IllegalArgumentException("initializer: " + law.label() + " cannot have the value " + value);
    }
  }

  /**
   * All zeros.
   *
   * @return the law
   */
  public static Initializer zeros() {
    return new Initializer(Law.CONSTANT, 0.0);
  }

  /**
   * All ones.
   *
   * @return the law
   */
  public static Initializer ones() {
    return new Initializer(Law.CONSTANT, 1.0);
  }

  /**
   * One value everywhere.
   *
   * @param value the value, finite
   * @return the law
   */
  public static Initializer constant(double value) {
    return new Initializer(Law.CONSTANT, value);
  }

  /**
   * Normal with mean 0.
   *
   * @param deviation standard deviation, at least 0
   * @return the law
   */
  public static Initializer normal(double deviation) {
    return new Initializer(Law.NORMAL, deviation);
  }

  /**
   * Uniform about 0.
   *
   * @param bound largest magnitude, at least 0
   * @return the law
   */
  public static Initializer uniform(double bound) {
    return new Initializer(Law.UNIFORM, bound);
  }

  /**
   * He's normal law, for ReLU and its kin.
   *
   * @return the law
   */
  public static Initializer heNormal() {
    return new Initializer(Law.HE_NORMAL, 0.0);
  }

  /**
   * He's uniform law, for ReLU and its kin.
   *
   * @return the law
   */
  public static Initializer heUniform() {
    return new Initializer(Law.HE_UNIFORM, 0.0);
  }

  /**
   * Glorot's normal law, for tanh, sigmoid and linear layers.
   *
   * @return the law
   */
  public static Initializer glorotNormal() {
    return new Initializer(Law.GLOROT_NORMAL, 0.0);
  }

  /**
   * Glorot's uniform law, for tanh, sigmoid and linear layers.
   *
   * @return the law
   */
  public static Initializer glorotUniform() {
    return new Initializer(Law.GLOROT_UNIFORM, 0.0);
  }

  /**
   * LeCun's normal law.
   *
   * @return the law
   */
  public static Initializer lecunNormal() {
    return new Initializer(Law.LECUN_NORMAL, 0.0);
  }

  /**
   * The law of learned frequencies of rotary positions. The fan-in is the number n of pairs of a set, the fan-out that
   * of axes. On a line, pair i has base^(−i ÷ n). With two axes, pairs i and n/2 + i of a set have the magnitude
   * m = base^(−2i ÷ n), and the set a random angle a = 2π·u: frequencies (m·cos a, m·sin a) and (−m·sin a, m·cos a)
   * along the axes (Heo, Park, Han and Yun 2024, arXiv:2403.13298). No law of weights: {@link #parse} does not know it.
   *
   * @param base positive
   * @return the law
   */
  public static Initializer rotary(double base) {
    return new Initializer(Law.ROTARY, base);
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @param text as in {@code he-normal} or {@code normal(0.02)}; {@code zeros} and {@code ones} are constants
   * @return the law
   * @throws IllegalArgumentException if it is none
   */
  public static Initializer parse(String text) {
    if (text.equals("zeros") || text.equals("ones")) {
      return text.equals("zeros") ? zeros() : ones();
    }
    int open = text.indexOf('(');
    boolean closed = open > 0 && text.endsWith(")");
    String word = closed ? text.substring(0, open) : text;
    for (Law law : Law.values()) {
      if (law != Law.ROTARY && law.label().equals(word) && law.numbered() == closed) {
        return new Initializer(law, closed ? number(text, text.substring(open + 1, text.length() - 1)) : 0.0);
      }
    }
    List<String> known = Arrays.stream(Law.values()).filter(l -> l != Law.ROTARY)
        .map(l -> l.label() + (l.numbered() ? "(…)" : "")).toList();
    throw new IllegalArgumentException("initializer: there is no '" + text + "'" + Similar.hint(text, known)
        + "; there are zeros, ones, " + String.join(", ", known));
  }

  private static double number(String text, String inside) {
    try {
      return Double.parseDouble(inside);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("initializer: '" + text + "' has no number in its brackets", e);
    }
  }

  /**
   * Draws initial values.
   *
   * @param seed   Philox' key
   * @param stream Philox' stream
   * @param fanIn  inputs of an output
   * @param fanOut outputs of an input
   * @param n      how many
   * @param out    where to
   * @param offset index of the first element written
   */
  public void fill(long seed, long stream, int fanIn, int fanOut, int n, double[] out, int offset) {
    if (law == Law.ROTARY) {
      frequencies(seed, stream, fanIn, fanOut, n, out, offset);
      return;
    }
    double scale = scale(fanIn, fanOut);
    if (law == Law.CONSTANT) {
      Arrays.fill(out, offset, offset + n, scale);
    } else if (gaussian()) {
      Philox.gaussian(seed, stream, 0, n, out, offset);
    } else {
      Philox.uniform(seed, stream, 0, n, out, offset);
    }
    for (int i = 0; law != Law.CONSTANT && i < n; i++) {
      double draw = out[offset + i];
      out[offset + i] = scale * (gaussian() ? draw : 2.0 * draw - 1.0);
    }
  }

  /**
   * Draws initial values: those of double, rounded.
   *
   * @param seed   Philox' key
   * @param stream Philox' stream
   * @param fanIn  inputs of an output
   * @param fanOut outputs of an input
   * @param n      how many
   * @param out    where to
   * @param offset index of the first element written
   */
  public void fill(long seed, long stream, int fanIn, int fanOut, int n, float[] out, int offset) {
    if (law == Law.ROTARY) {
      double[] made = new double[n];
      frequencies(seed, stream, fanIn, fanOut, n, made, 0);
      for (int i = 0; i < n; i++) {
        out[offset + i] = (float) made[i];
      }
      return;
    }
    double scale = scale(fanIn, fanOut);
    if (law == Law.CONSTANT) {
      Arrays.fill(out, offset, offset + n, (float) scale);
      return;
    }
    double[] draws = new double[CHUNK];
    for (int start = 0; start < n; start += CHUNK) {
      int count = Math.min(CHUNK, n - start);
      if (gaussian()) {
        Philox.gaussian(seed, stream, start, count, draws, 0);
      } else {
        Philox.uniform(seed, stream, start, count, draws, 0);
      }
      for (int i = 0; i < count; i++) {
        out[offset + start + i] = (float) (scale * (gaussian() ? draws[i] : 2.0 * draws[i] - 1.0));
      }
    }
  }

  /** Of pairs of sets, of one axis or of two. */
  private void frequencies(long seed, long stream, int pairs, int axes, int n, double[] out, int offset) {
    int half = pairs / 2;
    double[] magnitudes = RotaryTable.frequencies(axes == 1 ? pairs : half, value);
    for (int at = 0; at < n / axes; at += pairs) {
      if (axes == 1) {
        System.arraycopy(magnitudes, 0, out, offset + at, pairs);
        continue;
      }
      double turn = 2.0 * Philox.uniform(seed, stream, at / pairs);
      double cos = SinPiReference.cospi(turn);
      double sin = SinPiReference.sinpi(turn);
      int x = offset + at;
      int y = x + n / 2;
      for (int i = 0; i < half; i++) {
        out[x + i] = magnitudes[i] * cos;
        out[y + i] = magnitudes[i] * sin;
        out[x + half + i] = magnitudes[i] * -sin;
        out[y + half + i] = magnitudes[i] * cos;
      }
    }
  }

  private boolean gaussian() {
    return law == Law.NORMAL || law == Law.HE_NORMAL || law == Law.GLOROT_NORMAL || law == Law.LECUN_NORMAL;
  }

  private double scale(int fanIn, int fanOut) {
    return switch (law) {
      case CONSTANT, NORMAL, UNIFORM, ROTARY -> value;
      case HE_NORMAL -> Math.sqrt(2.0 / fanIn);
      case HE_UNIFORM -> Math.sqrt(6.0 / fanIn);
      case GLOROT_NORMAL -> Math.sqrt(2.0 / ((double) fanIn + fanOut));
      case GLOROT_UNIFORM -> Math.sqrt(6.0 / ((double) fanIn + fanOut));
      case LECUN_NORMAL -> Math.sqrt(1.0 / fanIn);
    };
  }

  /** The law, as in {@code he-normal} or {@code normal(0.02)}; {@link #parse} reads it. */
  @Override
  public String toString() {
    return law.label() + (law.numbered() ? "(" + value + ")" : "");
  }
}
