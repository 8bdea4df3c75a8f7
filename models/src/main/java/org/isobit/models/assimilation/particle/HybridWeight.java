package org.isobit.models.assimilation.particle;

import java.util.Objects;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * The hybrid weight γ of {@link LKNETF} at a point: 0 is LNETF alone, 1 is LETKF alone (Nerger 2022, whose names the
 * rules have; PDAF's {@code type_hyb} 0, 1 and 2). Immutable, thread-safe.
 *
 * @param rule  how γ follows from the weights
 * @param value γ itself, the factor κ or the limit α, from 0 to 1
 */
public record HybridWeight(Rule rule, double value) {

  /** How γ follows from the weights w of the likelihood. */
  public enum Rule implements Entry {
    /** γ = value. */
    FIXED("fixed", "the same everywhere"),
    /** γ_lin = (1 − N_eff ÷ N)·κ, κ the value. */
    LINEAR("lin", "1 - N_eff / N, times the value"),
    /** γ_α: the smallest of 0, 0.05, … 1 for which the weights w^(1 − γ) have N_eff ≥ α·N, α the value. */
    LIMIT("alpha", "the smallest for which N_eff / N of the nonlinear step is at least the value");

    private final String label;
    private final String sentence;

    Rule(String label, String sentence) {
      this.label = label;
      this.sentence = sentence;
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
      return "Nerger 2022";
    }

    /**
     * The rule of a name.
     *
     * @param label a name as {@link #label} gives it
     * @return the rule
     * @throws IllegalArgumentException listing the names there are
     */
    public static Rule of(String label) {
      return Registry.one("HybridWeight: ", label, values());
    }
  }

  /** Steps of γ_α from 0 to 1. */
  private static final int STEPS = 20;

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is not in 0 to 1
   */
  public HybridWeight {
    Objects.requireNonNull(rule, "rule");
    if (!(value >= 0.0 && value <= 1.0)) {
      throw new IllegalArgumentException("HybridWeight: the value of the rule " + rule.label()
          + " must be in 0 to 1, but is " + value);
    }
  }

  /**
   * γ.
   *
   * @param n     number of members
   * @param log   logarithms of their likelihoods
   * @param w     receives the weights of the nonlinear step, those of the likelihoods to the power 1 − γ
   * @param where where in the state, for messages
   * @return γ, from 0 to 1
   */
  double weigh(int n, double[] log, double[] w, Object where) {
    double gamma = 0.0;
    switch (rule) {
      case FIXED -> gamma = value;
      case LINEAR -> {
        Likelihood.normalise(LKNETF.NAME, n, log, w, where);
        double part = MemberWeights.effectiveSize(w) / n;
        // Rounding may put N_eff above N.
        gamma = part < 1.0 ? (1.0 - part) * value : 0.0;
      }
      default -> {
        int step = 0;
        temper(n, 0.0, log, w, where);
        while (step < STEPS && !(MemberWeights.effectiveSize(w) >= value * n)) {
          step++;
          gamma = (double) step / STEPS;
          temper(n, gamma, log, w, where);
        }
        return gamma;
      }
    }
    temper(n, gamma, log, w, where);
    return gamma;
  }

  private static void temper(int n, double gamma, double[] log, double[] w, Object where) {
    for (int m = 0; m < n; m++) {
      // To the power 0 every likelihood is 1, that which underflows, too.
      w[m] = gamma == 1.0 ? 0.0 : (1.0 - gamma) * log[m];
    }
    Likelihood.normalise(LKNETF.NAME, n, w, w, where);
  }
}
