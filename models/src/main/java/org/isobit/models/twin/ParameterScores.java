package org.isobit.models.twin;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.parameters.Parameter;
import org.isobit.models.assimilation.parameters.ParameterEstimator;
import org.isobit.models.twin.TwinResult.ParameterTrack;

/** What a run estimates of parameters, cycle by cycle; nothing where it estimates none. */
final class ParameterScores {

  private final Experiment experiment;
  private final Estimator estimator;
  private final double[][] mean;
  private final double[][] spread;

  ParameterScores(Experiment experiment, Estimator estimator) {
    this.experiment = experiment;
    this.estimator = estimator;
    int count = experiment.modelError().parameters().size();
    mean = new double[count][experiment.cycles()];
    spread = new double[count][experiment.cycles()];
  }

  void read(int cycle) {
    if (estimator instanceof ParameterEstimator parameters) {
      double[] means = new double[mean.length];
      double[] deviations = new double[mean.length];
      parameters.parameters(means, deviations);
      for (int j = 0; j < mean.length; j++) {
        mean[j][cycle] = means[j];
        spread[j][cycle] = deviations[j];
      }
    }
  }

  List<ParameterTrack> tracks(int reached) {
    List<Parameter> parameters = experiment.modelError().parameters();
    return IntStream.range(0, parameters.size()).mapToObj(j -> new ParameterTrack(parameters.get(j).name(),
        ParameterYaml.truth(experiment, parameters.get(j)), Arrays.copyOf(mean[j], reached),
        Arrays.copyOf(spread[j], reached))).toList();
  }
}
