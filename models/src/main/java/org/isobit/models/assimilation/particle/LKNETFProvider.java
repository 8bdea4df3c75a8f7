package org.isobit.models.assimilation.particle;

import java.util.Set;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Registry;

/** {@link LKNETF} in configurations. */
public final class LKNETFProvider extends NamedEntry implements FilterProvider {

  private static final String RULE = "hybrid";
  private static final String VALUE = "hybrid-value";

  private static final Registry<HybridWeight.Rule> RULES = Registry.of("rule", HybridWeight.Rule.values());

  /** For {@link java.util.ServiceLoader}. */
  public LKNETFProvider() {
    super("lknetf", "local hybrid filter: an LNETF with a part of the likelihood, then an LETKF with the rest",
        "Nerger 2022");
  }

  @Override
  public String title() {
    return LKNETF.NAME;
  }

  @Override
  public MethodProfile profile() {
    return MethodProfile.of(LKNETF.class,
        "LNETF and LETKF at both ends, both steps between", Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN);
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
    return Keys.of(
        Key.word(RULE, "how the LETKF's part of the likelihood, gamma, is found at each point", RULES::labels)
            .required(),
        Key.of(VALUE, Form.NUMBER, "gamma itself (fixed), a factor (lin) or the least N_eff / N (alpha)").required()
            .between(0.0, 1.0));
  }

  @Override
  public InflatingFilter build(FilterOptions o) {
    HybridWeight hybrid = new HybridWeight(RULES.get(o.own().text(RULE)), o.own().number(VALUE));
    return new LKNETF(o.localization(), hybrid).withBatch(o.batch()).withUnobserved(o.unobserved())
        .withInflation(o.inflation()).withRotation(o.rotation());
  }
}
