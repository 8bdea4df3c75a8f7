package org.isobit.verify.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.isobit.kernels.Workers;
import org.isobit.models.registry.Values;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.Experiments;
import org.isobit.models.twin.ProgressListener;
import org.isobit.models.twin.TwinResult;
import org.isobit.models.twin.TwinRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Particle filters with DAPPER's settings come near the published scores in short runs; {@link PublishedScoresTest} has
 * long ones. DAPPER's scores of Lorenz-96 are of single runs of 880 cycles; the long runs that they are compared with
 * are of a NumPy program written from the method's description, 4 seeds of 10⁴ cycles.
 */
class PublishedParticleScoresTest {

  @ParameterizedTest
  @CsvSource({"L63-S12-PF, 0, 0.3, 2.4, 0", "L63-S12-PF, 1, 0.2, 0.9, 0", "L96-B10-PF, 0, 0.3, 1.7, 0",
      "L96-B10-PF, 1, 0.2, 1.3, 0", "L96-B10-PF, 2, 0.2, 0.8, 0", "L96-B10-OptPF, 0, 0.25, 1.4, 0.4",
      "L96-B10-OptPF, 1, 0.2, 1.0, 0.3", "L96-B10-OptPF, 2, 0.2, 0.6, 0.1"})
  void settingsAreDappers(String experiment, int method, double ner, double reg, double qs) {
    Values own = Experiments.named(experiment).methods().get(method).choice().own();
    assertEquals("systematic", own.text("resampling"));
    assertEquals(ner, own.number("effective"));
    assertEquals(reg, own.number("regularisation"));
    assertEquals(qs, own.number("kernel"));
  }

  /** Means of three seeds of 1000 cycles have a standard error of 0.01 for Lorenz-63 (batch means). */
  @Test
  void shortRunsComeNear() {
    TwinResult result = TwinRun.run(Experiments.named("L63-S12-PF", "cycles=1000", "seeds=[1, 2, 3]"),
        Workers.shared(), ProgressListener.NONE);
    for (int i = 0; i < result.experiment().methods().size(); i++) {
      Method method = result.experiment().methods().get(i);
      assertFalse(result.diverged(i), method.label());
      assertEquals(method.published().expected(), result.means(i).rmse().mean(), 0.04, method.label());
    }
  }
}
