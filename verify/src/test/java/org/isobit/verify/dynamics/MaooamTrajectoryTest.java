package org.isobit.verify.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.dynamics.QuadraticSystem.Term;
import org.isobit.models.dynamics.Heun;
import org.isobit.models.dynamics.Integrator;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Preset;
import org.isobit.verify.SharedData;
import org.junit.jupiter.api.Test;

/** MAOOAM against tensors and trajectories of an independent program, to all digits. */
class MaooamTrajectoryTest {

  private static final double DT = 0.1;

  private static double[] numbers(List<String> lines, String label) {
    String line = lines.stream().filter(l -> l.startsWith(label + ",")).findFirst().orElseThrow();
    return Arrays.stream(line.substring(label.length() + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void check(String name, Maooam model) throws IOException {
    tensor(Files.readAllLines(SharedData.file("maooam/tensor_" + name + ".csv")), model);
    List<String> lines = Files.readAllLines(SharedData.file("maooam/traj_" + name + ".csv"));
    double[] start = numbers(lines, "x0");
    double[] d = new double[start.length];
    model.tendency(start, 0, d, 0);
    assertArrayEquals(numbers(lines, "rhs_x0"), d, 1e-16);
    follow(lines, "rk4", new RungeKutta4(), model, start.clone());
    follow(lines, "heun", new Heun(), model, start.clone());
  }

  private static void tensor(List<String> lines, Maooam model) {
    assertEquals(lines.size() - 1, model.system().terms());
    for (int t = 0; t < lines.size() - 1; t++) {
      String[] entry = lines.get(t + 1).split(",");
      Term term = model.system().term(t);
      assertEquals(entry[0] + "," + entry[1] + "," + entry[2], term.i() + "," + term.j() + "," + term.k());
      double expected = Double.parseDouble(entry[3]);
      assertEquals(expected, term.v(), 1e-14 * Math.abs(expected), lines.get(t + 1));
    }
  }

  private static void follow(List<String> lines, String scheme, Integrator integrator, Maooam model, double[] x) {
    int step = 0;
    for (int next : new int[] {1, 10, 100, 1000}) {
      integrator.advance(model, DT, next - step, x);
      step = next;
      assertArrayEquals(numbers(lines, scheme + "_dt0.1_step" + step), x, 1e-11, scheme + ", step " + step);
    }
  }

  @Test
  void theOriginalProgramsParameters() throws IOException {
    check("default_36", new Maooam());
  }

  @Test
  void strongCouplingIn36Variables() throws IOException {
    check("TV_36", new Maooam(Preset.TV.parameters(), 2, 2, 2, 4));
  }

  @Test
  void strongCouplingIn56Variables() throws IOException {
    check("TV_56", new Maooam(Preset.TV.parameters(), 2, 4, 2, 4));
  }
}
