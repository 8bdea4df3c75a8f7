// Master of FloatHeads: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Attention" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Heads {

  private static final int L = 32; // float: private static final int L = 64;
  private static final double LOWEST = Double.NEGATIVE_INFINITY;

  private Heads() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "attention" -> attention(v, output);
      case "rotary" -> rotary(v);
      case "rotaryAngles" -> turned(v);
      case "rotaryGradient" -> byFrequencies(v);
      default -> HeadDerivatives.output(kernel, v, output);
    };
  }

  private static double[] attention(TestVector v, String output) {
    int heads = (int) v.integer("heads");
    int queries = (int) v.integer("queries");
    int width = (int) v.integer("valueSize");
    double[] y = new double[heads * queries * width];
    double[] statistics = new double[2 * heads * queries];
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < queries; i++) {
        query(v, h, i, y, statistics);
      }
    }
    return output.equals("y") ? y : statistics;
  }

  /** The score of a query and a key, with the mask. */
  static double score(TestVector v, double[] q, double[] k, double[] mask, int h, int i, int j) {
    int size = (int) v.integer("size");
    int keys = (int) v.integer("keys");
    int group = (int) (v.integer("heads") / v.integer("kvHeads"));
    int query = (h * (int) v.integer("queries") + i) * size;
    int key = (h / group * keys + j) * size;
    double scale = v.doubles("scale")[0];
    double s = 0.0;
    for (int e = 0; e < size; e++) {
      s = Math.fma(q[query + e] * scale, k[key + e], s);
    }
    if (v.word("kind").equals("added")) {
      s = s + mask[i * keys + j];
    } else if (v.word("kind").equals("seen") && mask[mask.length == keys ? j : i * keys + j] == 0.0) {
      s = LOWEST;
    }
    return v.word("causal").equals("true") && j > i + v.integer("offset") ? LOWEST : s;
  }

  private static void query(TestVector v, int h, int i, double[] y, double[] statistics) {
    int heads = (int) v.integer("heads");
    int queries = (int) v.integer("queries");
    int keys = (int) v.integer("keys");
    int width = (int) v.integer("valueSize");
    int values = h / (heads / (int) v.integer("kvHeads")) * keys;
    boolean causal = v.word("causal").equals("true");
    double[] q = v.doubles("q");
    double[] k = v.doubles("k");
    double[] mask = v.doubles("mask");
    double m = LOWEST;
    double shift = 0.0;
    double[] o = new double[width];
    double[] l = new double[L];
    for (int first = 0; first < keys; first += 64) {
      if (causal && first > i + v.integer("offset")) {
        break;
      }
      int n = Math.min(64, keys - first);
      double[] p = new double[n];
      double most = m;
      for (int j = 0; j < n; j++) {
        p[j] = score(v, q, k, mask, h, i, first + j);
        most = p[j] > most || p[j] != p[j] ? p[j] : most;
      }
      shift = most == LOWEST ? 0.0 : most;
      double c = Functions.exp(m - shift);
      for (int a = 0; a < L; a++) {
        l[a] = l[a] * c;
      }
      for (int j = 0; j < n; j++) {
        p[j] = Functions.exp(p[j] - shift);
        l[j % L] = l[j % L] + p[j];
      }
      for (int e = 0; e < width; e++) {
        o[e] = o[e] * c;
        for (int j = 0; j < n; j++) {
          o[e] = Math.fma(p[j], v.doubles("v")[(values + first + j) * width + e], o[e]);
        }
      }
      m = most;
    }
    for (int half = L / 2; half > 0; half /= 2) {
      for (int a = 0; a < half; a++) {
        l[a] = l[a] + l[a + half];
      }
    }
    for (int e = 0; e < width; e++) {
      y[(h * queries + i) * width + e] = o[e] / l[0];
    }
    statistics[h * queries + i] = shift;
    statistics[heads * queries + h * queries + i] = 1.0 / l[0];
  }

  /** Angles, their functions and what they are made of are double in either type. */
  private static double[] rotary(TestVector v) {
    double[] x = v.doubles("x");
    double[] position = v.doubles("position");
    int size = (int) v.integer("size");
    boolean grid = v.word("places").equals("grid");
    int half = grid ? 2 : v.doubles("frequency").length;
    int pairs = grid ? 2 * half : half;
    double[] y = x.clone();
    for (int t = 0; t * size < x.length; t++) {
      for (int i = 0; i < pairs; i++) {
        double angle; // float: unchanged
        if (grid) {
          double log = Functions.log(v.doubles("base")[0]); // float: double log = Functions.log(v.floats("base")[0]);
          double f = Functions.exp(-((double) (i % half) / half) * log); // float: unchanged
          angle = position[i < half ? t / position.length : t % position.length] * f;
        } else {
          angle = (double) position[t] * v.doubles("frequency")[i]; // float: angle = (double) position[t] * v.floats("frequency")[i];
        }
        boolean halves = v.word("pairing").equals("HALVES");
        int a = t * size + (halves ? i : 2 * i);
        int b = halves ? a + pairs : a + 1;
        double cos = Circular.cos(angle); // float: float cos = (float) Circular.cos(angle);
        double sin = Circular.sin(angle); // float: float sin = (float) Circular.sin(angle);
        sin = v.word("inverse").equals("true") ? -sin : sin;
        y[a] = Math.fma(x[a], cos, -(x[b] * sin));
        y[b] = Math.fma(x[b], cos, x[a] * sin);
      }
    }
    return y;
  }

  /** The place of a token along an axis. */
  private static int place(TestVector v, int t, int axis) {
    int columns = (int) v.integer("columns");
    return columns == 0 ? t : axis == 0 ? t % columns : t / columns;
  }

  /** Where the first element of a pair of a head of a row is; the second one is so far behind it. */
  private static int first(TestVector v, int row, int head, int pair) {
    int size = (int) v.integer("size");
    int heads = (int) (v.integer("groups") * v.integer("heads"));
    return (row * heads + head) * size + (distance(v) == 1 ? 2 * pair : pair);
  }

  private static int distance(TestVector v) {
    return v.word("pairing").equals("HALVES") ? (int) v.integer("pairs") : 1;
  }

  private static double[] turned(TestVector v) {
    double[] x = v.doubles("x");
    double[] f = v.doubles("frequency");
    double[] y = x.clone();
    int groups = (int) v.integer("groups");
    int pairs = (int) v.integer("pairs");
    int all = groups * (int) v.integer("heads");
    for (int r = 0; r < x.length / (all * (int) v.integer("size")); r++) {
      int t = r % (int) v.integer("tokens");
      for (int h = 0; h < all; h++) {
        for (int i = 0; i < pairs; i++) {
          int at = h / (int) v.integer("heads") * pairs + i;
          double angle = (double) place(v, t, 0) * f[at]; // float: unchanged
          if (v.integer("columns") > 0) {
            angle = Math.fma((double) place(v, t, 1), (double) f[groups * pairs + at], angle); // float: unchanged
          }
          double cos = Circular.cos(angle); // float: float cos = (float) Circular.cos(angle);
          double sin = Circular.sin(angle); // float: float sin = (float) Circular.sin(angle);
          sin = v.word("inverse").equals("true") ? -sin : sin;
          int a = first(v, r, h, i);
          int b = a + distance(v);
          y[a] = Math.fma(x[a], cos, -(x[b] * sin));
          y[b] = Math.fma(x[b], cos, x[a] * sin);
        }
      }
    }
    return y;
  }

  private static double[] byFrequencies(TestVector v) {
    double[] y = v.doubles("y");
    double[] dy = v.doubles("dy");
    double[] df = v.doubles("df").clone();
    int groups = (int) v.integer("groups");
    int pairs = (int) v.integer("pairs");
    int heads = (int) v.integer("heads");
    int rows = y.length / (groups * heads * (int) v.integer("size"));
    for (int n = 0; n < df.length; n++) {
      double chain = v.word("accumulate").equals("true") ? df[n] : 0.0;
      for (int r = 0; r < rows; r++) {
        for (int h = 0; h < heads; h++) {
          int a = first(v, r, n / pairs % groups * heads + h, n % pairs);
          int b = a + distance(v);
          double s = Math.fma(dy[b], y[a], -(dy[a] * y[b]));
          chain = Math.fma((double) place(v, r % (int) v.integer("tokens"), n / (pairs * groups)), s, chain);
        }
      }
      df[n] = chain;
    }
    return df;
  }
}
