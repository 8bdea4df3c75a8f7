package org.isobit.models.columns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.ColumnModel;
import org.isobit.models.dynamics.column.Ecosystem;
import org.isobit.models.dynamics.column.Fasham;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.dynamics.column.Levels;
import org.isobit.models.dynamics.column.Npzd;
import org.isobit.models.dynamics.column.Reactions;
import org.isobit.models.dynamics.column.SeriesForcing;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.column.Uncertainty;
import org.isobit.models.dynamics.column.WaterColumn;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.io.Quoted;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * An ecosystem in a column of water, in configurations. A provider of your own ecosystem extends this class, as
 * {@link OfNpzd} and {@link OfFasham} do.
 */
public abstract class ColumnProvider extends NamedEntry implements ModelProvider {

  private static final String FORCING = "forcing";

  private final Ecosystem ecosystem;

  /**
   * The provider.
   *
   * @param name      what configurations call the model
   * @param says      what it is, in one sentence
   * @param source    where it is from
   * @param ecosystem what lives in the water
   */
  protected ColumnProvider(String name, String says, String source, Ecosystem ecosystem) {
    super(name, says, source);
    this.ecosystem = ecosystem;
  }

  @Override
  public final Keys keys() {
    return Keys.of(
        Key.word("site", "the place", Site.ALL.stream().map(Site::name).toArray(String[]::new)).usual(Site.L4.name()),
        Key.of("levels", Key.Form.INTEGER, "levels from the surface to the bed").usual(50).between(2, 10_000),
        Key.of("surface-zoom", Key.Form.NUMBER, "how much thinner they are at the surface; 0: not at all").usual(0.0)
            .between(0.0, 10.0),
        Key.of("bed-zoom", Key.Form.NUMBER, "how much thinner they are at the bed").usual(0.0).between(0.0, 10.0),
        Key.of("step", Key.Form.NUMBER, "length of a step in days").usual(0.125).between(1e-4, 365.0),
        Key.word("reactions", "how pools change: Euler's step, clipped or not, or the modified one of Patankar",
            "clipped", "euler", "patankar").usual(Reactions.CLIPPED.word()),
        Key.of(FORCING, Key.Form.FILE, "light and mixing, .csv with the columns day, shortwave, mixed_layer or .nc "
            + "with such variables along time; without it, they are the same every year"));
  }

  @Override
  public final ColumnModel build(Values values) {
    Site site = Site.named(values.text("site"));
    Levels levels = Levels.stretched(site.depth(), values.integer("levels"), values.number("surface-zoom"),
        values.number("bed-zoom"));
    return new ColumnModel(new WaterColumn(ecosystem, levels, site, forcing(values, site),
        values.number("step"), Reactions.named(values.text("reactions"))));
  }

  private static Forcing forcing(Values values, Site site) {
    if (!values.has(FORCING)) {
      return Forcing.seasonal(site);
    }
    Path file = Path.of(values.text(FORCING));
    try {
      return ForcingFiles.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": the system cannot read it: " + e.getMessage(), e);
    }
  }

  @Override
  public final ModelProfile profile(Values values) {
    WaterColumn column = build(values).column();
    Levels levels = column.levels();
    StateLayout.Axis depth = levels.isUniform()
        ? new StateLayout.Axis("depth", "", "m", levels.count(), levels.middle(0),
            levels.thickness(0))
        : StateLayout.Axis.numbers("level", "from the surface down", levels.count());
    List<StateLayout.Field> fields = new ArrayList<>();
    for (Ecosystem.Pool pool : ecosystem.pools()) {
      fields.add(new StateLayout.Field(pool.name(), pool.says(), "mmol m-3", List.of(depth)));
    }
    double dt = column.dt();
    long year = (long) (Forcing.YEAR / dt + 0.5);
    return ModelProfile.of(new StateLayout(fields)).withTimeUnit("days")
        .withGrowth(0.0, "the forcing rules").withRun("", dt, 0, year, (int) Math.max(1L, (long) (1.0 / dt + 0.5)));
  }

  /** Pools at depths of the middles of levels, in metres. */
  @Override
  public final Optional<Positions> positions(Values values) {
    Levels levels = build(values).column().levels();
    double[] depths = new double[levels.count()];
    for (int k = 0; k < depths.length; k++) {
      depths[k] = levels.middle(k);
    }
    return Optional.of(new Positions(ecosystem.pools().size(), depths, 0.0));
  }

  /** What two years make of the site's nitrogen times e^{0.3ξ}, or what is there before them where a file forces. */
  @Override
  public final double[] start(Values values, long seed) {
    WaterColumn column = build(values).column();
    ColumnEnsemble one = new ColumnEnsemble(column, 1);
    one.perturb(new Uncertainty(0.0, List.of(), 0.3, Uncertainty.Noise.NONE, Uncertainty.Noise.NONE), seed, 19L << 56);
    if (!(column.forcing() instanceof SeriesForcing)) {
      one.advance((int) (2 * Forcing.YEAR / column.dt() + 0.5), Workers.serial());
    }
    double[] state = new double[column.size()];
    one.get(0, state, 0);
    return state;
  }

  /** {@link Npzd} in configurations. */
  public static final class OfNpzd extends ColumnProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OfNpzd() {
      super("npzd-column", "nutrient, phytoplankton, zooplankton and detritus in a column of water, with steps of its "
          + "own", "Fennel and Neumann 1996; Burchard et al. 2006", Npzd.USUAL);
    }
  }

  /** {@link Fasham} in configurations. */
  public static final class OfFasham extends ColumnProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OfFasham() {
      super("fasham-column", "seven pools of nitrogen in a column of water, with steps of its own",
          "Fasham, Ducklow and McKelvie 1990; Kühn and Radach 1997", Fasham.USUAL);
    }
  }
}
