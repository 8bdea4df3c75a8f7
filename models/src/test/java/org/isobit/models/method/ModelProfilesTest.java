package org.isobit.models.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Dynamics;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.LyapunovExponents;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Values;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What models say of themselves is so. */
class ModelProfilesTest {

  static Stream<ModelProvider> models() {
    return Registries.models().entries().stream();
  }

  static Stream<ModelProvider> chaotic() {
    return models().filter(model -> model.build(usual(model)) instanceof LinearizedModel
        && model.profile(usual(model)).growth().exponent() > 0.0);
  }

  /** Those that run long enough in a second or so. */
  static Stream<ModelProvider> chaoticAndSmall() {
    return chaotic().filter(model -> model.build(usual(model)).size() < 10_000);
  }

  static Stream<ModelProvider> chaoticAndLarge() {
    return chaotic().filter(model -> model.build(usual(model)).size() >= 10_000);
  }

  private static Values usual(ModelProvider model) {
    return Settings.parse(model.label(), null, "", List.of()).read(model.keys());
  }

  @ParameterizedTest
  @MethodSource("models")
  void theUsualRunFitsTheModel(ModelProvider model) {
    Values values = usual(model);
    Dynamics dynamics = model.build(values);
    ModelProfile profile = model.profile(values);
    assertEquals(dynamics.size(), profile.layout().size());
    assertEquals(dynamics instanceof DiscreteModel, profile.run().scheme().isEmpty());
    assertTrue(profile.run().step() > 0.0);
    double[] state = model.start(values, 3);
    assertEquals(dynamics.size(), state.length);
    assertFalse(Arrays.equals(state, model.start(values, 4)), "seeds do not show");
    IntegratorChoice integrator = profile.run().scheme().isEmpty() ? null
        : new IntegratorChoice(Registries.SCHEMES.get(profile.run().scheme()), profile.run().step());
    new ModelChoice(model, values).stepped(integrator).advance(0, 200, state);
    assertTrue(Arrays.stream(state).allMatch(Double::isFinite), "the usual run is not finite");
  }

  private static void exponent(ModelProvider model, double time, double tolerance) {
    Values values = usual(model);
    ModelProfile profile = model.profile(values);
    double step = profile.run().step();
    double exponent = profile.growth().exponent();
    int every = (int) Math.clamp(Math.rint(0.1 / exponent / step), 1, 100);
    LyapunovExponents lyapunov = new LyapunovExponents((LinearizedModel) model.build(values),
        Registries.SCHEMES.get(profile.run().scheme()).build(), step, every, 1);
    double[] state = model.start(values, 1);
    lyapunov.spinUp(state, (int) (profile.run().spinUp() / every) + 100);
    lyapunov.run(state, (int) (time / exponent / step / every));
    assertEquals(exponent, lyapunov.exponents()[0], tolerance * exponent, model.label());
  }

  /** 150 Lyapunov times. */
  @ParameterizedTest
  @MethodSource("chaoticAndSmall")
  void errorsGrowAboutAsSaid(ModelProvider model) {
    exponent(model, 150, 0.25);
  }

  @ParameterizedTest
  @Tag("full")
  @MethodSource("chaoticAndLarge")
  void errorsOfLargeModelsGrowAboutAsSaid(ModelProvider model) {
    exponent(model, 150, 0.25);
  }

  /** 10 000 Lyapunov times. */
  @ParameterizedTest
  @Tag("full")
  @MethodSource("chaoticAndSmall")
  void errorsGrowAsSaid(ModelProvider model) {
    exponent(model, 10_000, 0.03);
  }
}
