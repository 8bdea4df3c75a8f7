package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.fuzz.FuzzTarget;
import org.isobit.models.io.Settings;

/** Configurations of the command, beside the files of an example. */
public record CyclePlanTarget(String format, List<byte[]> corpus, Path file) implements FuzzTarget {

  /** Takes the example's configurations; inputs take the place of the first. */
  public CyclePlanTarget(String format, Path config, Path other) throws IOException {
    this(format, List.of(Files.readAllBytes(config), Files.readAllBytes(other)), config);
  }

  @Override
  public void read(Path input, byte[] bytes) throws IOException {
    CyclePlan.read(Settings.read(input, List.of()), input.toAbsolutePath().getParent(), null, null);
  }
}
