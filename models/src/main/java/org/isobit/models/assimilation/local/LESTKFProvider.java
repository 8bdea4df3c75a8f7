package org.isobit.models.assimilation.local;

import java.util.Set;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/** {@link LESTKF} in configurations. */
public final class LESTKFProvider extends NamedEntry implements FilterProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LESTKFProvider() {
    super("lestkf", "local error-subspace transform Kalman filter", "Nerger, Janjić, Schröter and Hiller 2012");
  }

  @Override
  public String title() {
    return "LESTKF";
  }

  @Override
  public MethodProfile profile() {
    return MethodProfile.of(LESTKF.class,
        "DAPPER's arrays of LETKF, which it equals member for member; published scores of LETKF",
        Trait.NONLINEAR_OPERATOR, Trait.DEVICE);
  }

  @Override
  public Reach reach() {
    return Reach.LOCAL;
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.INFLATION, Option.PARTS, Option.BATCH, Option.UNOBSERVED, Option.FLOAT, Option.COARSE_GRID);
  }

  @Override
  public LESTKF build(FilterOptions o) {
    return new LESTKF(o.localization()).withBatch(o.batch()).withUnobserved(o.unobserved())
        .withInflation(o.inflation()).withRotation(o.rotation());
  }

  @Override
  public FloatLESTKF buildFloat(FilterOptions o) {
    return new FloatLESTKF(o.localization()).withBatch(o.batch()).withUnobserved(o.unobserved())
        .withInflation(o.inflation()).withRotation(o.rotation());
  }
}
