package org.isobit.models.assimilation.particle;

import java.util.Set;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/** {@link ParticleFilter} in configurations. */
public final class ParticleFilterProvider extends NamedEntry implements FilterProvider {

  private static final Registry<Resampling> RESAMPLINGS = Registry.of("resampling", Resampling.values());

  private static final String RESAMPLING = "resampling";
  private static final String EFFECTIVE = "effective";
  private static final String REGULARISATION = "regularisation";
  private static final String JITTER_UNIQUE = "jitter-unique";
  private static final String KERNEL = "kernel";

  /** For {@link java.util.ServiceLoader}. */
  public ParticleFilterProvider() {
    super("particle", "particle filter: members weighted by their likelihood and resampled",
        "Gordon, Salmond and Smith 1993; van Leeuwen 2009");
  }

  @Override
  public String title() {
    return "PF";
  }

  @Override
  public MethodProfile profile() {
    return MethodProfile.of(ParticleFilter.class,
        "posteriors of a bimodal and of a bounded law as N^-1/2; published scores of L63-S12 and L96-B10",
        Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN);
  }

  @Override
  public Reach reach() {
    return Reach.GLOBAL;
  }

  @Override
  public Set<Option> options() {
    return Set.of();
  }

  @Override
  public Keys keys() {
    return Keys.of(
        Key.word(RESAMPLING, "how particles are drawn from weighted ones", RESAMPLINGS::labels)
            .usual(Resampling.SYSTEMATIC.label()),
        Key.of(EFFECTIVE, Form.NUMBER, "resample where the effective number is at most this part of all; isobit twin "
            + "carries weights from cycle to cycle, other commands always resample").usual(1.0).between(0.0, 1.0),
        Key.of(REGULARISATION, Form.NUMBER, "width of the draws that move copies apart, in bandwidths").usual(0.0)
            .atLeast(0.0),
        Key.of(JITTER_UNIQUE, Form.FLAG, "whether that moves particles drawn once too").usual(false),
        Key.of(KERNEL, Form.NUMBER, "width of a kernel about each forecast particle, in bandwidths, for the optimal "
            + "proposal").usual(0.0).atLeast(0.0));
  }

  @Override
  public ParticleFilter build(FilterOptions o) {
    Values own = o.own();
    return new ParticleFilter().withResampling(RESAMPLINGS.get(own.text(RESAMPLING)))
        .withEffective(own.number(EFFECTIVE)).withRegularisation(own.number(REGULARISATION))
        .withJitterOfUnique(own.flag(JITTER_UNIQUE)).withKernel(own.number(KERNEL));
  }
}
