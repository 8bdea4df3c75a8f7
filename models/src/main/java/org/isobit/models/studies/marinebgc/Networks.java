package org.isobit.models.studies.marinebgc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.learned.Features;
import org.isobit.models.learned.LearnedIncrements;
import org.isobit.models.learned.NetworkCorrelations;
import org.isobit.models.learned.OptimalInterpolation;
import org.isobit.models.learned.SchemeFile;
import org.isobit.models.learned.UpdateScheme;

/**
 * Trained schemes, each a file in a folder that a forecast can use: those that are there are not trained again.
 * Thread-safe.
 */
final class Networks {

  /**
   * A training.
   *
   * @param setting        what it depends on of a setting
   * @param scheme         {@link Scheme#ML_OI} or {@link Scheme#ML_ETE}
   * @param trained        where
   * @param initialisation number of the initial weights
   */
  record Key(Setting setting, Scheme scheme, List<Site> trained, int initialisation) {

    static Key of(Setting setting, Contender contender, int initialisation) {
      boolean correlations = contender.scheme() == Scheme.ML_OI;
      return new Key(correlations ? setting.ofCorrelations() : setting, correlations ? Scheme.ML_OI : Scheme.ML_ETE,
          contender.trained(), initialisation);
    }

    private String places() {
      return trained.stream().map(Site::name).collect(Collectors.joining("+"));
    }

    /** Stream of initial weights and of the order of samples. */
    private long stream() {
      long sites = trained.stream().mapToLong(site -> 1L << Site.ALL.indexOf(site)).sum();
      return (long) scheme.ordinal() << 32 | sites << 16 | initialisation;
    }
  }

  private final Path folder;
  private final MarineSettings settings;
  private final ModelRuns runs;
  private final Map<Key, UpdateScheme> read = new ConcurrentHashMap<>();

  Networks(Path folder, MarineSettings settings, ModelRuns runs) {
    this.folder = folder;
    this.settings = settings;
    this.runs = runs;
  }

  private Path file(Key key) {
    return file(key.setting, key, "");
  }

  private Path file(Setting setting, Key key, String ending) {
    return folder.resolve(setting.label())
        .resolve(key.scheme.file() + "-" + key.places() + "-i" + key.initialisation + ending + ".safetensors");
  }

  /** Those that have no file yet. */
  List<Key> missing(Collection<Key> keys) {
    return keys.stream().distinct().filter(key -> !Files.exists(file(key))).toList();
  }

  /** Trains side by side, each on one thread. */
  void train(Collection<Key> keys, Workers workers, LongConsumer listener) {
    List<Key> all = List.copyOf(keys);
    workers.run(all.size(), (part, slot) -> {
      train(all.get(part));
      listener.accept(1);
    });
  }

  private void train(Key key) {
    Setting setting = key.setting;
    Features plain = LogState.features(setting.ecosystem(), settings.levels(), key.scheme == Scheme.ML_ETE);
    Samples samples;
    double[] spread = null;
    if (key.scheme == Scheme.ML_OI) {
      Climatology climatology = runs.samples(setting, key.trained.getFirst());
      samples = Samples.ofCorrelations(climatology, plain);
      spread = climatology.spread();
    } else {
      samples = Samples.ofIncrements(runs.increments(setting, key.trained), plain);
    }
    Samples.Trained trained = samples.train(setting.width(), key.scheme == Scheme.ML_OI
        ? settings.correlationTraining(key.stream()) : settings.incrementTraining(key.stream()));
    UpdateScheme scheme = key.scheme == Scheme.ML_OI
        ? OptimalInterpolation.of(new NetworkCorrelations(trained.network()), spread)
        : LearnedIncrements.of(trained.network());
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("study", "marine-bgc");
    notes.put("setting", setting.label());
    notes.put("sites", key.places());
    notes.put("samples", Integer.toString(samples.inputs().length / plain.count()));
    notes.put("loss", Double.toString(trained.loss()));
    try {
      Files.createDirectories(file(key).getParent());
      SchemeFile.write(file(key), scheme, notes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes correlations with a damping, as a forecast should use them. They have seen no observation, but the damping
   * was chosen with those of a setting.
   */
  void writeDamped(Key key, Setting setting, double factor) {
    try {
      SchemeFile.write(file(setting, key, "-damped"), correlations(key).withDampingOfOthers(factor),
          Map.of("study", "marine-bgc", "setting", setting.label(), "sites", key.places(), "damping",
              Double.toString(factor)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UpdateScheme read(Key key) {
    return read.computeIfAbsent(key, k -> {
      try {
        UpdateScheme scheme = SchemeFile.read(file(k));
        if (scheme instanceof OptimalInterpolation != (k.scheme == Scheme.ML_OI)) {
          throw new IllegalArgumentException(file(k) + ": is no " + k.scheme.label() + "; remove it");
        }
        return scheme;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Correlations that were learned. */
  OptimalInterpolation correlations(Key key) {
    return (OptimalInterpolation) read(key);
  }

  /** Increments that were learned. */
  UpdateScheme increments(Key key) {
    return read(key);
  }
}
