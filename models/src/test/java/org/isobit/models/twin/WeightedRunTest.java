package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.WeightedFilter;
import org.isobit.models.twin.TwinResult.Run;
import org.junit.jupiter.api.Test;

/** A run whose filter carries weights: its scores are those of weighted means, forecast and analysis. */
class WeightedRunTest {

  private static double rmse(Ensemble e, MemberWeights w, double[] truth) {
    double squares = 0;
    for (int i = 0; i < e.size(); i++) {
      double mean = 0;
      for (int m = 0; m < e.members(); m++) {
        mean += w.weight(m) * e.get(m, i);
      }
      squares += (mean - truth[i]) * (mean - truth[i]) / e.size();
    }
    return Math.sqrt(squares);
  }

  @Test
  void scoresAreThoseOfTheLoopWrittenWithTheApi() {
    Experiment e = Experiments.named("L63-S12-PF", "cycles=40", "burn-in=0", "seeds=[1]");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    Run run = TwinRun.run(e, Workers.serial(), ProgressListener.NONE).runs().getFirst();
    Experiment.Method method = e.methods().get(run.method());
    Ensemble ensemble = Ensemble.allocate(method.members(), 3);
    for (int m = 0; m < method.members(); m++) {
      Nature.member(e, 1, m, ensemble.values(), ensemble.index(m));
    }
    Nature nature = Nature.of(e, 1);
    MemberWeights weights = MemberWeights.equal(method.members());
    Filter filter = ((WeightedFilter) method.build(e.model())).carrying(weights);
    int carried = 0;
    Cycle cycle = Cycle.of(1, 0);
    for (int k = 0; k < 40; k++) {
      e.stepped().advance(25L * k, 25, ensemble, Workers.serial());
      assertEquals(rmse(ensemble, weights, nature.truth()[k]), run.series().rmseForecast()[k], 1e-12);
      filter.analyse(ensemble, Observations.of(nature.observed()[k], Math.sqrt(2), ObservationOperator.identity()),
          cycle);
      assertEquals(rmse(ensemble, weights, nature.truth()[k]), run.series().rmse()[k], 1e-12, "cycle " + k);
      carried += weights.effectiveSize() < 99 ? 1 : 0;
      cycle = cycle.next();
    }
    assertTrue(carried > 3 && carried < 37, "both kinds of analyses occur: " + carried);
  }
}
