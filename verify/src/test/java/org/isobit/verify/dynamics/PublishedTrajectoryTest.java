package org.isobit.verify.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.isobit.verify.SharedData;
import org.isobit.verify.assimilation.DapperData;
import org.junit.jupiter.api.Test;

/** Models against trajectories of independent programs: Lorenz-96 against DAPPER, bit for bit. */
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

  /** The two-scale model against an independent program, as far as another order of sums allows. */
  @Test
  void twoScalesFollowThePublishedTrajectory() throws IOException {
    List<String> lines = Files.readAllLines(SharedData.file("lorenz/two_scale_lorenz_36x10_F10_h1_c10_b10.csv"));
    double[] x = row(lines, "z0");
    double[] d = new double[x.length];
    new TwoScaleLorenz().tendency(x, 0, d, 0);
    assertArrayEquals(row(lines, "rhs_z0"), d, 1e-12);
    int step = 0;
    double[] tolerances = {1e-13, 1e-12, 1e-11, 1e-9};
    int[] steps = {1, 10, 100, 200};
    for (int r = 0; r < steps.length; r++) {
      new RungeKutta4().advance(new TwoScaleLorenz(), 0.005, steps[r] - step, x);
      step = steps[r];
      assertArrayEquals(row(lines, "rk4_dt0.005_step" + step), x, tolerances[r], "step " + step);
    }
  }

  private static double[] row(List<String> lines, String label) {
    String line = lines.stream().filter(l -> l.startsWith(label + ",")).findFirst().orElseThrow();
    return Arrays.stream(line.substring(label.length() + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
