package org.isobit.models.twin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.errors.BetaError;
import org.isobit.models.errors.BimodalError;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.errors.LaplaceError;
import org.isobit.models.errors.SkewNormalError;
import org.isobit.models.errors.UniformError;
import org.isobit.models.io.Settings;

/** Laws of observation errors in configuration files. */
final class ErrorYaml {

  private static final String[] LAWS = {"gaussian", "laplace", "uniform", "skew-normal", "beta", "bimodal"};

  private ErrorYaml() {}

  /** Reads {@code law}, {@code variance} and what else the law needs. */
  static ErrorLaw read(Settings settings) {
    String law = settings.choice("law", LAWS);
    double variance = settings.positive("variance");
    return switch (law) {
      case "gaussian" -> new GaussianError(variance);
      case "laplace" -> new LaplaceError(variance);
      case "uniform" -> new UniformError(variance);
      case "skew-normal" -> new SkewNormalError(settings.number("shape"), variance);
      case "beta" -> new BetaError(settings.number("mode", 0.0), variance);
      default -> new BimodalError(variance, settings.number("gap"));
    };
  }

  /** Reads {@code correlation} of so many observations. */
  static Experiment.Correlation correlation(Settings settings, ErrorLaw law, int count) {
    double coefficient = settings.number("coefficient");
    int group = settings.intBetween("group", Math.max(2, count), 2, Integer.MAX_VALUE);
    if (!(law instanceof GaussianError)) {
      throw settings.error("coefficient", "is for the law gaussian, since sums of others have another law, but it is "
          + law.label());
    }
    if (!(coefficient > -1 && coefficient < 1) || coefficient == 0) {
      throw settings.error("coefficient", "must be between -1 and 1 and not 0, but is " + coefficient);
    }
    return new Experiment.Correlation(coefficient, group);
  }

  static Map<String, Object> write(Experiment.Observing observations) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("law", observations.law().label());
    map.putAll(observations.law().parameters());
    if (observations.correlation() != null) {
      map.put("correlation", ExperimentYaml.ordered("coefficient", observations.correlation().coefficient(), "group",
          observations.correlation().group()));
    }
    return map;
  }
}
