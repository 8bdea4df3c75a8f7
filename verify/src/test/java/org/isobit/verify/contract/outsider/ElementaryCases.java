// Master of FloatElementaryCases: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** The cases of elementary functions and their golden hashes, as the section "Hashes" of the document has them. */
public final class ElementaryCases {

  private static final double[] SPECIAL = {0.0, -0.0, 1.0, -1.0, Format.value(1), -Format.value(1), Format.MIN_NORMAL,
      -Format.MIN_NORMAL / 2.0, Format.MAX_VALUE, -Format.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
      Double.NaN,
      0x1p-500, -0x1p500}; // float: 0x1p-100f, -0x1p100f};

  /** A function of one number. */
  public interface Scalar {
    double of(double x);
  }

  private final Scalar f;
  private final double range;
  private final Hash hash = new Hash();
  private Sequence sequence = new Sequence(0);

  private ElementaryCases(Scalar f, double range) {
    this.f = f;
    this.range = range;
  }

  public static String shortHash(Scalar f, double range) {
    ElementaryCases cases = new ElementaryCases(f, range);
    cases.shortOnes();
    return cases.hash.end();
  }

  public static String fullHash(Scalar f, double range, int longest) {
    ElementaryCases cases = new ElementaryCases(f, range);
    cases.shortOnes();
    for (int n = 0; n <= longest; n++) {
      for (int kind = 0; kind < 4; kind++) {
        cases.run(n, kind);
      }
    }
    for (int kind = 0; kind < 4; kind++) {
      cases.run(4099, kind);
    }
    return cases.hash.end();
  }

  private void shortOnes() {
    run(1, 1);
    run(7, 1);
    run(19, 1);
  }

  private double uniform() {
    return (sequence.next() >> 11) * 0x1p-52; // float: return (sequence.next() >> 40) * 0x1p-23f;
  }

  private void run(int n, int kind) {
    sequence = new Sequence((n + kind) * 8L + kind);
    double[] x = new double[n + kind];
    for (int i = 0; i < x.length; i++) {
      x[i] = uniform();
    }
    for (int i = 0; i < x.length; i++) {
      if (kind == 0) {
        x[i] = x[i] * range;
      } else if (kind == 2) {
        long v = sequence.next();
        x[i] = (v & 3) == 0 ? SPECIAL[(int) ((v >>> 2) % 15)] : x[i];
      } else if (kind == 3) {
        x[i] = Format.value(sequence.next());
      }
    }
    boolean odd = n % 2 == 1;
    double[] y = odd ? x : new double[n + 5];
    int o = odd ? kind : 3 - kind % 3;
    for (int i = 0; i < n; i++) {
      y[o + i] = f.of(x[kind + i]);
    }
    for (double v : y) {
      hash.add(v);
    }
  }
}
