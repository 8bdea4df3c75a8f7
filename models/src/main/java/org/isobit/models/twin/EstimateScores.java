package org.isobit.models.twin;

import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.scores.EnsembleScores;
import org.isobit.models.scores.GaussianScores;

/** Scores of an estimate against the truth: of its members, or of a normal law where it is one state. */
final class EstimateScores {

  private final Estimator estimator;
  private final EnsembleScores members;
  private final GaussianScores law;
  private final double[] mean;
  private final double[] deviations;

  /** The members without gaps. */
  private Ensemble ensemble;
  private Ensemble packed;

  EstimateScores(Estimator estimator) {
    this.estimator = estimator;
    int size = estimator.ensemble().size();
    boolean single = estimator.ensemble().members() == 1;
    mean = new double[size];
    deviations = new double[size];
    members = single ? null : new EnsembleScores(size, estimator.ensemble().members());
    law = single ? new GaussianScores(mean, deviations) : null;
  }

  /** Takes the estimate as it is; the other methods speak of it. */
  void read() {
    ensemble = packed(estimator.ensemble());
    if (members != null) {
      double[] weights = estimator.weights();
      if (weights == null) {
        members.read(ensemble.values(), ensemble.ld());
      } else {
        members.read(ensemble.values(), ensemble.ld(), weights);
      }
    } else {
      ensemble.mean(mean);
      estimator.spread(deviations);
    }
  }

  /** Members that may be a view of longer states, as those of a smoother, from the first element of their array on. */
  private Ensemble packed(Ensemble view) {
    if (view.index(0) == 0) {
      return view;
    }
    packed = packed == null ? view.copy() : packed;
    packed.copyFrom(view);
    return packed;
  }

  /** The error of the smoothed mean. */
  static double rmse(Ensemble smoothed, double[] truth) {
    return new GaussianScores(smoothed.mean(), new double[smoothed.size()]).rmse(truth);
  }

  double mean(int variable) {
    return members != null ? members.mean(variable) : mean[variable];
  }

  double rmse(double[] truth) {
    return members != null ? members.rmse(truth) : law.rmse(truth);
  }

  double rmse(double[] truth, int[] points) {
    return members != null ? members.rmse(truth, points) : law.rmse(truth, points);
  }

  double spread(int[] points) {
    return members != null ? members.spread(points) : law.spread(points);
  }

  /** After that of the whole state. */
  double crps(double[] truth, int[] points) {
    return members != null ? members.crps(points) : law.crps(truth, points);
  }

  double spread() {
    return members != null ? members.spread() : law.spread();
  }

  double crps(double[] truth) {
    return members != null ? members.crps(ensemble.values(), ensemble.ld(), truth) : law.crps(truth);
  }
}
