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

  static Map<String, Object> write(ErrorLaw law) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("law", law.label());
    map.putAll(law.parameters());
    return map;
  }
}
