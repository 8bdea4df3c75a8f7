// Master of FloatTransforms: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Section "Fourier transforms" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Transforms {

  private static final Constants TABLE = Constants.of("Fourier transforms");
  private static final double ROOT_HALF = TABLE.number("ROOT_HALF");
  private static final double SIN_3 = TABLE.number("SIN_3");
  private static final double COS_5 = TABLE.number("COS_5");
  private static final double COS_5_2 = TABLE.number("COS_5_2");
  private static final double SIN_5 = TABLE.number("SIN_5");
  private static final double SIN_5_2 = TABLE.number("SIN_5_2");

  private Transforms() {}

  /** A complex number. */
  private record Pair(double re, double im) {

    Pair plus(Pair b) {
      return new Pair(re + b.re, im + b.im);
    }

    Pair minus(Pair b) {
      return new Pair(re - b.re, im - b.im);
    }

    Pair plusTurned(Pair b) {
      return new Pair(re + b.im, im - b.re);
    }

    Pair minusTurned(Pair b) {
      return new Pair(re - b.im, im + b.re);
    }

    Pair times(Pair w) {
      return new Pair(Math.fma(re, w.re, -(im * w.im)), Math.fma(im, w.re, re * w.im));
    }

    Pair times(double factor) {
      return new Pair(re * factor, im * factor);
    }

    Pair conjugate() {
      return new Pair(re, -im);
    }

    Pair exchanged() {
      return new Pair(im, re);
    }
  }

  private static Pair fma(double c, Pair a, Pair b) {
    return new Pair(Math.fma(c, a.re, b.re), Math.fma(c, a.im, b.im));
  }

  /** cos and sin of 2π·j/n, rounded. */
  private static Pair angle(int j, int n) {
    double[] turn = Turns.angle(j, n); // float: unchanged
    return new Pair(turn[0], turn[1]); // float: return new Pair((float) turn[0], (float) turn[1]);
  }

  private static List<Integer> radices(int n) {
    List<Integer> radices = new ArrayList<>();
    int rest = n;
    if (n > 8 && n % 8 == 0) {
      radices.add(8);
      rest /= 8;
    }
    int b = 0;
    while (rest % 2 == 0) {
      rest /= 2;
      b++;
    }
    boolean eightAtTheEnd = !radices.isEmpty() && b % 2 == 1 && b >= 3;
    for (int k = 0; k < b / 2 - (eightAtTheEnd ? 1 : 0); k++) {
      radices.add(4);
    }
    if (b % 2 == 1 && !eightAtTheEnd) {
      radices.add(2);
    }
    for (int radix : new int[] {3, 5}) {
      while (rest % radix == 0) {
        radices.add(radix);
        rest /= radix;
      }
    }
    if (eightAtTheEnd) {
      radices.add(8);
    }
    return radices;
  }

  private static Pair[] fft(Pair[] input) {
    Pair[] x = input;
    int n = x.length;
    int s = 1;
    for (int radix : radices(n)) {
      int m = n / (s * radix);
      Pair[] y = new Pair[n];
      for (int p = 0; p < m; p++) {
        for (int q = 0; q < s; q++) {
          Pair[] a = new Pair[radix];
          for (int k = 0; k < radix; k++) {
            a[k] = x[q + s * (p + m * k)];
          }
          Pair[] b = butterfly(a);
          for (int k = 0; k < radix; k++) {
            y[q + s * (radix * p + k)] = m > 1 && k > 0 ? b[k].times(angle(p * k, m * radix).conjugate()) : b[k];
          }
        }
      }
      x = y;
      s *= radix;
    }
    return x;
  }

  private static Pair[] butterfly(Pair[] a) {
    return switch (a.length) {
      case 2 -> new Pair[] {a[0].plus(a[1]), a[0].minus(a[1])};
      case 3 -> three(a);
      case 4 -> four(a[0], a[1], a[2], a[3]);
      case 5 -> five(a);
      default -> eight(a);
    };
  }

  private static Pair[] three(Pair[] a) {
    Pair t = a[1].plus(a[2]);
    Pair d = a[1].minus(a[2]);
    Pair u = fma(-0.5, t, a[0]);
    return new Pair[] {a[0].plus(t), new Pair(Math.fma(SIN_3, d.im, u.re), Math.fma(-SIN_3, d.re, u.im)),
        new Pair(Math.fma(-SIN_3, d.im, u.re), Math.fma(SIN_3, d.re, u.im))};
  }

  private static Pair[] four(Pair a0, Pair a1, Pair a2, Pair a3) {
    Pair s0 = a0.plus(a2);
    Pair e = a0.minus(a2);
    Pair s1 = a1.plus(a3);
    Pair f = a1.minus(a3);
    return new Pair[] {s0.plus(s1), e.plusTurned(f), s0.minus(s1), e.minusTurned(f)};
  }

  private static Pair[] five(Pair[] a) {
    Pair t1 = a[1].plus(a[4]);
    Pair d1 = a[1].minus(a[4]);
    Pair t2 = a[2].plus(a[3]);
    Pair d2 = a[2].minus(a[3]);
    Pair u1 = fma(COS_5_2, t2, fma(COS_5, t1, a[0]));
    Pair u2 = fma(COS_5, t2, fma(COS_5_2, t1, a[0]));
    Pair v1 = fma(SIN_5_2, d2, d1.times(SIN_5));
    Pair v2 = fma(-SIN_5, d2, d1.times(SIN_5_2));
    return new Pair[] {a[0].plus(t1.plus(t2)), u1.plusTurned(v1), u2.plusTurned(v2), u2.minusTurned(v2),
        u1.minusTurned(v1)};
  }

  private static Pair[] eight(Pair[] a) {
    Pair[] s = new Pair[4];
    Pair[] d = new Pair[4];
    for (int k = 0; k < 4; k++) {
      s[k] = a[k].plus(a[k + 4]);
      d[k] = a[k].minus(a[k + 4]);
    }
    Pair[] even = four(s[0], s[1], s[2], s[3]);
    Pair e = d[0].plusTurned(d[2]);
    Pair f = d[0].minusTurned(d[2]);
    Pair c = new Pair(d[1].re + d[1].im, d[1].im - d[1].re);
    Pair z = new Pair(d[3].re - d[3].im, d[3].re + d[3].im);
    Pair u = c.minus(z);
    Pair v = c.plus(z);
    return new Pair[] {even[0], fma(ROOT_HALF, u, e), even[1],
        new Pair(Math.fma(ROOT_HALF, v.im, f.re), Math.fma(-ROOT_HALF, v.re, f.im)), even[2], fma(-ROOT_HALF, u, e),
        even[3], new Pair(Math.fma(-ROOT_HALF, v.im, f.re), Math.fma(ROOT_HALF, v.re, f.im))};
  }

  /** The inverse with another factor than 1/n. */
  private static Pair[] back(Pair[] x, double factor) {
    Pair[] y = Arrays.stream(x).map(Pair::exchanged).toArray(Pair[]::new);
    return Arrays.stream(fft(y)).map(p -> p.times(factor).exchanged()).toArray(Pair[]::new);
  }

  private static Pair[] complex(boolean inverse, Pair[] x) {
    return inverse ? back(x, 1.0 / x.length) : fft(x);
  }

  private static Pair[] real(double[] x) {
    int n = x.length;
    if (n % 2 == 1) {
      Pair[] z = new Pair[n];
      for (int j = 0; j < n; j++) {
        z[j] = new Pair(x[j], 0.0);
      }
      return Arrays.copyOf(fft(z), n / 2 + 1);
    }
    int h = n / 2;
    Pair[] z = fft(pairs(x));
    Pair[] y = new Pair[h + 1];
    y[0] = new Pair(z[0].re + z[0].im, 0.0);
    y[h] = new Pair(z[0].re - z[0].im, 0.0);
    for (int k = 1; 2 * k < h; k++) {
      Pair a = angle(k, n);
      Pair e = z[k].plus(z[h - k].conjugate());
      Pair u = z[k].minus(z[h - k].conjugate()).times(new Pair(-a.im, -a.re));
      y[k] = e.plus(u).times(0.5);
      y[h - k] = e.minus(u).times(0.5).conjugate();
    }
    if (h % 2 == 0) {
      y[h / 2] = z[h / 2].conjugate();
    }
    return y;
  }

  private static double[] realBack(int n, Pair[] x) {
    double[] y = new double[n];
    if (n % 2 == 1) {
      Pair[] z = new Pair[n];
      z[0] = new Pair(x[0].re, 0.0);
      for (int k = 1; k <= n / 2; k++) {
        z[k] = x[k];
        z[n - k] = x[k].conjugate();
      }
      z = complex(true, z);
      for (int j = 0; j < n; j++) {
        y[j] = z[j].re;
      }
      return y;
    }
    int h = n / 2;
    Pair[] z = new Pair[h];
    z[0] = new Pair(x[0].re + x[h].re, x[0].re - x[h].re);
    for (int k = 1; 2 * k < h; k++) {
      Pair a = angle(k, n);
      Pair e = x[k].plus(x[h - k].conjugate());
      Pair u = x[k].minus(x[h - k].conjugate()).times(new Pair(-a.im, a.re));
      z[k] = e.plus(u);
      z[h - k] = e.minus(u).conjugate();
    }
    if (h % 2 == 0) {
      z[h / 2] = x[h / 2].times(2.0).conjugate();
    }
    return numbers(back(z, 1.0 / n));
  }

  private static Pair[] pairs(double[] x) {
    Pair[] pairs = new Pair[x.length / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new Pair(x[2 * i], x[2 * i + 1]);
    }
    return pairs;
  }

  private static double[] numbers(Pair[] pairs) {
    double[] x = new double[2 * pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      x[2 * i] = pairs[i].re;
      x[2 * i + 1] = pairs[i].im;
    }
    return x;
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v) {
    if (!kernel.matches("fft|inverseFft|realFft|inverseRealFft|fieldFft|inverseFieldFft|realFieldFft"
        + "|inverseRealFieldFft|interleavedRealFft|inverseInterleavedRealFft")) {
      return null;
    }
    int members = (int) v.integer("members");
    boolean field = v.has("rows");
    int rows = field ? (int) v.integer("rows") : 1;
    int columns = (int) v.integer(field ? "columns" : "n");
    boolean lanes = kernel.matches("(?i).*interleaved.*");
    double[] x = lanes ? exchanged(v.doubles("x"), members) : v.doubles("x");
    int size = x.length / members;
    double[] y = new double[0];
    for (int m = 0; m < members; m++) {
      double[] one = field(kernel.startsWith("inverse"), kernel.matches("(?i).*real.*"), field, rows, columns,
          Arrays.copyOfRange(x, m * size, (m + 1) * size));
      y = Arrays.copyOf(y, y.length + one.length);
      System.arraycopy(one, 0, y, y.length - one.length, one.length);
    }
    return lanes ? exchanged(y, y.length / members) : y;
  }

  /** Rows of so many numbers as columns. */
  private static double[] exchanged(double[] x, int columns) {
    double[] y = new double[x.length];
    int rows = x.length / columns;
    for (int i = 0; i < x.length; i++) {
      y[i % columns * rows + i / columns] = x[i];
    }
    return y;
  }

  private static double[] field(boolean inverse, boolean real, boolean columnsToo, int rows, int columns, double[] x) {
    double[] y = x;
    if (inverse && real && columnsToo) {
      y = down(true, rows, y);
    }
    int size = y.length / rows;
    double[] result = new double[0];
    for (int i = 0; i < rows; i++) {
      double[] row = Arrays.copyOfRange(y, i * size, (i + 1) * size);
      double[] one = !real ? numbers(complex(inverse, pairs(row)))
          : inverse ? realBack(columns, pairs(row)) : numbers(real(row));
      result = Arrays.copyOf(result, result.length + one.length);
      System.arraycopy(one, 0, result, result.length - one.length, one.length);
    }
    return columnsToo && !(inverse && real) ? down(inverse, rows, result) : result;
  }

  /** Of every column of pairs. */
  private static double[] down(boolean inverse, int rows, double[] x) {
    int width = x.length / rows;
    double[] y = new double[x.length];
    for (int j = 0; j < width; j += 2) {
      Pair[] column = new Pair[rows];
      for (int i = 0; i < rows; i++) {
        column[i] = new Pair(x[i * width + j], x[i * width + j + 1]);
      }
      column = complex(inverse, column);
      for (int i = 0; i < rows; i++) {
        y[i * width + j] = column[i].re;
        y[i * width + j + 1] = column[i].im;
      }
    }
    return y;
  }
}
