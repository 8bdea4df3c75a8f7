package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.random.Philox;

/**
 * Laws of the observation error, all with mean 0 and the variance asked for. Filters always take the error for
 * Gaussian, so that the others show what that costs.
 */
public enum ErrorLaw {
  /** Normal. */
  GAUSSIAN {
    @Override
    void draw(long seed, long stream, double variance, double[] out) {
      double deviation = Math.sqrt(variance);
      Philox.gaussian(seed, stream, 0, out.length, out, 0);
      for (int j = 0; j < out.length; j++) {
        out[j] = deviation * out[j];
      }
    }
  },
  /** Double exponential; z1·z2 − z3·z4 of four normals has this law with variance 2, and needs no logarithm. */
  LAPLACE {
    @Override
    void draw(long seed, long stream, double variance, double[] out) {
      double scale = Math.sqrt(0.5 * variance);
      double[] z = new double[4 * out.length];
      Philox.gaussian(seed, stream, 0, z.length, z, 0);
      for (int j = 0; j < out.length; j++) {
        out[j] = scale * (z[4 * j] * z[4 * j + 1] - z[4 * j + 2] * z[4 * j + 3]);
      }
    }
  },
  /** Uniform on ±√(3·variance). */
  UNIFORM {
    @Override
    void draw(long seed, long stream, double variance, double[] out) {
      double half = Math.sqrt(3.0 * variance);
      Philox.uniform(seed, stream, 0, out.length, out, 0);
      for (int j = 0; j < out.length; j++) {
        out[j] = half * (2.0 * out[j] - 1.0);
      }
    }
  };

  /** Fills an array with independent errors: a function of seed, stream and variance alone. */
  abstract void draw(long seed, long stream, double variance, double[] out);

  /**
   * The law's name in configuration files.
   *
   * @return its name in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] labels() {
    List<String> labels = new ArrayList<>();
    for (ErrorLaw law : values()) {
      labels.add(law.label());
    }
    return labels.toArray(new String[0]);
  }

  static ErrorLaw of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
