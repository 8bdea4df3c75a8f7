package org.isobit.models.method;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.noise.PerturbedTendencies;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.dynamics.pde.SmoothFields;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;

/**
 * Noise of the model, the section {@code model-noise}: the truth has it, drawn from a stream of its own, and methods
 * treat it as they say. It is added to the state, white or red, or multiplies what a step adds
 * ({@link PerturbedTendencies}). Immutable.
 *
 * @param variances   one number for all variables, or one for each
 * @param waves       noise on a ring of so many waves; 0 for none
 * @param correlation of the variables by distance, or null; without it and waves they are independent
 * @param every       steps of the model from one time of noise to the next, counted from the beginning
 * @param memory      correlation of the noise of one time with that of the next
 * @param limit       the largest |r| by which 1 + r multiplies what a step adds; 0: the noise is added
 * @param kind        how methods with members treat it that say nothing else
 */
public record NoiseChoice(List<Double> variances, int waves, ErrorCorrelation.ByDistance correlation, int every,
    double memory, double limit, NoiseTreatment kind) {

  /** Treatments. */
  public static final Registry<NoiseTreatment> KINDS = Registry.of("noise treatment", NoiseTreatment.values());

  /** Variables whose Q is 200 MB. */
  private static final int MOST_CORRELATED = 5000;

  private static final String ADDITIVE = "additive";
  private static final String SPPT = "sppt";

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.of("variance", Form.NUMBERS, "of what one time adds, or of the e of the form sppt: one number for all "
          + "variables, or one for each").required(),
      Key.of("waves", Form.INTEGER, "smooth noise on a ring of so many waves, as initial has it, in place of "
          + "independent variables").usual(0).atLeast(0),
      Key.section("correlation", "of the variables, one unit of distance from one to the next", Keys.of(
          Key.word("function", "of the distance", ErrorCorrelation.FUNCTIONS::labels).required(),
          Key.of("length", Form.NUMBER, "its length").required().positive())),
      Key.of("every", Form.INTEGER, "model steps from one time of noise to the next")
          .usual("(the interval of observations)").atLeast(1),
      Key.of("memory", Form.NUMBER, "correlation of one time's noise with the next one's, between -1 and 1: red noise, "
          + "each member's own, which analyses leave as it is").usual(0.0),
      Key.word("form", "whether noise e is added to the state, or x + (1 + e)(M(x) - x) takes the place of each step "
          + "M(x), with one e for as many steps as every says", ADDITIVE, SPPT).usual(ADDITIVE),
      Key.of("limit", Form.NUMBER, "the largest |e| there").usual(1.0).positive().when("the form sppt"),
      Key.word("kind", "how methods with members treat it that say nothing else; noise with memory and sppt can only "
          + "be additive, or none", KINDS::labels).usual("additive"));

  private static final long TRUTH = 20L << 56;
  private static final long MEMBERS = 21L << 56;

  /**
   * Keeps its own copy of the list.
   *
   * @throws IllegalArgumentException if a number is out of range, or parts do not fit one another
   */
  public NoiseChoice {
    variances = List.copyOf(variances);
    Checks.positive("model-noise", "number of variances", variances.size());
    for (double variance : variances) {
      Checks.notNegative("model-noise", "variance", variance);
    }
    Checks.notNegative("model-noise", "waves", waves);
    Checks.positive("model-noise", "every", every);
    Checks.notNegative("model-noise", "limit", limit);
    if (!(memory > -1.0 && memory < 1.0)) {
      throw new IllegalArgumentException("model-noise.memory must be between -1 and 1, but is " + memory);
    }
    if (waves > 0 && correlation != null) {
      throw new IllegalArgumentException("model-noise: waves and correlation both say how variables are correlated");
    }
    requireRandom(memory, limit, kind, "model-noise");
  }

  private static void requireRandom(double memory, double limit, NoiseTreatment kind, String whose) {
    if ((memory != 0.0 || limit > 0.0) && kind.needsSpread()) {
      throw new IllegalArgumentException(whose + ": " + kind.label() + " is for white noise that is added, but there "
          + "is " + (limit > 0.0 ? SPPT : "memory " + memory) + "; it can be additive or none");
    }
  }

  /**
   * How a method treats the noise.
   *
   * @param wanted what its configuration says; null: as the noise's own does, if it is a filter of members
   * @param method the method
   * @return the treatment; {@link NoiseTreatment#NONE} too where its covariance takes Q without being told
   */
  public NoiseTreatment treatment(NoiseTreatment wanted, FilterProvider method) {
    if (wanted != null) {
      return wanted;
    }
    return !method.options().contains(Option.MODEL) ? kind
        : noisyMembers(method) && kind != NoiseTreatment.NONE ? NoiseTreatment.ADDITIVE : NoiseTreatment.NONE;
  }

  /**
   * What becomes of the noise.
   *
   * @param wanted what a method's configuration says, or null
   * @param method the method
   * @return the label of the treatment, {@code covariance} where the method's covariance takes Q, or {@code none}: the
   *         method runs the model without noise
   */
  public String taken(NoiseTreatment wanted, FilterProvider method) {
    NoiseTreatment treatment = treatment(wanted, method);
    boolean covariance = method.options().containsAll(List.of(Option.NOISE, Option.SINGLE)) && white();
    return treatment == NoiseTreatment.NONE && covariance ? "covariance" : treatment.label();
  }

  /**
   * Refuses a treatment that is not for such noise, or for such a method.
   *
   * @param wanted what the method's configuration says, or null
   * @param method the method
   * @param whose  what the message begins with
   * @throws IllegalArgumentException if a method that takes the model itself is to treat its noise otherwise than it
   *                                  can, or the noise is not white, or not added, and the treatment is a square root
   */
  public void requireFit(NoiseTreatment wanted, FilterProvider method, String whose) {
    if (wanted != null && wanted != NoiseTreatment.NONE && method.options().contains(Option.MODEL)
        && !(wanted == NoiseTreatment.ADDITIVE && noisyMembers(method))) {
      throw new IllegalArgumentException(whose + ", which takes the model itself, cannot treat its noise as "
          + wanted.label() + (noisyMembers(method) ? ", only as additive"
              : method.options().contains(Option.NOISE) ? ": it takes its covariance, without being told"
                  : ": it takes none"));
    }
    requireRandom(memory, limit, treatment(wanted, method), whose);
  }

  /** Whether a method that takes the model itself has members, which can have random noise. */
  private static boolean noisyMembers(FilterProvider method) {
    return method.options().contains(Option.NOISE) && !method.options().contains(Option.SINGLE);
  }

  /**
   * Whether the noise is added and that of each time is new, so that a covariance can take Q.
   *
   * @return false for noise with memory and for {@code sppt}
   */
  public boolean white() {
    return memory == 0.0 && limit == 0.0;
  }

  /**
   * Reads the section.
   *
   * @param settings the section
   * @param model    the model
   * @param interval model steps between observations
   * @return the choice
   * @throws IllegalArgumentException if a key is wrong
   */
  public static NoiseChoice read(Settings settings, ModelChoice model, int interval) {
    int size = model.size();
    double[] variances = settings.numbers("variance");
    if (variances.length != 1 && variances.length != size) {
      throw settings.error("variance", "must be one number or as many as the model has variables, " + size
          + ", but has " + variances.length + " numbers");
    }
    for (double variance : variances) {
      if (variance < 0) {
        throw settings.error("variance", "must not be negative, but has " + variance);
      }
    }
    int waves = settings.intBetween("waves", 0, 0, Integer.MAX_VALUE);
    if (waves > 0 && (!model.isRing() || waves >= (size + 1) / 2)) {
      throw settings.error("waves", "needs a ring of more than twice as many variables, but is " + waves + ", and "
          + model.name() + " has " + size + (model.isRing() ? "" : ", which are no ring"));
    }
    double memory = settings.number("memory", 0.0);
    if (!(memory > -1.0 && memory < 1.0)) {
      throw settings.error("memory", "must be between -1 and 1, but is " + memory);
    }
    boolean sppt = settings.has("form") && settings.choice("form", ADDITIVE, SPPT).equals(SPPT);
    if (!sppt && settings.has("limit")) {
      throw settings.error("limit", "is for the form sppt");
    }
    return new NoiseChoice(Arrays.stream(variances).boxed().toList(), waves,
        settings.optional("correlation").map(c -> correlation(c, model)).orElse(null),
        settings.intBetween("every", interval, 1, Integer.MAX_VALUE), memory,
        !sppt ? 0.0 : settings.has("limit") ? settings.positive("limit") : 1.0,
        settings.has("kind") ? KINDS.get(MethodKeys.word(settings, "kind", KINDS)) : NoiseTreatment.ADDITIVE);
  }

  private static ErrorCorrelation.ByDistance correlation(Settings settings, ModelChoice model) {
    int size = model.size();
    if (size > MOST_CORRELATED) {
      throw settings.error("function", "is for at most " + MOST_CORRELATED + " variables, since Q is a whole matrix, "
          + "but there are " + size);
    }
    return new ErrorCorrelation.ByDistance(ErrorCorrelation.FUNCTIONS.get(MethodKeys.word(settings, "function",
        ErrorCorrelation.FUNCTIONS)), settings.positive("length"), IntStream.range(0, size).boxed().toList(),
        model.isRing() ? size : 0);
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("variance", variances.size() == 1 ? variances.getFirst() : variances);
    if (waves > 0) {
      map.put("waves", waves);
    }
    if (correlation != null) {
      map.put("correlation", correlation.toMap());
    }
    map.put("every", every);
    if (memory != 0.0) {
      map.put("memory", memory);
    }
    if (limit > 0.0) {
      map.put("form", SPPT);
      map.put("limit", limit);
    }
    map.put("kind", kind.label());
    return map;
  }

  @Override
  public String toString() {
    return "of variance " + (variances.size() == 1 ? variances.getFirst() : variances) + " every "
        + (every == 1 ? "step" : every + " steps") + (waves > 0 ? ", of " + waves + " waves" : "")
        + (correlation == null ? "" : ", correlation " + correlation) + (memory == 0.0 ? "" : ", memory " + memory)
        + (limit > 0.0 ? ", sppt within " + limit : "");
  }

  /**
   * The model of the truth.
   *
   * @param model without noise
   * @param seed  of the draws
   * @return the model with noise
   */
  public ForecastModel truth(ForecastModel model, long seed) {
    return noisy(model, model.size(), NoiseTreatment.ADDITIVE, seed, TRUTH);
  }

  /**
   * The model of a method, whose draws are not the truth's; variables beyond the states have no noise.
   *
   * @param model     without noise
   * @param states    variables of a state
   * @param treatment how the method treats noise
   * @param seed      of the draws
   * @return the model with noise, which without a treatment is there for covariances to take where it is {@link #white}
   */
  public ForecastModel members(ForecastModel model, int states, NoiseTreatment treatment, long seed) {
    return noisy(model, states, treatment, seed, MEMBERS);
  }

  private ForecastModel noisy(ForecastModel model, int states, NoiseTreatment treatment, long seed, long stream) {
    if (!white() && treatment == NoiseTreatment.NONE) {
      return model;
    }
    ModelNoise noise = noise(states).padded(model.size());
    if (limit > 0.0) {
      return new PerturbedTendencies(model, noise, memory, every, limit, seed, stream);
    }
    NoisyModel noisy = new NoisyModel(model, noise, every, treatment, seed, stream);
    return memory == 0.0 ? noisy : noisy.withMemory(memory);
  }

  /** N(0, Q) of a state. */
  private ModelNoise noise(int size) {
    double[] all = new double[size];
    for (int i = 0; i < size; i++) {
      all[i] = variances.get(variances.size() == 1 ? 0 : i);
    }
    if (waves > 0) {
      return waves(all, waves);
    }
    if (correlation == null) {
      return ModelNoise.independent(all);
    }
    double[] q = correlation.covariance(size, 1.0);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        q[i * size + j] *= Math.sqrt(all[i]) * Math.sqrt(all[j]);
      }
    }
    return ModelNoise.of(q, size);
  }

  /**
   * Smooth noise on a ring: a sum of waves k = 1 … {@code waves} with normal amplitudes, all of the same variance, and
   * phases that are anywhere, so that points i and j have the covariance (v_i·v_j)^½·Σ cos(2π·k·(i − j)/n) ÷ waves
   * (Raanes, Carrassi and Bertino 2015, Mon. Weather Rev. 143, 3857–3873, as DAPPER has it).
   *
   * @param variances v of each point of the ring, not negative
   * @param waves     number of waves, at least 1 and fewer than half of the points
   * @return the noise, whose draws take two numbers a wave
   * @throws IllegalArgumentException if a variance is negative or not finite, or the number of waves is out of range
   */
  public static ModelNoise waves(double[] variances, int waves) {
    int n = variances.length;
    if (waves < 1 || waves >= (n + 1) / 2) {
      throw new IllegalArgumentException("waves: there must be at least 1 and fewer than half of the " + n
          + " points, but there are " + waves);
    }
    double[][] ring = SmoothFields.ring(n, waves);
    double[] root = new double[Checks.elements("waves", n, ring.length, Double.BYTES)];
    for (int i = 0; i < n; i++) {
      Checks.notNegative("waves", "variance " + i, variances[i]);
      double deviation = Math.sqrt(variances[i] / waves);
      for (int k = 0; k < ring.length; k++) {
        root[i * ring.length + k] = deviation * ring[k][i];
      }
    }
    return ModelNoise.ofRoot(root, n, ring.length);
  }
}
