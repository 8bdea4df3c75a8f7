package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.method.InflationChoice;
import org.isobit.models.errors.LaplaceError;
import org.isobit.models.method.InflationChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentYamlTest {

  static List<String> names() {
    return Experiments.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsWrittenReadsBackEqual(String name) {
    Experiment e = Experiments.named(name);
    assertEquals(name, e.name());
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
  }

  @Test
  void theDefaultIsSakovAndOke() {
    Experiment e = Experiments.named("l96-s08");
    assertEquals(40, e.model().size());
    assertEquals(8.0, e.model().values().number("forcing"));
    assertEquals(0.05, e.step());
    assertEquals(IntStream.range(0, 40).boxed().toList(), e.observations().indices());
    assertEquals(1.0, e.initial().mean().getFirst());
    assertEquals(0.0, e.initial().mean().getLast());
    assertEquals(List.of("ETKF", "LETKF", "EnKF", "DEnKF"), e.methods().stream().map(Experiment.Method::label)
        .toList());
  }

  @Test
  void anyFieldCanBeOverridden() {
    Experiment e = Experiments.named("L96-S08", "cycles=2000", "seeds=[4, 5]", "model.size=12",
        "observations.operator={kind: stride, start: 1, step: 3}", "observations.error.law=laplace",
        "methods.0.inflation.factor=1.03", "methods.1.localization.radius=3", "integrator.scheme=heun",
        "initial.variance=1e-2", "title=a title");
    assertEquals(2000, e.cycles());
    assertEquals(List.of(4L, 5L), e.seeds());
    assertEquals(List.of(1, 4, 7, 10), e.observations().indices());
    assertEquals(new LaplaceError(1.0), e.observations().law());
    assertEquals(new InflationChoice(Inflation.Kind.POSTERIOR_ANOMALIES, 1.03), e.methods().get(0)
        .choice().inflation());
    assertEquals(3.0, e.methods().get(1).localization().radius().value());
    assertEquals("heun", e.integrator().scheme().label());
    assertEquals(0.01, e.initial().variance());
    assertEquals(12, e.initial().mean().size());
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    Experiment scattered = Experiments.named("L96-S08", "observations.operator={kind: indices, indices: [3, 1, 1]}");
    assertEquals(List.of(3, 1, 1), scattered.observations().indices());
    assertEquals(scattered, ExperimentYaml.read("written", ExperimentYaml.write(scattered), List.of()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "cycels=10 | cycels | did you mean 'cycles'",
      "cycles=many | cycles | 'many'",
      "cycles=1.5 | cycles | 1.5",
      "cycles=0 | cycles | 0",
      "burn-in=9999 | burn-in | 9999",
      "model.name=lorentz96 | model.name | did you mean 'lorenz96'",
      "model.force=8 | model.force | force",
      "integrator.step=0 | integrator.step | 0",
      "integrator.step=.nan | integrator.step | NaN",
      "integrator=rk4 | integrator | 'rk4'",
      "observations.error.law=normal | observations.error.law | 'normal'",
      "observations.operator={kind: indices, indices: [40]} | observations.operator.indices | 40",
      "observations.operator={kind: stride, step: 0} | observations.operator.step | 0",
      "observations.error.variance=-1 | observations.error.variance | -1",
      "initial.mean=[1, 2] | initial.mean | 2 numbers",
      "seeds=[1, 1] | seeds | [1, 1]",
      "seeds=[] | seeds | empty",
      "methods.1.unobserved=inflated | methods.1.unobserved | did you mean 'inflate'",
      "methods.1.localization={taper: exponential, radius: 4, convention: dapper} | methods.1.localization.convention "
      + "| exponential",
      "plot.variable=40 | plot.variable | 40",
      "methods=[] | methods | list",
      "methods.0.filter=etfk | methods.0.filter | did you mean 'etkf'",
      "methods.0.members=1 | methods.0.members | 1",
      "methods.0.inflation.kind=multiplicative | methods.0.inflation.kind | 'multiplicative'",
      "methods.0.inflation.factor=-2 | methods.0.inflation.factor | -2.0",
      "methods.0.localization={taper: boxcar, radius: 3, convention: support} | methods.0.localization | etkf",
      "methods.1.localization=null | methods.1.localization | missing",
      "methods.1.localization.convention=dart | methods.1.localization.convention | 'dart'",
      "methods.1.label=ETKF | label | 'ETKF'",
      "methods.9.members=3 | methods.9 | 9",
      "name=../x | name | '../x'",
      "initial.waves=20 | initial.waves | 20",
      "initial.waves=-1 | initial.waves | -1",
      "sectors=[{name: a, from: 3, to: 3}] | sectors.0.to | 3",
      "sectors=[{name: a, from: 3, to: 41}] | sectors.0.to | 41",
      "sectors=[{name: a, from: -1, to: 4}] | sectors.0.from | -1",
      "sectors=[{name: a, from: 0}] | sectors.0.to | missing",
      "sectors=[{name: a, indices: []}] | sectors.0.indices | empty",
      "sectors=[{name: a, indices: [40]}] | sectors.0.indices | 40",
      "sectors=[{name: a, indices: [4, 4]}] | sectors.0.indices | twice",
      "sectors=[{name: a, indices: [4], to: 5}] | sectors.0.indices | from or to",
      "sectors=[{name: 'a,b', indices: [4]}] | sectors.0.name | 'a,b'",
      "sectors=[{name: a, indices: [4]}, {name: a, indices: [5]}] | sectors.1.name | 'a'",
      "methods.1.published.sectors=[{name: sea, rmse: 1}] | sector | 'sea'",
      "diagnostics=1 | diagnostics | 1",
  })
  void mistakesAreNamedWithKeyAndValue(String override, String key, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L96-S08", override))
        .getMessage();
    assertTrue(message.contains(key) && message.contains(part), message);
    assertTrue(!message.contains("\n"), message);
  }

  /** Lists of sections of a method's own: read, written and read again. */
  @Test
  void lawsOfTypesAndFields() {
    Experiment e = Experiments.named("L96-S08", "methods=[{filter: qceff, members: 5, regression: probit, types: "
        + "[{name: observation, lower: 0}], "
        + "fields: [{marginal: beta, lower: -30, upper: 40}]}]");
    assertEquals("QCEFF[rank histogram, {observation=rank histogram in [0.0, Infinity]}, probits by "
        + "[beta in [-30.0, 40.0]], global, in the order given, no inflation]",
        e.methods().getFirst().build(e.model()).toString());
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L96-S08",
        "methods=[{filter: qceff, members: 5, types: [{name: observaton, lower: 0}]}]")).getMessage();
    assertEquals("method 'QCEFF-5': types: there are no observations of the type 'observaton'; did you mean "
        + "'observation'?; types: observation", message);
  }

  @Test
  void sectorsAreRangesOrLists() {
    Experiment e = Experiments.named("L96-S08", "diagnostics=true",
        "sectors=[{name: a, from: 3, to: 6}, {name: b, indices: [9, 7]}]",
        "methods.1.published.sectors=[{name: b, rmse: 0.30, decimals: 2, gated: false}]");
    assertEquals(new Scoring(List.of(new Scoring.Sector("a", List.of(3, 4, 5)), new Scoring.Sector("b", List.of(9, 7))),
        true), e.scoring());
    assertEquals(new Published(0.3, 2, false, Double.NaN, Double.NaN, false),
        e.methods().get(1).published().sectors().get("b"));
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    assertEquals(e, e.withMethods(e.methods()));
    assertEquals(Scoring.PLAIN, Experiments.named("L96-S08").scoring());
  }

  @Test
  void aPointwiseFilterNeedsPlaces() {
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L63-S12",
        "methods=[{filter: letkf, members: 5, localization: {taper: boxcar, radius: 1, convention: length}}]"))
        .getMessage();
    assertTrue(message.contains("LETKF-5") && message.contains("lorenz63"), message);
  }

  @Test
  void unknownExperiments() {
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L96-S80")).getMessage();
    assertTrue(message.contains("'L96-S80'") && message.contains("did you mean 'L96-S08'"), message);
  }
}
