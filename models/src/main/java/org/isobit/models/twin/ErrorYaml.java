package org.isobit.models.twin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.io.Settings;
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
          Key.of("coefficient", Form.NUMBER, "of neighbours, between -1 and 1, not 0").required(),
          Key.of("group", Form.INTEGER, "observations of a group; those of others are independent").atLeast(2)
              .usual("(all)"))).when("the law gaussian"))
      .by("law", () -> Registries.laws().keys());

  private ErrorYaml() {}

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
    map.putAll(observations.errors().toMap());
    if (observations.correlation() != null) {
      map.put("correlation", ExperimentYaml.ordered("coefficient", observations.correlation().coefficient(), "group",
          observations.correlation().group()));
    }
    return map;
  }
}
