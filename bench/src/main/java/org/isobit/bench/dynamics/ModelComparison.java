package org.isobit.bench.dynamics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.isobit.bench.Contest;
import org.isobit.bench.Contest.Rival;
import org.isobit.bench.Contest.Work;
import org.isobit.bench.Opponent;
import org.isobit.kernels.Workers;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.dynamics.QuadraticSystem.Term;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.ExponentialRungeKutta4;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.ColumnModel;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.dynamics.column.Npzd;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.column.Uncertainty;
import org.isobit.models.dynamics.column.Uncertainty.Noise;
import org.isobit.models.dynamics.column.WaterColumn;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Preset;
import org.isobit.models.dynamics.pde.KuramotoSivashinsky;
import org.isobit.models.dynamics.pde.QuasiGeostrophic;
import org.isobit.models.registry.Values;

/**
 * Whole models, 40 members on one thread and of columns of water a thousand, too, against NumPy and gfortran, where
 * they are installed: all start from the same states, take turns in every round, and must end in the same states.
 */
public final class ModelComparison {

  private static final int MEMBERS = 40;

  /** Columns of water of which NumPy makes most: more do not fit into the cache, of fewer each call takes its time. */
  private static final int COLUMNS = 1000;

  /** Of the quasi-geostrophic model, along each side. */
  private static final int USUAL_POINTS = 129;

  /**
   * A model with its scheme, its name in the opponents' programs, and their variants of it. Results are compared after
   * some steps, so few that chaos has not yet made much of rounding.
   */
  private record Case(String title, String name, DiscreteModel model, int comparedSteps, Ensemble start,
      List<String> variants, boolean fortran) implements Work {

    @Override
    public int members() {
      return start.members();
    }

    @Override
    public double seconds(int steps) {
      Ensemble ensemble = start.copy();
      long begin = System.nanoTime();
      model.advance(0, steps, ensemble, Workers.serial());
      return 1e-9 * (System.nanoTime() - begin);
    }

    /** Another order of sums is all that may differ. */
    @Override
    public void compare(Path folder, Opponent opponent, String variant) throws IOException {
      Ensemble mine = start.copy();
      model.advance(0, comparedSteps, mine, Workers.serial());
      String suffix = opponent.version().startsWith("numpy") ? ".numpy.bin" : ".fortran.bin";
      Contest.compare(folder.resolve(variant + suffix), columns(mine), 1e-10, opponent.version() + ", " + variant);
    }
  }

  private ModelComparison() {}

  private static List<Case> cases(int side) {
    RungeKutta4 rk4 = new RungeKutta4();
    Lorenz96 lorenz96 = new Lorenz96();
    Maooam maooam = new Maooam(Preset.TV.parameters(), 2, 4, 2, 4);
    KuramotoSivashinsky flames = new KuramotoSivashinsky();
    QuasiGeostrophic gyre = new QuasiGeostrophic(side, 1600.0, 1e-5, 0.0, 0.0, 2e-12);
    QuasiGeostrophic.Provider gyres = new QuasiGeostrophic.Provider();
    Values points = new Values(Map.of("points", side));
    return List.of(
        new Case("Lorenz-96, 40 variables, RK4", "lorenz96",
            new SteppedModel(lorenz96, rk4, 0.05), 20, members(member -> {
          double[] mean = new double[lorenz96.size()];
          Arrays.fill(mean, 2.3);
          return ModelProvider.normal(member, 3.6, mean);
        }), List.of("lorenz96", "lorenz96-roll"), false),
        new Case("MAOOAM, 56 variables, RK4", "maooam", new SteppedModel(maooam, rk4, 0.1), 20,
            members(member -> ModelProvider.normal(member, 0.02, new double[maooam.size()])),
            List.of("maooam", "maooam-reduce"), true),
        new Case("Kuramoto–Sivashinsky, 128 points, ETDRK4", "kuramoto-sivashinsky",
            new SteppedModel(flames, new ExponentialRungeKutta4(), 0.25), 20,
            members(member -> ModelProvider.normal(member, 0.01, flames.wave())),
            List.of("kuramoto-sivashinsky"), false),
        new Case("quasi-geostrophic, " + side + " × " + side + " points, RK4", "quasi-geostrophic",
            new SteppedModel(gyre, rk4, 1.25), 4, members(member -> gyres.start(points, member)),
            List.of("quasi-geostrophic", "quasi-geostrophic-blocks"), false),
        columns("npzd-column", MEMBERS), columns("npzd-columns", COLUMNS));
  }

