package org.isobit.verify.views;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.GemmCall;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** The example of kernels/README.md, compiled and run. */
class ViewExampleTest {

  @Test
  void anExampleForCallersOfKernels() {
    int members = 7;
    int points = 40;
    int observed = 5;
    double[] states = new Inputs(1).doubles(members * points);
    // snippet:start
    Matrix ensemble = Matrix.of(states, members, points); // a view: members are the rows, nothing is copied
    Matrix mean = Matrix.allocate(1, points);
    Matrix anomalies = Matrix.allocate(members, points);
    Anomalies.subtractMean(ensemble, mean, anomalies, Workers.shared());

    Matrix seen = anomalies.columns(0, observed); // a part of it, in the same array
    Matrix covariance = Matrix.allocate(points, observed);
    GemmCall product = GemmCall.PLAIN.withTransposes(true, false).withAlpha(1.0 / (members - 1));
    product.gemm(anomalies, seen, covariance); // covariances of all points with those that are seen
    // snippet:end
    double sum = 0.0;
    for (int m = 0; m < members; m++) {
      sum += (ensemble.get(m, 33) - mean.get(0, 33)) * (ensemble.get(m, 2) - mean.get(0, 2));
    }
    assertEquals(sum / (members - 1), covariance.get(33, 2), 1e-15);
  }
}
