package org.isobit.models.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.isobit.models.assimilation.global.Perturbations;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Quoted;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/** {@link StochasticEnKF} in configurations, with perturbations from a file: filters themselves read none. */
public final class StochasticEnKFProvider extends StochasticEnKF.Provider {

  private static final String GIVEN = "perturbations";
  private static final String SIGN = "perturbation-sign";

  /** For {@link java.util.ServiceLoader}. */
  public StochasticEnKFProvider() {}

  @Override
  public Keys keys() {
    return Keys.of(Key.of(GIVEN, Form.FILE, "perturbations in place of draws, .npy: cycles x members x observations, "
            + "or members x observations for cycle 0"),
        Key.word(SIGN, "what these are added to, which must be said with them",
            MethodKeys.labels(Perturbations.Sign.values(), MethodKeys::label)));
  }

  @Override
  public StochasticEnKF build(FilterOptions o) {
    StochasticEnKF filter = super.build(o);
    if (o.own().has(GIVEN) != o.own().has(SIGN)) {
      throw new IllegalArgumentException("enkf: " + GIVEN + " and " + SIGN + " belong together, but "
          + (o.own().has(GIVEN) ? SIGN : GIVEN) + " is missing");
    }
    return o.own().has(GIVEN) ? filter.withPerturbations(read(Path.of(o.own().text(GIVEN)), o.own().text(SIGN)))
        : filter;
  }

  @Override
  public void requireCycle(Values own, long last) {
    if (own.has(GIVEN)) {
      Path file = Path.of(own.text(GIVEN));
      try {
        read(file, own.text(SIGN)).requireCycle(last);
      } catch (IllegalArgumentException e) {
        throw e.getMessage().startsWith(Quoted.path(file)) ? e
            : new IllegalArgumentException(Quoted.path(file) + ": " + e.getMessage(), e);
      }
    }
  }

  private static Perturbations read(Path file, String label) {
    Perturbations.Sign sign = Arrays.stream(Perturbations.Sign.values())
        .filter(s -> MethodKeys.label(s).equals(label)).findFirst().orElseThrow();
    try {
      NpyFile npy = NpyFile.read(file);
      int[] shape = npy.shape();
      if (shape.length != 2 && shape.length != 3) {
        throw new IllegalArgumentException(Quoted.path(file) + ": perturbations must be cycles x members x "
            + "observations, or members x observations, but are " + npy.shapeText());
      }
      return Perturbations.of(npy.doubles(), shape.length == 2 ? 1 : shape[0], shape[shape.length - 2],
          shape[shape.length - 1], sign);
    } catch (IOException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": the system cannot read it: " + e.getMessage(), e);
    }
  }
}
