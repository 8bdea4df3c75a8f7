package org.isobit.models.method;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;

/**
 * Noise of the model, the section {@code model-noise}: the truth has it, drawn from a stream of its own, and methods
 * treat it as they say. Immutable.
 *
 * @param variances one number for all variables, or one for each
 * @param every     steps of the model from one time of noise to the next, counted from the beginning
 * @param kind      how methods with members treat it that say nothing else
 */
public record NoiseChoice(List<Double> variances, int every, NoiseTreatment kind) {

  /** Treatments. */
  public static final Registry<NoiseTreatment> KINDS = Registry.of("noise treatment", NoiseTreatment.values());

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.of("variance", Form.NUMBERS, "of what one time adds: one number for all variables, or one for each")
          .required(),
      Key.of("every", Form.INTEGER, "model steps from one time of noise to the next")
          .usual("(the interval of observations)").atLeast(1),
      Key.word("kind", "how methods with members treat it that say nothing else", KINDS::labels).usual("additive"));

  private static final long TRUTH = 20L << 56;
  private static final long MEMBERS = 21L << 56;

  /** Keeps its own copy of the list. */
  public NoiseChoice {
    variances = List.copyOf(variances);
  }

  /**
   * Reads the section.
   *
   * @param settings the section
   * @param size     variables of the model
   * @param interval model steps between observations
   * @return the choice
   * @throws IllegalArgumentException if a key is wrong
   */
  public static NoiseChoice read(Settings settings, int size, int interval) {
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
    return new NoiseChoice(Arrays.stream(variances).boxed().toList(),
        settings.intBetween("every", interval, 1, Integer.MAX_VALUE),
        settings.has("kind") ? KINDS.get(MethodKeys.word(settings, "kind", KINDS)) : NoiseTreatment.ADDITIVE);
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("variance", variances.size() == 1 ? variances.getFirst() : variances);
    map.put("every", every);
    map.put("kind", kind.label());
    return map;
  }

  @Override
  public String toString() {
    return "of variance " + (variances.size() == 1 ? variances.getFirst() : variances) + " every "
        + (every == 1 ? "step" : every + " steps");
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
   * @return the model with noise
   */
  public ForecastModel members(ForecastModel model, int states, NoiseTreatment treatment, long seed) {
    return noisy(model, states, treatment, seed, MEMBERS);
  }

  private NoisyModel noisy(ForecastModel model, int states, NoiseTreatment treatment, long seed, long stream) {
    double[] all = new double[model.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i >= states ? 0.0 : variances.get(variances.size() == 1 ? 0 : i);
    }
    return new NoisyModel(model, ModelNoise.independent(all), every, treatment, seed, stream);
  }
}
