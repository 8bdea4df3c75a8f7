package org.isobit.models.twin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.io.Settings;
import org.isobit.models.method.ErrorCorrelation;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.method.Registries;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/** Laws of observation errors in configuration files. */
final class ErrorYaml {

  /** The section's keys. */
  static final Keys KEYS = Keys.of(
      Key.word("law", "which law", () -> Registries.laws().labels()).required(),
      Key.section("correlation", "correlation of consecutive errors; the filters get the whole R", Keys.of(
          Key.of("coefficient", Form.NUMBER, "of neighbours, between -1 and 1, not 0; or function and length"),
          Key.of("group", Form.INTEGER, "observations of a group; those of others are independent").atLeast(2)
              .usual("(all)"),
          Key.word("function", "of the distance between the variables observed", ErrorCorrelation.FUNCTIONS::labels),
          Key.of("length", Form.NUMBER, "its length, in distances from one variable to the next").positive()))
          .when("the law gaussian"))
      .by("law", () -> Registries.laws().keys());

  private ErrorYaml() {}

  /** Reads {@code correlation} of some variables. */
  static ErrorCorrelation correlation(Settings settings, ErrorLaw law, int[] indices, ModelChoice model) {
    boolean byDistance = settings.has("function") || settings.has("length") && !settings.has("coefficient");
    String first = Stream.of("function", "length", "coefficient").filter(settings::has).findFirst()
        .orElse("coefficient");
    if (!(law instanceof GaussianError)) {
      throw settings.error(first, "is for the law gaussian, since sums of others have another law, but it is "
          + law.label());
    }
    if (byDistance) {
      for (String other : List.of("coefficient", "group")) {
        if (settings.has(other)) {
          throw settings.error(other, "is for correlations of neighbours, but there is a function of distance");
        }
      }
      return new ErrorCorrelation.ByDistance(ErrorCorrelation.FUNCTIONS.get(MethodKeys.word(settings, "function",
          ErrorCorrelation.FUNCTIONS)), settings.positive("length"), Arrays.stream(indices).boxed().toList(),
          model.isRing() ? model.size() : 0);
    }
    if (settings.has("length")) {
      throw settings.error("length", "is for correlations that are a function of distance, but there is a coefficient "
          + "of neighbours");
    }
    double coefficient = settings.number("coefficient");
    int group = settings.intBetween("group", Math.max(2, indices.length), 2, Integer.MAX_VALUE);
    if (!(coefficient > -1 && coefficient < 1) || coefficient == 0) {
      throw settings.error("coefficient", "must be between -1 and 1 and not 0, but is " + coefficient);
    }
    return new ErrorCorrelation.Neighbours(coefficient, group);
  }

  static Map<String, Object> write(Experiment.Observing observations) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.putAll(observations.errors().toMap());
    if (observations.correlation() != null) {
      map.put("correlation", observations.correlation().toMap());
    }
    return map;
  }
}
