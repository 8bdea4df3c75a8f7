package org.isobit.models.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.io.Settings;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.KeysPage;
import org.isobit.models.registry.Values;

/** Models as text for people. Thread-safe. */
final class ModelPage {

  private static final int DIGITS = 4;

  private ModelPage() {}

  /** What a model is, in a block of lines: what it says of itself, with its usual parameters. */
  static String of(ModelProvider provider) {
    StringBuilder text = new StringBuilder(provider.label() + ": " + provider.sentence() + "\n");
    if (!provider.source().isEmpty()) {
      text.append(KeysPage.line("paper", provider.source()));
    }
    List<Key> keys = provider.keys().own();
    boolean all = keys.stream().noneMatch(Key::isRequired);
    ModelProfile profile = all ? profile(provider, usual(provider)) : null;
    text.append(KeysPage.line("variables", all ? variables(profile.layout()) : "as the parameters say"));
    text.append(KeysPage.line("parameters", keys.isEmpty() ? "none"
        : keys.stream().map(ModelPage::parameter).collect(Collectors.joining(", "))));
    if (all) {
      text.append(KeysPage.line("time unit", profile.timeUnit().equals("1") ? "without dimension"
          : profile.timeUnit())).append(KeysPage.line("Lyapunov time", growth(profile.growth())))
          .append(KeysPage.line("usual run", run(profile.run())));
    }
    return text.toString();
  }

  /** The usual parameters of a model that has them all. */
  static Values usual(ModelProvider provider) {
    return Settings.parse(provider.label(), null, "", List.of()).read(provider.keys());
  }

  /** A model's profile, held to the model. */
  static ModelProfile profile(ModelProvider provider, Values values) {
    int size = new ModelChoice(provider, values).size();
    ModelProfile profile = provider.profile(values);
    if (profile == null || profile.layout().size() != size) {
      throw new IllegalArgumentException(provider.getClass().getName() + ": the profile of the model '"
          + provider.label() + "' " + (profile == null ? "is missing"
          : "has " + profile.layout().size() + " variables, but the model has " + size));
    }
    return profile;
  }

  private static String variables(StateLayout layout) {
    List<String> fields = new ArrayList<>();
    for (StateLayout.Field field : layout.fields()) {
      String sizes = field.axes().stream().map(axis -> Integer.toString(axis.size())).collect(
          Collectors.joining(" x "));
      fields.add(field.name() + (sizes.isEmpty() ? "" : "[" + sizes + "]")
          + (field.says().isEmpty() ? "" : " (" + field.says() + ")"));
    }
    return layout.size() + ": " + String.join(", ", fields);
  }

  private static String parameter(Key key) {
    return key.name() + " = " + (key.isRequired() ? "(required)" : key.usual()) + " (" + key.says() + ")";
  }

  private static String growth(ModelProfile.Growth growth) {
    String why = growth.source().isEmpty() ? "" : ": " + growth.source();
    if (Double.isNaN(growth.exponent())) {
      return "not known" + why;
    }
    return growth.exponent() == 0.0 ? "none" + why
        : rounded(growth.time()) + " (greatest exponent " + growth.exponent() + why + ")";
  }

  private static String run(ModelProfile.Run run) {
    String after = run.spinUp() == 0 ? "" : " after " + run.spinUp() + " of spin-up";
    return run.steps() + " steps of " + (run.scheme().isEmpty() ? "its own"
        : (Double.isNaN(run.step()) ? "--dt" : run.step()) + " with " + run.scheme()) + after;
  }

  private static String rounded(double value) {
    return new BigDecimal(value).round(new MathContext(DIGITS)).toPlainString();
  }
}
