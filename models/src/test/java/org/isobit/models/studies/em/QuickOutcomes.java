package org.isobit.models.studies.em;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.surrogate.ExpectationMaximization.Scheme;

/** Writes what quick estimations come to, in a JVM of its own. */
final class QuickOutcomes {

  private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

  private QuickOutcomes() {}

  static String of() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Setting setting : List.of(Setting.BASE.withObserved(30), Setting.twoScale(1.0).with(Kind.PERFECT),
        Setting.BASE.with(Scheme.APPROXIMATE).with(Kind.NETWORK), Setting.BASE.with(Kind.ONLINE))) {
      outcomes.add(new Estimation(new Job(setting, 1, true)).run());
    }
    return GSON.toJson(outcomes);
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), of());
  }
}
