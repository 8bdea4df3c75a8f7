package org.isobit.models.assimilation.local;

import java.util.Set;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/** {@link LETKF} in configurations. */
public final class LETKFProvider extends NamedEntry implements FilterProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LETKFProvider() {
    super("letkf",
        "local ensemble transform Kalman filter: an ETKF for every point, with the observations around it",
        "Hunt, Kostelich and Szunyogh 2007");
  }

  @Override
  public String title() {
    return "LETKF";
  }

  @Override
  public MethodProfile profile() {
    return MethodProfile.of(LETKF.class,
        "DAPPER's arrays; published scores of L96-S08, L96-H15 and KS-B19", Trait.NONLINEAR_OPERATOR, Trait.DEVICE);
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
  public LETKF build(FilterOptions o) {
    return new LETKF(o.localization()).withBatch(o.batch()).withUnobserved(o.unobserved())
        .withInflation(o.inflation()).withRotation(o.rotation());
  }

  @Override
  public FloatLETKF buildFloat(FilterOptions o) {
    return new FloatLETKF(o.localization()).withBatch(o.batch()).withUnobserved(o.unobserved())
        .withInflation(o.inflation()).withRotation(o.rotation());
  }
}
