package org.isobit.models.studies.latentetkf;

import org.isobit.models.dynamics.CircleReference;
import org.isobit.models.scores.CrpsDecomposition;

/** What is scored of a state. */
enum Variable {
  /** Abscissa. */
  X("x", 0) {
    @Override
    double of(double x, double y) {
      return x;
    }
  },
  /** Ordinate. */
  Y("y", 0) {
    @Override
    double of(double x, double y) {
      return y;
    }
  },
  /** Distance from the origin. */
  RADIUS("radius", 0) {
    @Override
    double of(double x, double y) {
      return CircleReference.radius(x, y);
    }
  },
  /** Degrees from 0. */
  ANGLE("angle", 360) {
    @Override
    double of(double x, double y) {
      return 180.0 * CircleReference.angle(x, y);
    }
  };

  private final String label;
  private final double period;

  Variable(String label, double period) {
    this.label = label;
    this.period = period;
  }

  String label() {
    return label;
  }

  /** Length of the circle it lies on, or 0. */
  double period() {
    return period;
  }

  abstract double of(double x, double y);

  /** Difference of two of its values: of angles the smaller one. */
  double difference(double a, double b) {
    return period == 0 ? a - b : CrpsDecomposition.wrapped(a - b, period);
  }
}
