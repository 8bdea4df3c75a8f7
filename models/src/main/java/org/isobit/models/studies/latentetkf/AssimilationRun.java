package org.isobit.models.studies.latentetkf;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.latent.ETKFD;
import org.isobit.models.assimilation.latent.LatentETKF;
import org.isobit.models.dynamics.CircleModel;
import org.isobit.models.dynamics.RadialObservation;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.latent.AutoencoderCoder;
import org.isobit.models.scores.CrpsDecomposition;
import org.isobit.models.scores.MemberErrors;

/** One job: truth, observations, forecasts, analyses, scores. Used once, by one thread. */
final class AssimilationRun {

  private static final Variable[] VARIABLES = Variable.values();

  private final Job job;
  private final StudySettings settings;
  private final Ensemble ensemble;
  private final double[] truth = new double[2];
  private final CrpsDecomposition[] decompositions = new CrpsDecomposition[VARIABLES.length];
  private final double[] forecast = new double[VARIABLES.length];
  private final double[] analysis = new double[VARIABLES.length];
  private final MemberErrors forecastDistance = new MemberErrors();
  private final MemberErrors analysisDistance = new MemberErrors();
  private final double[][] truths;
  private final double[] differences;
  private double[][] snapshot;

  AssimilationRun(Job job, StudySettings settings) {
    this.job = job;
    this.settings = settings;
    ensemble = Ensemble.allocate(settings.members(), 2);
    for (int m = 0; m < settings.members(); m++) {
      StudyDraws.member(job.seed(), m, ensemble.values(), ensemble.index(m));
    }
    StudyDraws.truth(job.truthSeed(), truth);
    truths = new double[VARIABLES.length][settings.analyses()];
    differences = new double[settings.members()];
    for (int v = 0; v < VARIABLES.length; v++) {
      decompositions[v] = new CrpsDecomposition(settings.members());
    }
  }

  /** Runs it; the climatology may be null where the method needs none. */
  RunScores run(Climatology climatology) {
    CircleModel model = job.setting().model(settings);
    RadialObservation operator = job.setting().operator();
    ErrorLaw errors = job.setting().errors(settings);
    Filter filter = filter(climatology, errors);
    Observations network = Observations.of(new double[1], settings.deviation(),
        job.method() == Method.ETKF_LINEAR ? operator.linearized() : operator);
    Cycle cycle = new Cycle(job.seed(), 0, Workers.serial(), new Workspace());
    double[] error = new double[1];
    String failure = null;
    int k = 0;
    while (k < settings.analyses() && failure == null) {
      long from = (long) k * settings.interval();
      model.advance(from, settings.interval(), truth);
      model.advance(from, settings.interval(), ensemble, Workers.serial());
      if (!finite()) {
        failure = "the forecast is not finite";
        break;
      }
      score(k, true);
      errors.draw(job.truthSeed(), StudyDraws.ERRORS | k, 0, 1, error, 0);
      double[] before = snapshotWanted(k) ? ensemble.values().clone() : null;
      if (filter != null) {
        failure = analyse(filter, network.withValues(
            new double[] {operator.observe(truth[0], truth[1]) + error[0]}), cycle);
      }
      if (failure == null) {
        score(k, false);
        snapshot = before == null ? snapshot : new double[][] {truth.clone(), before, ensemble.values().clone()};
        cycle = cycle.next();
        k++;
      }
    }
    return scores(k, failure);
  }

  private Filter filter(Climatology climatology, ErrorLaw errors) {
    Method method = job.method();
    int innovations = job.setting().innovations();
    if (!method.latent()) {
      return switch (method) {
        case NO_DA -> null;
        case ETKFD -> new ETKFD(errors, innovations);
        default -> new ETKF();
      };
    }
    AutoencoderCoder states = climatology.states(settings, method.transfer());
    return method.pair()
        ? new LatentETKF(errors, innovations, states, Climatology.innovations(settings, job.seed(), states))
        : new LatentETKF(errors, innovations, states);
  }

  private String analyse(Filter filter, Observations observations, Cycle cycle) {
    try {
      filter.analyse(ensemble, observations, cycle);
      return null;
    } catch (NumericalException e) {
      return e.getMessage();
    }
  }

  private boolean finite() {
    for (double value : ensemble.values()) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private boolean snapshotWanted(int k) {
    return job.climatology() == 0 && job.run() == 0 && k == settings.analyses() / 2;
  }

  private void score(int k, boolean first) {
    int members = settings.members();
    for (int v = 0; v < VARIABLES.length; v++) {
      double target = VARIABLES[v].of(truth[0], truth[1]);
      for (int m = 0; m < members; m++) {
        int at = ensemble.index(m);
        differences[m] = VARIABLES[v].difference(
            VARIABLES[v].of(ensemble.values()[at], ensemble.values()[at + 1]), target);
      }
      if (first) {
        truths[v][k] = target;
        forecast[v] += decompositions[v].add(differences, 0);
      } else {
        analysis[v] += new CrpsDecomposition(members).add(differences, 0);
      }
      if (VARIABLES[v] == Variable.RADIUS) {
        (first ? forecastDistance : analysisDistance).add(differences, 0, members);
      }
    }
  }

  private RunScores scores(int reached, String failure) {
    double[][] sums = new double[VARIABLES.length][];
    for (int v = 0; v < VARIABLES.length; v++) {
      sums[v] = decompositions[v].toArray();
      forecast[v] /= decompositions[v].cases();
      analysis[v] /= reached;
    }
    return new RunScores(reached, failure, forecast, analysis, forecastDistance.rootMeanSquare(),
        analysisDistance.rootMeanSquare(), sums, truths, snapshot);
  }
}