  /** Columns of water at L4 after two years, 40 with a member's nitrogen each, again and again. */
  private static Case columns(String name, int members) {
    WaterColumn water = WaterColumn.of(Npzd.USUAL, Site.L4, 50, 0.125);
    ColumnEnsemble columns = new ColumnEnsemble(water, MEMBERS);
    columns.perturb(new Uncertainty(0.0, List.of(), 0.3, Noise.NONE, Noise.NONE), 1, 0);
    columns.advance((int) (2.3 * Forcing.YEAR / water.dt()), Workers.serial());
    Ensemble start = Ensemble.allocate(members, water.size());
    for (int m = 0; m < members; m++) {
      columns.get(m % MEMBERS, start.values(), start.index(m));
    }
    return new Case("NPZD, 50 levels of water", name, new ColumnModel(water), 20, start, List.of(name), false);
  }

  /**
   * Measures and describes.
   *
   * @param rounds       rounds in which all take turns
   * @param milliseconds about how long each one runs in a round
   * @return a table in Markdown
   * @throws IOException           if a temporary file cannot be written
   * @throws InterruptedException  if the thread is interrupted
   * @throws IllegalStateException if results differ, or an opponent is installed, but fails
   */
  public static String run(int rounds, int milliseconds) throws IOException, InterruptedException {
    return run(rounds, milliseconds, USUAL_POINTS);
  }

  /** With so many points of the quasi-geostrophic model along each side. */
  static String run(int rounds, int milliseconds, int side) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("isobit-models");
    try {
      List<Case> cases = cases(side);
      for (Case one : cases) {
        prepare(folder, one);
      }
      try (Opponent numpy = Opponent.numpy(folder, ModelComparison.class, "numpy_models.py");
          Opponent fortran = Opponent.fortran(folder, ModelComparison.class, "maooam.f90")) {
        List<Rival> rivals = new ArrayList<>();
        for (Case one : cases) {
          if (numpy != null) {
            one.variants().forEach(variant -> rivals.add(new Rival(one, variant, numpy)));
          }
          if (fortran != null && one.fortran()) {
            rivals.add(new Rival(one, one.name(), fortran));
          }
        }
        return Contest.run("model, a step of all members", folder, rivals, rounds, milliseconds)
            + Contest.absent(numpy, "Python with NumPy 2") + Contest.absent(fortran, "gfortran");
      }
    } finally {
      Contest.delete(folder);
    }
  }

  private static Ensemble members(IntFunction<double[]> state) {
    double[] values = IntStream.range(0, MEMBERS).mapToObj(state).flatMapToDouble(Arrays::stream).toArray();
    return Ensemble.of(values, MEMBERS, values.length / MEMBERS);
  }

  private static void prepare(Path folder, Case one) throws IOException {
    Contest.write(folder.resolve(one.name() + ".bin"), columns(one.start()));
    Files.writeString(folder.resolve(one.name() + ".members"), one.members() + "\n");
    if (one.model() instanceof SteppedModel stepped && stepped.model() instanceof Maooam maooam) {
      QuadraticSystem system = maooam.system();
      StringBuilder text = new StringBuilder();
      for (int t = 0; t < system.terms(); t++) {
        Term term = system.term(t);
        text.append(term.i()).append(' ').append(term.j()).append(' ').append(term.k()).append(' ').append(term.v())
            .append('\n');
      }
      Files.writeString(folder.resolve("maooam.terms"), text);
      Files.writeString(folder.resolve("maooam.sizes"), system.size() + " " + system.terms() + "\n");
    }
  }

  /** Variables × members. */
  private static double[] columns(Ensemble ensemble) {
    double[] values = new double[ensemble.size() * ensemble.members()];
    for (int i = 0; i < ensemble.size(); i++) {
      for (int m = 0; m < ensemble.members(); m++) {
        values[i * ensemble.members() + m] = ensemble.get(m, i);
      }
    }
    return values;
  }
}
