package org.isobit.models.twin;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ParameterEstimate;
import org.isobit.models.assimilation.parameters.Parameter;
import org.isobit.models.assimilation.statistics.OnlineErrorFilter;
import org.isobit.models.twin.TwinResult.ParameterTrack;

/** What a run estimates beside the state, cycle by cycle; nothing where it estimates nothing. */
final class ParameterScores {

  private final Experiment experiment;
  private final Estimator estimator;
  private final List<String> names;
  private final double[][] mean;
  private final double[][] spread;

  ParameterScores(Experiment experiment, Estimator estimator) {
    this.experiment = experiment;
    this.estimator = estimator;
    names = estimator.parameters().stream().map(ParameterEstimate::name).toList();
    mean = new double[names.size()][experiment.cycles()];
    spread = new double[names.size()][experiment.cycles()];
  }

  void read(int cycle) {
    List<ParameterEstimate> now = estimator.parameters();
    for (int j = 0; j < mean.length; j++) {
      mean[j][cycle] = now.get(j).mean();
      spread[j][cycle] = now.get(j).deviation();
    }
  }

  List<ParameterTrack> tracks(int reached) {
    return IntStream.range(0, names.size()).mapToObj(j -> new ParameterTrack(names.get(j), truth(names.get(j)),
        Arrays.copyOf(mean[j], reached), Arrays.copyOf(spread[j], reached))).toList();
  }

  /** NaN of what is no number of the truth, as inflation. */
  private double truth(String name) {
    for (Parameter parameter : experiment.modelError().parameters()) {
      if (parameter.name().equals(name)) {
        return ParameterYaml.truth(experiment, parameter);
      }
    }
    return name.equals(OnlineErrorFilter.ERROR_VARIANCE) ? experiment.observations().variance() : Double.NaN;
  }
}
