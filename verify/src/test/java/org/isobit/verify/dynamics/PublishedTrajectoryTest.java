package org.isobit.verify.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.verify.assimilation.DapperData;
import org.junit.jupiter.api.Test;

/** Lorenz-96 against trajectories of DAPPER (an independent NumPy program), bit for bit. */
class PublishedTrajectoryTest {

  @Test
  void firstTenSteps() {
    check("l96_traj_first10", 1);
  }

  @Test
  void everyFiftiethOfAThousandSteps() {
    check("l96_traj_x0_to_1000_every50", 50);
  }

  private static void check(String name, int every) {
    DapperData.Matrix states = DapperData.read(name);
    double[] x = states.row(0);
    for (int r = 1; r < states.rows(); r++) {
      new RungeKutta4().advance(new Lorenz96(), 0.05, every, x);
      assertArrayEquals(states.row(r), x, name + ", row " + r);
    }
  }
}
