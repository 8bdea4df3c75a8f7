package org.isobit.models.errors;

import java.util.SequencedMap;
import org.isobit.kernels.random.Philox;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Errors with two modes: with equal probability normal about 0 or about the gap, both with variance s². Their mean is
 * gap/2, their variance s² + gap²/4. Error i takes normal 4i and uniform 4i + 2 of the stream, which are of different
 * blocks.
 *
 * @param variance variance about the mean, more than gap²/4
 * @param gap      distance of the second mode, of either sign
 */
public record BimodalError(double variance, double gap) implements ErrorLaw {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the gap is not finite or leaves no variance about the modes
   */
  public BimodalError {
    LawParameters.positive("bimodal", "variance", variance);
    LawParameters.finite("bimodal", "gap", gap);
    if (!(component(variance, gap) > 0.0)) {
      throw new IllegalArgumentException("bimodal: variance must be more than gap^2/4, but is " + variance
          + " with gap " + gap);
    }
  }

  /** Variance about either mode. */
  private static double component(double variance, double gap) {
    return Math.fma(-0.25 * gap, gap, variance);
  }

  @Override
  public String label() {
    return "bimodal";
  }

  @Override
  public SequencedMap<String, Double> parameters() {
    return LawParameters.of("variance", variance, "gap", gap);
  }

  @Override
  public double mean() {
    return 0.5 * gap;
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    LawParameters.draws("bimodal", first, n, out, at, 4);
    double deviation = Math.sqrt(component(variance, gap));
    for (int i = 0; i < n; i++) {
      double mode = Philox.uniform(seed, stream, 4 * (first + i) + 2) < 0.5 ? 0.0 : gap;
      out[at + i] = Math.fma(deviation, Philox.gaussian(seed, stream, 4 * (first + i)), mode);
    }
  }

  /** The law in configurations. */
  public static final class Provider extends NamedEntry implements LawProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("bimodal", "two normal laws with equal probability, about 0 and about the gap", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("variance", Key.Form.NUMBER, "variance about the mean").required().positive(),
          Key.of("gap", Key.Form.NUMBER, "distance of the second mode").required());
    }

    @Override
    public BimodalError build(Values values) {
      return new BimodalError(values.number("variance"), values.number("gap"));
    }
  }
}
