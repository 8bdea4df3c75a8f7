package org.isobit.models.assimilation;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * Inflation of an ensemble's spread, each kind named after what it does; kinds combine with {@link #and}. Estimated
 * from the innovations: {@code AdaptiveInflation}.
 *
 * <p>Published numbers mean different things. A factor f of {@link Kind#POSTERIOR_ANOMALIES} is DAPPER's
 * {@code infl = f}; PDAF's {@code forget = ρ} is {@link Kind#FORGETTING_FACTOR}; Hunt et al. (2007) and Miyoshi's
 * factor is {@link Kind#TRANSFORM_COVARIANCE}; DART's λ is {@link Kind#PRIOR_COVARIANCE}, or after the analysis
 * {@link Kind#POSTERIOR_COVARIANCE}, or one for each variable, {@link #priorCovariance}.
 *
 * <p>Without observations: every kind acts in a cycle without any observation as in others (a relaxation alone then
 * changes nothing), with one exception. In {@code LETKF}, {@code LESTKF} and {@code EAKF}, and in localised
 * {@code RHF} and {@code QCEFF}, the kinds inside the transform, {@link Kind#FORGETTING_FACTOR} and
 * {@link Kind#TRANSFORM_COVARIANCE}, act at points that no observation reaches only with
 * {@link UnobservedPoints#INFLATE}. {@code ETKF}, {@code DEnKF}, {@code StochasticEnKF} and {@code
 * SerialEnSRF}, localised or not, have one such factor for the whole state and always apply it, so that a run of empty
 * cycles inflates at each; where that is not wanted, leave the analysis of empty cycles out. Immutable, thread-safe.
 */
public final class Inflation {

  /** What a number does to the ensemble. */
  public enum Kind implements Entry {
    /** Forecast anomalies times the factor, before the observation operator. */
    PRIOR_ANOMALIES("prior-anomalies", "forecast anomalies times the factor, before the observation operator", ""),
    /** Forecast covariance times the factor: anomalies times its square root, before the operator (DART's λ). */
    PRIOR_COVARIANCE("prior-covariance",
        "forecast covariance times the factor, before the observation operator",
        "DART's lambda"),
    /** Forecast covariance divided by ρ, inside the transform only (PDAF's {@code forget}). */
    FORGETTING_FACTOR("forgetting-factor",
        "forecast covariance divided by the factor, inside the transform only",
        "PDAF's forget"),
    /** Forecast covariance times the factor, inside the transform only: (N − 1)/factor (Hunt et al. 2007). */
    TRANSFORM_COVARIANCE("transform-covariance",
        "forecast covariance times the factor, inside the transform only",
        "Hunt et al. 2007"),
    /** Analysis anomalies times the factor, after the analysis, everywhere (DAPPER's {@code infl}). */
    POSTERIOR_ANOMALIES("posterior-anomalies",
        "analysis anomalies times the factor, after the analysis, everywhere",
        "DAPPER's infl"),
    /** Analysis covariance times the factor: anomalies times its square root, after the analysis, everywhere (DART). */
    POSTERIOR_COVARIANCE("posterior-covariance",
        "analysis covariance times the factor, after the analysis, everywhere",
        "DART"),
    /** Relaxation to prior perturbations (Zhang et al. 2004): (1 − α)·analysis + α·forecast anomalies. */
    RELAX_TO_PRIOR_PERTURBATIONS("rtpp",
        "relaxation to prior perturbations: (1 - factor) analysis + factor forecast anomalies",
        "Zhang et al. 2004"),
    /** Relaxation to prior spread (Whitaker and Hamill 2012): anomalies times 1 + α·(σ_f − σ_a)/σ_a. */
    RELAX_TO_PRIOR_SPREAD("rtps",
        "relaxation to prior spread: anomalies times 1 + factor (forecast - analysis spread)/analysis spread",
        "Whitaker and Hamill 2012");

    private final String label;
    private final String sentence;
    private final String source;

    Kind(String label, String sentence, String source) {
      this.label = label;
      this.sentence = sentence;
      this.source = source;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public String sentence() {
      return sentence;
    }

    @Override
    public String source() {
      return source;
    }

    /**
     * The kind of a name.
     *
     * @param label a name as {@link #label} gives it
     * @return the kind
     * @throws IllegalArgumentException listing the names there are
     */
    public static Kind of(String label) {
      return Registry.one("Inflation: ", label, values());
    }
  }

  private static final Inflation NONE = new Inflation(neutral(), null);

  /** For each kind its number. */
  private final double[] amounts;

  /** For each variable the factor on its forecast covariance before the observation operator, or null. */
  private final double[] field;

  private Inflation(double[] amounts, double[] field) {
    this.amounts = amounts;
    this.field = field;
  }

  private static double[] neutral() {
    double[] amounts = new double[Kind.values().length];
    for (Kind kind : Kind.values()) {
      amounts[kind.ordinal()] = relaxation(kind) ? 0.0 : 1.0;
    }
    return amounts;
  }

  private static boolean relaxation(Kind kind) {
    return kind == Kind.RELAX_TO_PRIOR_PERTURBATIONS || kind == Kind.RELAX_TO_PRIOR_SPREAD;
  }

  /**
   * No inflation.
   *
   * @return it
   */
  public static Inflation none() {
    return NONE;
  }

  /**
   * Inflation of one kind.
   *
   * @param kind   what the number does
   * @param amount a positive factor, ρ in (0, 1] for the forgetting factor, or α in [0, 1] for relaxations
   * @return the inflation
   * @throws IllegalArgumentException if the number is out of range
   */
  public static Inflation of(Kind kind, double amount) {
    boolean good = relaxation(kind) ? amount >= 0.0 && amount <= 1.0
        : kind == Kind.FORGETTING_FACTOR ? amount > 0.0 && amount <= 1.0 : factor(amount);
    if (!good) {
      throw new IllegalArgumentException("Inflation: " + kind.label + " must be " + (relaxation(kind) ? "in [0, 1]"
          : kind == Kind.FORGETTING_FACTOR ? "in (0, 1]" : "positive") + ", but is " + amount);
    }
    double[] amounts = neutral();
    amounts[kind.ordinal()] = amount;
    return new Inflation(amounts, null);
  }

  /**
   * DAPPER's factor: analysis anomalies times the factor, after the analysis.
   *
   * @param factor the factor
   * @return the inflation
   */
  public static Inflation posteriorAnomalies(double factor) {
    return of(Kind.POSTERIOR_ANOMALIES, factor);
  }

  /**
   * A factor for each variable on its forecast variance: anomalies times its square root, before the observation
   * operator (DART's spatially varying λ; Anderson 2009).
   *
   * @param factors one positive factor for each variable; copied
   * @return the inflation
   * @throws IllegalArgumentException if there is none, or one is not positive and finite
   */
  public static Inflation priorCovariance(double[] factors) {
    if (factors.length == 0) {
      throw new IllegalArgumentException("Inflation: there is no factor");
    }
    for (int i = 0; i < factors.length; i++) {
      if (!factor(factors[i])) {
        throw new IllegalArgumentException("Inflation: factor[" + i + "] must be positive and finite, but is "
            + factors[i]);
      }
    }
    return shared(factors.clone());
  }

  /**
   * As {@link #priorCovariance}, of factors that are known to be good and are not copied.
   *
   * @param factors one for each variable, not to be changed
   * @return the inflation
   */
  public static Inflation shared(double[] factors) {
    return new Inflation(neutral(), factors);
  }

  /**
   * Both inflations; where both have a number of one kind, factors multiply; relaxations are refused, and so
   * are two factors for each variable.
   *
   * @param other another inflation
   * @return the combination
   * @throws IllegalArgumentException if both hold a relaxation of the same kind or factors for each variable, or a
   *                                  product of factors overflows or vanishes
   */
  public Inflation and(Inflation other) {
    double[] both = amounts.clone();
    for (Kind kind : Kind.values()) {
      int i = kind.ordinal();
      if (!relaxation(kind)) {
        both[i] *= other.amounts[i];
      } else if (both[i] != 0.0 && other.amounts[i] != 0.0) {
        throw new IllegalArgumentException("Inflation: " + kind.label + " is given twice");
      } else {
        both[i] += other.amounts[i];
      }
    }
    if (field != null && other.field != null) {
      throw new IllegalArgumentException("Inflation: factors for each variable are given twice");
    }
    Inflation combined = new Inflation(both, field == null ? other.field : field);
    for (Kind kind : Kind.values()) {
      require(relaxation(kind) || factor(combined.amount(kind)), kind.label, combined.amount(kind));
    }
    require(factor(combined.priorFactor()), "the factor before the analysis", combined.priorFactor());
    require(factor(combined.transformFactor()), "the factor inside the transform",
        combined.transformFactor());
    require(factor(combined.posteriorFactor()), "the factor after the analysis", combined.posteriorFactor());
    return combined;
  }

  private static boolean factor(double x) {
    return x > 0.0 && x <= Double.MAX_VALUE;
  }

  private static void require(boolean good, String name, double product) {
    if (!good) {
      throw new IllegalArgumentException("Inflation: combined, " + name + " must be positive and finite, but is "
          + product);
    }
  }

  /**
   * The number of a kind.
   *
   * @param kind which
   * @return the factor, 1 where there is none; or α, 0 where there is none
   */
  public double amount(Kind kind) {
    return amounts[kind.ordinal()];
  }

  /**
   * The factor on forecast anomalies before the observation operator.
   *
   * @return 1 if there is none
   */
  public double priorFactor() {
    double covariance = amount(Kind.PRIOR_COVARIANCE);
    return amount(Kind.PRIOR_ANOMALIES) * (covariance == 1.0 ? 1.0 : Math.sqrt(covariance));
  }

  /**
   * For each variable the factor on its forecast covariance before the observation operator.
   *
   * @return the array at work, or null
   */
  public double[] field() {
    return field;
  }

  /**
   * The factor on analysis anomalies.
   *
   * @return 1 if there is none
   */
  public double posteriorFactor() {
    double covariance = amount(Kind.POSTERIOR_COVARIANCE);
    return amount(Kind.POSTERIOR_ANOMALIES) * (covariance == 1.0 ? 1.0 : Math.sqrt(covariance));
  }

  /**
   * The factor on the forecast covariance inside the transform.
   *
   * @return 1 if there is none
   */
  public double transformFactor() {
    return amount(Kind.TRANSFORM_COVARIANCE) / amount(Kind.FORGETTING_FACTOR);
  }

  /**
   * Whether it needs the forecast anomalies after the analysis.
   *
   * @return true for relaxations
   */
  public boolean relaxes() {
    return amount(Kind.RELAX_TO_PRIOR_PERTURBATIONS) != 0.0 || amount(Kind.RELAX_TO_PRIOR_SPREAD) != 0.0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inflation inflation && java.util.Arrays.equals(amounts, inflation.amounts)
        && java.util.Arrays.equals(field, inflation.field);
  }

  @Override
  public int hashCode() {
    return 31 * java.util.Arrays.hashCode(amounts) + java.util.Arrays.hashCode(field);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Kind kind : Kind.values()) {
      if (amount(kind) != NONE.amount(kind)) {
        text.append(text.isEmpty() ? "" : ", ").append(kind.label).append(' ').append(amount(kind));
      }
    }
    if (field != null) {
      text.append(text.isEmpty() ? "" : ", ").append("prior-covariance of ").append(field.length).append(" variables");
    }
    return text.isEmpty() ? "no inflation" : text.toString();
  }
}
