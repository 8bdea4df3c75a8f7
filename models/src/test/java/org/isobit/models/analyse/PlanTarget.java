package org.isobit.models.analyse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.fuzz.FuzzTarget;
import org.isobit.models.io.Settings;

/** Configurations of the command, beside the files of an example. */
public record PlanTarget(String format, List<byte[]> corpus, Path file) implements FuzzTarget {

  /** Takes the example's configuration, whose place the inputs take. */
  public PlanTarget(String format, Path config) throws IOException {
    this(format, List.of(Files.readAllBytes(config)), config);
  }

  @Override
  public void read(Path input, byte[] bytes) throws IOException {
    AnalysisPlan.read(Settings.read(input, List.of()), null, null);
  }
}
