package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.isobit.models.analyse.internal.source.NetcdfStates;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.netcdf.NetcdfFile;

/**
 * How states are written for others and read from them: the files of an external model, means and spreads, truths.
 * Immutable, thread-safe.
 *
 * @param format how an external model wants them
 * @param shape  dimensions of a state as an array
 * @param netcdf the kind of NetCDF files, or null if the model has others
 * @param times  when cycles end
 */
record Exchange(StateFiles.Format format, int[] shape, NetcdfStates netcdf, CycleTimes times) {

  /** Without a dot. */
  String suffix() {
    return format.suffix();
  }

  /** What means and spreads end in, without a dot. */
  String ownSuffix() {
    return netcdf == null ? StateFiles.Format.NPY.suffix() : "nc";
  }

  /** Writes the state at the end of a cycle for an external model; no need to survive a power cut. */
  void write(Path file, double[] values, int offset, int cycle) throws IOException {
    if (netcdf == null) {
      StateFiles.write(file, format, values, offset, shape);
    } else {
      netcdf.write(file, values, offset, times.end(cycle), true);
    }
  }

  /**
   * Reads what an external model made of a state at the end of a cycle: a regular file, or a symbolic link to one.
   *
   * @throws IllegalArgumentException if it is anything else, or holds no such state
   */
  double[] read(Path file, int cycle) throws IOException {
    return netcdf == null ? StateFiles.read(file, format, shape) : netcdf.read(file, times.end(cycle));
  }

  /** Reads a state at the end of a cycle from a file whose name says what it is. */
  double[] readAny(Path file, int cycle) throws IOException {
    return netcdf != null && NetcdfFile.hasItsName(file) ? netcdf.read(file, times.end(cycle))
        : StateFiles.read(file, StateFiles.Format.NPY, shape);
  }

  /** Writes a mean or a spread at the end of a cycle, whole or not at all, and returns its SHA-256. */
  String save(Path file, double[] values, int cycle) throws IOException {
    if (netcdf == null) {
      return StateFiles.writeState(file, values, 0, shape);
    }
    save(file, values, 0, cycle, false);
    return StateFiles.sha256(file);
  }

  private void save(Path file, double[] values, int offset, int cycle, boolean whole) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.deleteIfExists(part);
    netcdf.write(part, values, offset, times.end(cycle), whole);
    StateFiles.force(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    AtomicFiles.force(file.getParent());
  }

  /**
   * Writes each member of the last ensemble to a file of its own, over those of an earlier end; then those of members
   * that were lost since are removed.
   */
  void saveMembers(RunDirectory directory, Ensemble ensemble, int[] members, int cycle) throws IOException {
    Path folder = directory.members();
    Set<String> saved = new HashSet<>();
    for (int m = 0; m < members.length; m++) {
      String name = String.format(Locale.ROOT, "member_%03d.nc", members[m]);
      save(folder.resolve(name), ensemble.values(), ensemble.index(m), cycle, true);
      saved.add(name);
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path old : all.filter(f -> isMember(f) && !saved.contains(f.getFileName().toString())).toList()) {
        Files.delete(old);
      }
    }
  }

  private static boolean isMember(Path file) {
    return file.getFileName().toString().matches("member_\\d+\\.nc|\\.member_\\d+\\.nc\\.part");
  }
}
