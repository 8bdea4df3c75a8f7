package org.isobit.models.assimilation.serial;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The quantile-conserving ensemble filter (Anderson 2022, Mon. Weather Rev. 150, 1061–1074; 2023, 151, 2759–2777): a
 * serial filter like {@link EAKF} in which each member of an observed quantity keeps its quantile,
 * x'_m = F_post⁻¹(F_prior(x_m)), for a prior of some family and its posterior.
 *
 * <ul>
 * <li>{@link #normal()}: normal prior and likelihood, which is the {@link EAKF}, to rounding.
 * <li>{@link #boundedRankHistogram}: the histogram of {@link RHF} with its tails cut at bounds, and a normal error that
 *   is truncated to them. Without bounds it is {@link RHF}, to the bit. Bounds are those of what is observed, of every
 *   observation alike; a member that is beyond one counts as on it (a run of DART ends there), so that analysed members
 *   of an observed quantity are always within, up to the rounding of a mean and a departure from it. Members at a bound
 *   stay together. Errors may not be correlated.
 * <li>{@link #gamma()} and {@link #beta}: a gamma or a beta prior with the members' mean and variance, and a normal
 *   likelihood; the posterior comes from quadrature. Observations may be beyond the bounds, their errors not
 *   correlated; members beyond a bound count as on it, and stay there, as no quantile of these laws is a bound's.
 * <li>{@link #of}: a law of yours.
 * </ul>
 *
 * <p>Observations of named types may have laws of their own: {@link #withType}.
 *
 * <p>Increments are regressed linearly, as in {@link EAKF}, so that a variable that is not observed itself, or that
 * several observations reach, may leave its bounds. {@link #withProbitRegression} regresses increments of probits
 * Φ⁻¹(F(x)) instead (Anderson 2023), with F the marginal law of each variable's forecast members, and of each observed
 * quantity's: everything an observation reaches then keeps to its bounds, unless a rotation, or inflation or relaxation
 * after the analysis, follows. A variable that is observed itself is analysed as what is observed of it, by every
 * observation in turn. Between normal marginals it is the linear regression, to rounding.
 *
 * <p>Cost and memory are those of {@link RHF}, but for an observation's own members: with the normal law 6·N
 * operations, with the gamma and beta laws some thousand exponentials and 120 a member. H is applied once to each
 * member.
 *
 * <p>The regression between probits takes a fit of each reached variable's members (a sort of N numbers) twice, N
 * probits and N values more than a linear one (about 10 and 1 evaluations of log Φ), and the same at each observation's
 * turn.
 *
 * <p>Held to: the {@link EAKF}, with either regression; Bayes' rule by quadrature, for bounded priors as N grows and
 * for gamma and beta ones member by member; a truncated normal law, of a uniform prior; masses of gamma laws in decimal
 * arithmetic and of beta laws in closed form; and the steps of both papers written out apart from this library.
 *
 * <p>Observations may be as accurate as {@link Filter#LARGEST_SERIAL_CONDITION} says. Immutable, thread-safe.
 */
public final class QCEFF implements InflatingFilter {

  private final Laws laws;
  private final SerialSettings settings;

  private QCEFF(Laws laws, SerialSettings settings) {
    this.laws = laws;
    this.settings = settings;
  }

  /**
   * The filter with a normal prior, without localisation, inflation or rotation, with the observations as they come.
   *
   * @return the filter
   */
  public static QCEFF normal() {
    return of(new NormalUpdate());
  }

  /**
   * The filter with a bounded normal rank histogram as prior, otherwise as {@link #normal()}.
   *
   * @param lower least value of what is observed, or −∞
   * @param upper largest value, or +∞
   * @return the filter
   * @throws IllegalArgumentException if the lower bound is not below the upper one
   */
  public static QCEFF boundedRankHistogram(double lower, double upper) {
    return of(new RankHistogram(lower, upper));
  }

  /**
   * The filter with a gamma prior, otherwise as {@link #normal()}.
   *
   * @return the filter
   */
  public static QCEFF gamma() {
    return of(ObservationUpdate.gamma());
  }

  /**
   * The filter with a beta prior, otherwise as {@link #normal()}.
   *
   * @param lower least value of what is observed
   * @param upper largest value
   * @return the filter
   * @throws IllegalArgumentException if bounds are not finite or the lower one is not below the upper one
   */
  public static QCEFF beta(double lower, double upper) {
    return of(ObservationUpdate.beta(lower, upper));
  }

  /**
   * The filter with another law of observed quantities, otherwise as {@link #normal()}.
   *
   * @param law the law
   * @return the filter
   */
  public static QCEFF of(ObservationUpdate law) {
    return new QCEFF(Laws.linear(law), SerialSettings.USUAL);
  }

  /**
   * The same filter with another law of what observations of one type see.
   *
   * @param type name of the type; {@code "observation"} where types have no names
   * @param law  the law
   * @return a new filter
   * @throws IllegalArgumentException if the regression is between probits and the law has no marginal
   */
  public QCEFF withType(String type, ObservationUpdate law) {
    return new QCEFF(laws.with(Objects.requireNonNull(type, "type"), Objects.requireNonNull(law, "law")), settings);
  }

  /**
   * The same filter with a regression between probits, all variables having marginals of the kind that observed
   * quantities have. That fits where state and observations are of one kind; otherwise see
   * {@link #withProbitRegression(ObservationUpdate...)}.
   *
   * @return a new filter
   * @throws IllegalArgumentException if the law has no marginal
   */
  public QCEFF withProbitRegression() {
    return withProbitRegression(laws.usual());
  }

  /**
   * The same filter with a regression between probits.
   *
   * @param fields the law of the state's variables, or one for each field of the localisation, in the state's order
   * @return a new filter
   * @throws IllegalArgumentException if there is none or one has no marginal; the filter throws it if the number of
   *                                  fields is another one
   */
  public QCEFF withProbitRegression(ObservationUpdate... fields) {
    if (fields.length == 0) {
      throw new IllegalArgumentException("QCEFF: a regression between probits needs a law of the state's variables");
    }
    return new QCEFF(laws.withFields(List.of(fields)), settings);
  }

  /**
   * The same filter with covariances tapered by distance.
   *
   * @param localization where variables are and how far observations reach
   * @return a new filter
   */
  public QCEFF withLocalization(Localization localization) {
    return new QCEFF(laws, settings.with(localization));
  }

  /**
   * The same filter with another order of the observations.
   *
   * @param order the order
   * @return a new filter
   */
  public QCEFF withOrder(ObservationOrder order) {
    return new QCEFF(laws, settings.with(order));
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param unobserved what happens there; without a localisation there are no such points
   * @return a new filter
   */
  public QCEFF withUnobserved(UnobservedPoints unobserved) {
    return new QCEFF(laws, settings.with(unobserved));
  }

  @Override
  public Inflation inflation() {
    return settings.inflation();
  }

  @Override
  public QCEFF withInflation(Inflation newInflation) {
    return new QCEFF(laws, settings.with(newInflation));
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param rotation whether to rotate
   * @return a new filter
   */
  public QCEFF withRotation(boolean rotation) {
    return new QCEFF(laws, settings.with(rotation));
  }

  /**
   * The same filter with, or without, a correction of regressions for their sampling error (Anderson 2012): each is
   * multiplied by a factor of its sample correlation, from 0 for none to 1 for ±1, besides the taper.
   *
   * @param corrected whether to correct; an ensemble then needs at least 4 members
   * @return a new filter
   */
  public QCEFF withSamplingErrorCorrection(boolean corrected) {
    return new QCEFF(laws, settings.corrected(corrected));
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    settings.analyse("QCEFF", laws, ensemble, observations, cycle);
  }

  @Override
  public String toString() {
    return "QCEFF[" + laws + ", " + settings + "]";
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final String MARGINAL = "marginal";
    private static final String HISTOGRAM = "bounded-rank-histogram";
    private static final String NORMAL = "normal";
    private static final String GAMMA = "gamma";
    private static final String BETA = "beta";
    private static final String BOUNDED = "the marginals " + HISTOGRAM + " and " + BETA;
    private static final String TYPES = "types";
    private static final String FIELDS = "fields";
    private static final String REGRESSION = "regression";
    private static final String LINEAR = "linear";
    private static final String PROBIT = "probit";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("qceff", "serial filter that keeps members' quantiles, with bounds if so wished, global or, with a "
          + "localisation, local", "Anderson 2022 and 2023");
    }

    @Override
    public String title() {
      return "QCEFF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(QCEFF.class,
          "Bayes' rule by quadrature for bounded and gamma priors; EAKF with normal marginals",
          Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN);
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS, Option.ORDER, Option.UNOBSERVED);
    }

    @Override
    public Keys keys() {
      return own("what is observed").and(
          Key.of(TYPES, Key.Form.SECTIONS, "the same of single types of observations")
              .with(Keys.of(Key.of("name", Key.Form.TEXT, "name of the type").required()).and(own("what they see"))),
          Key.word(REGRESSION, "increments of what is observed onto the rest: of values, or of probits, which keep to "
              + "bounds", LINEAR, PROBIT).usual(LINEAR),
          Key.of(FIELDS, Key.Form.SECTIONS, "for probits, the priors of the state's variables: one for all or one for "
              + "each field, in their order; usually that of what is observed").with(own("the field's variables")),
          SerialSettings.CORRECTION);
    }

    @Override
    public List<String> types(Values own) {
      return own.sections(TYPES).stream().map(type -> type.text("name")).toList();
    }

    private static Keys own(String whose) {
      return Keys.of(Key.word(MARGINAL, "the prior of " + whose, NORMAL, GAMMA, BETA, HISTOGRAM).usual(HISTOGRAM),
          Key.of("lower", Key.Form.NUMBER, "least value of " + whose).when(BOUNDED),
          Key.of("upper", Key.Form.NUMBER, "largest value of " + whose).when(BOUNDED));
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      Values own = o.own();
      Laws laws = Laws.linear(law(own));
      for (Values type : own.sections(TYPES)) {
        if (laws.types().containsKey(type.text("name"))) {
          throw new IllegalArgumentException(TYPES + ": '" + type.text("name") + "' is there twice");
        }
        laws = laws.with(type.text("name"), law(type));
      }
      List<ObservationUpdate> fields = own.sections(FIELDS).stream().map(Provider::law).toList();
      if (own.text(REGRESSION).equals(PROBIT)) {
        laws = laws.withFields(fields.isEmpty() ? List.of(laws.usual()) : fields);
      } else if (!fields.isEmpty()) {
        throw new IllegalArgumentException(FIELDS + ": is for the regression " + PROBIT + ", but it is " + LINEAR);
      }
      return new QCEFF(laws, SerialSettings.of(o));
    }

    private static ObservationUpdate law(Values own) {
      double lower = own.has("lower") ? own.number("lower") : Double.NEGATIVE_INFINITY;
      double upper = own.has("upper") ? own.number("upper") : Double.POSITIVE_INFINITY;
      switch (own.text(MARGINAL)) {
        case HISTOGRAM -> {
          return ObservationUpdate.rankHistogram(lower, upper);
        }
        case BETA -> {
          return ObservationUpdate.beta(lower, upper);
        }
        default -> {
          // These take no bounds.
        }
      }
      for (String bound : new String[] {"lower", "upper"}) {
        if (own.has(bound)) {
          throw new IllegalArgumentException(bound + ": is " + own.number(bound) + ", but the marginal "
              + own.text(MARGINAL) + " takes none");
        }
      }
      return own.text(MARGINAL).equals(GAMMA) ? ObservationUpdate.gamma() : ObservationUpdate.normal();
    }
  }
}
