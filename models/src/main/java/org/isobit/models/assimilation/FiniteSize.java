package org.isobit.models.assimilation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isobit.kernels.Checks;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/**
 * What the finite-size filters EnKF-N assume of the forecast's error: that the ensemble is a sample of N members, whose
 * mean and covariance are known no better than that (Bocquet 2011, Nonlin. Processes Geophys. 18, 735–750; Bocquet and
 * Sakov 2012, ibid. 19, 383–399; Bocquet, Raanes and Hannart 2015, ibid. 22, 645–662).
 *
 * <p>With w the weights by which the mean moves, the forecast's term (N − 1)·w·w of the cost becomes
 * (N − 1)·c·ln(ε + w·w), with ε = 1 + 1/N, for the mean that is not known, and c = (N + g)/(N − 1). Both are corrected
 * (equation 36 of 2015, almost) so that observations without information ask for no inflation: with λ_i the
 * eigenvalues of S·Sᵀ, S the observed anomalies over error deviations, and m = (ε/c)^{κ/2}, κ = mean of
 * (N − 1)/(λ_i + N − 1), ε is divided by m and c multiplied by it. Then both are multiplied by {@code xN}, as if there
 * were so many times more members. These are the conventions of DAPPER, whose published scores the filters are held to.
 *
 * <p>Immutable, thread-safe.
 *
 * @param form how the least cost is found
 * @param xN   how much surer the forecast is than a sample of N members: 1 for a chaotic or stochastic model, more for
 *             a linear and deterministic one
 * @param g    directions of the weights that do not move the state, which make the logarithm weigh more
 */
public record FiniteSize(Form form, double xN, int g) {

  /** How the least cost is found. */
  public enum Form implements Entry {
    /** The cost as a function of the forecast's inflation, one number (Bocquet and Sakov 2012, section 2). */
    DUAL("dual", "least cost as a function of the inflation, to rounding", "Bocquet and Sakov 2012"),
    /** The cost as a function of the weights of the mean, by Newton's method (Bocquet 2011). */
    PRIMAL("primal", "least cost as a function of the weights of the mean, to rounding", "Bocquet 2011"),
    /**
     * The dual cost by DAPPER's iteration, which ends about 10⁻⁵ before the minimum: Newton steps from 1, with a
     * second derivative that lacks a term, until one is below 10⁻⁴. To compare with its arrays.
     */
    DUAL_DAPPER("dual-dapper", "the dual form by DAPPER's iteration, which ends about 1e-5 before the minimum",
        "DAPPER");

    private final String label;
    private final String sentence;
    private final String source;

    Form(String label, String sentence, String source) {
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
  }

  /** The dual form, xN = 1, g = 0. */
  public static final FiniteSize USUAL = new FiniteSize(Form.DUAL, 1.0, 0);

  private static final List<String> FORMS = Stream.of(Form.values()).map(Form::label).toList();

  /** The keys of methods in configurations that say what is assumed, not how the least cost is found. */
  public static final Keys ASSUMPTIONS = Keys.of(
      Key.of("xN", Key.Form.NUMBER, "how much surer the forecast is than a sample of as many members").usual(1.0)
          .positive(),
      Key.of("g", Key.Form.INTEGER, "directions of the weights that do not move the state").usual(0).atLeast(0));

  /** The keys of methods in configurations that {@link #of} reads. */
  public static final Keys KEYS = Keys.of(
      Key.word("form", "how the inflation that the innovations ask for is found", () -> FORMS)
          .usual(Form.DUAL.label())).and(ASSUMPTIONS);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if xN is not positive and finite, or g negative
   */
  public FiniteSize {
    Objects.requireNonNull(form, "form");
    if (!(xN > 0.0 && xN <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("FiniteSize: xN must be positive and finite, but is " + xN);
    }
    Checks.size("FiniteSize", "g", g);
  }

  /**
   * What a configuration says.
   *
   * @param own values of the {@link #KEYS}, or of the {@link #ASSUMPTIONS} for the usual form
   * @return the assumptions
   */
  public static FiniteSize of(Values own) {
    Form form = own.has("form") ? Registry.one("form: ", own.text("form"), Form.values()) : USUAL.form;
    return new FiniteSize(form, own.number("xN"), own.integer("g"));
  }

  /**
   * The same found another way.
   *
   * @param newForm how
   * @return the assumptions
   */
  public FiniteSize with(Form newForm) {
    return new FiniteSize(newForm, xN, g);
  }

  /**
   * The same with another certainty of the forecast.
   *
   * @param newXN how much surer the forecast is than a sample of N members
   * @return the assumptions
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public FiniteSize withXN(double newXN) {
    return new FiniteSize(form, newXN, g);
  }

  @Override
  public String toString() {
    return form.label + ", xN " + xN + (g == 0 ? "" : ", g " + g);
  }
}
