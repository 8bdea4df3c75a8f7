package org.isobit.models.analyse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.cli.Told;

/** Runs {@code isobit analyse} and keeps what it tells. */
public final class Commands {

  private Commands() {}

  public static Told analyse(Path config, String... more) {
    List<String> arguments = new ArrayList<>(List.of(config.toString()));
    arguments.addAll(List.of(more));
    return Told.of(new AnalyseCommand(), arguments.toArray(new String[0]));
  }
}
