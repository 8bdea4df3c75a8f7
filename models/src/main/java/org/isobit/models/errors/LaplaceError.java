package org.isobit.models.errors;

import org.isobit.kernels.random.Philox;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Double exponential errors of mean 0. Of four normals z1·z2 − z3·z4 has this law with variance 2, and needs no
 * logarithm: error i takes normals 4i … 4i + 3 of the stream.
 *
 * @param variance their variance, positive
 */
public record LaplaceError(double variance) implements UnbiasedLaw {

  /**
   * Checks the variance.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public LaplaceError {
    LawParameters.positive("laplace", "variance", variance);
  }

  @Override
  public String label() {
    return "laplace";
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    LawParameters.draws("laplace", first, n, out, at, 4);
    double scale = Math.sqrt(0.5 * variance);
    double[] z = new double[Math.multiplyExact(4, n)];
    Philox.gaussian(seed, stream, 4 * first, z.length, z, 0);
    for (int i = 0; i < n; i++) {
      out[at + i] = scale * (z[4 * i] * z[4 * i + 1] - z[4 * i + 2] * z[4 * i + 3]);
    }
  }

  /** The law in configurations. */
  public static final class Provider extends NamedEntry implements LawProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("laplace", "two-sided exponential law without bias", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("variance", Key.Form.NUMBER, "variance about the mean").required().positive());
    }

    @Override
    public LaplaceError build(Values values) {
      return new LaplaceError(values.number("variance"));
    }
  }
}
