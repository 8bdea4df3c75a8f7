package org.isobit.models.learned;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.io.Quoted;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/** Trained schemes in configurations: {@code method: {filter: ml-oi, network: FILE.safetensors}}. */
public abstract sealed class SchemeProvider extends NamedEntry implements FilterProvider {

  private static final String FILE = "network";

  private static final String SOURCE = "Higgs et al. 2026";

  private final String title;
  private final Class<? extends UpdateScheme> kind;

  private SchemeProvider(String label, String title, String sentence, Class<? extends UpdateScheme> kind) {
    super(label, sentence, SOURCE);
    this.title = title;
    this.kind = kind;
  }

  /** Optimal interpolation with correlations that a network predicts. */
  public static final class Interpolation extends SchemeProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Interpolation() {
      super("ml-oi", "ML-OI",
          "optimal interpolation of one forecast, with correlations that a network predicts from it",
          OptimalInterpolation.class);
    }
  }

  /** Increments that a network predicts. */
  public static final class Increments extends SchemeProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Increments() {
      super("ml-ete", "ML-EtE", "increments of one forecast that a network predicts from it and the innovation",
          LearnedIncrements.class);
    }
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final MethodProfile profile() {
    return MethodProfile.of(SchemeFilter.class,
        "the formula of optimal interpolation, written out; analytic increments");
  }

  @Override
  public final Reach reach() {
    return Reach.GLOBAL;
  }

  @Override
  public final Set<Option> options() {
    return Set.of(Option.SINGLE);
  }

  @Override
  public final Keys keys() {
    return Keys.of(Key.of(FILE, Form.FILE, "the trained scheme, a safetensors file").required());
  }

  @Override
  public final SchemeFilter build(FilterOptions options) {
    Path file = Path.of(options.own().text(FILE));
    UpdateScheme scheme;
    try {
      scheme = SchemeFile.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": the system cannot read it: " + e.getMessage(), e);
    }
    if (!kind.isInstance(scheme)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": is no scheme of the filter " + label()
          + ", but has " + scheme);
    }
    return new SchemeFilter(title, scheme);
  }
}
