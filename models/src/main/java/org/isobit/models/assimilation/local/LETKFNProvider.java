package org.isobit.models.assimilation.local;

import java.util.Set;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/** {@link LETKFN} in configurations. */
public final class LETKFNProvider extends NamedEntry implements FilterProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LETKFNProvider() {
    super("letkf-n", "local finite-size ensemble Kalman filter: an LETKF whose inflation comes from the innovations",
        "Bocquet 2011; Bocquet, Raanes and Hannart 2015");
  }

  @Override
  public String title() {
    return "LETKF-N";
  }

  @Override
  public MethodProfile profile() {
    return MethodProfile.of(LETKFN.class,
        "an analysis of DAPPER's LETKF with the same inflation; EnKF-N without tapers", Trait.NONLINEAR_OPERATOR);
  }

  @Override
  public Reach reach() {
    return Reach.LOCAL;
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.INFLATION, Option.PARTS, Option.BATCH, Option.UNOBSERVED);
  }

  @Override
  public Keys keys() {
    return FiniteSize.KEYS;
  }

  @Override
  public LETKFN build(FilterOptions o) {
    return new LETKFN(o.localization()).withPrior(FiniteSize.of(o.own())).withBatch(o.batch())
        .withUnobserved(o.unobserved()).withInflation(o.inflation()).withRotation(o.rotation());
  }
}
