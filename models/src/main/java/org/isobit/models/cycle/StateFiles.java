package org.isobit.models.cycle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyReader;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.NpyWriter;
import org.isobit.models.io.NumberText;

/** States and ensembles as files, always in doubles. Thread-safe. */
final class StateFiles {

  private StateFiles() {}

  /** How external models exchange a state. */
  enum Format {
    /** A NumPy array of the state's shape. */
    NPY("npy"),
    /** One number a line, in the order of the array, each the shortest decimal that reads back to the same bits. */
    TEXT("txt"),
    /** A NetCDF file like a template, which {@link Exchange} writes and reads. */
    NETCDF("nc");

    private final String suffix;

    Format(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  /** Reads a state of a known shape; every value must be finite. */
  static double[] read(Path file, Format format, int[] shape) throws IOException {
    double[] values = format == Format.NPY ? npy(file, shape) : NumberText.read(file, size(shape), "a state");
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(file + ": is " + values[i] + " at point " + i);
      }
    }
    return values;
  }

  /** The shape is compared before anything of that size is read. */
  private static double[] npy(Path file, int[] shape) throws IOException {
    InputFiles.requireFile(file);
    if (Files.size(file) == 0) {
      throw new IllegalArgumentException(file + ": is empty"); // as files of /proc are, of which some can be waited for
    }
    try (NpyReader reader = NpyReader.open(file)) {
      if (!Arrays.equals(reader.header().shape(), dimensions(shape))) {
        throw new IllegalArgumentException(file + ": has the shape " + reader.header().shapeText()
            + ", but a state has " + Arrays.toString(shape));
      }
    }
    return NpyFile.read(file).doubles();
  }

  /** Writes a state for an external model; no need to survive a power cut. */
  static void write(Path file, Format format, double[] values, int offset, int[] shape) throws IOException {
    int size = size(shape);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (format == Format.NPY) {
        try (NpyWriter writer = new NpyWriter(out, NpyType.FLOAT64, dimensions(shape))) {
          writer.write(values, offset, size);
        }
        return;
      }
      for (int i = 0; i < size; i++) {
        out.write((values[offset + i] + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** Forces a file that another process wrote to the disk. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Writes an array, whole or not at all, and returns its SHA-256. */
  static String writeAtomically(Path file, Ensemble ensemble, int[] stateShape) throws IOException {
    return written(file, writer -> {
      for (int m = 0; m < ensemble.members(); m++) {
        writer.write(ensemble.values(), ensemble.index(m), ensemble.size());
      }
    }, dimensions(ensemble.members(), stateShape));
  }

  /** Writes one state, whole or not at all, and returns its SHA-256. */
  static String writeState(Path file, double[] values, int offset, int[] shape) throws IOException {
    return written(file, writer -> writer.write(values, offset, size(shape)), dimensions(shape));
  }

  /** Writes the elements of an array. */
  private interface Elements {
    void write(NpyWriter writer) throws IOException;
  }

  private static String written(Path file, Elements elements, long[] shape) throws IOException {
    MessageDigest digest = sha256();
    AtomicFiles.write(file, out -> {
      try (NpyWriter writer = new NpyWriter(new DigestOutputStream(out, digest), NpyType.FLOAT64, shape)) {
        elements.write(writer);
      }
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writes an array of states, whole or not at all, and returns its SHA-256. */
  static String writeAtomically(Path file, double[] states, int count, int[] stateShape) throws IOException {
    return written(file, writer -> writer.write(states, 0, states.length), dimensions(count, stateShape));
  }

  /**
   * Checks that a file holds what the run wrote there.
   *
   * @throws IllegalArgumentException if it is missing or has another checksum
   */
  static void requireWritten(Path file, String sha256) throws IOException {
    InputFiles.requireFile(file);
    if (!sha256(file).equals(sha256)) {
      throw new IllegalArgumentException(file + ": is not what the run wrote: its SHA-256 differs from the journal's");
    }
  }

  /** Reads an array of states that this class wrote; its checksum must be the one it was written with. */
  static double[] readOwn(Path file, String sha256, int count, int[] stateShape) throws IOException {
    return readOwn(file, sha256, dimensions(count, stateShape));
  }

  /** Reads one state that this class wrote; its checksum must be the one it was written with. */
  static double[] readOwn(Path file, String sha256, int[] shape) throws IOException {
    return readOwn(file, sha256, dimensions(shape));
  }

  private static double[] readOwn(Path file, String sha256, long[] shape) throws IOException {
    requireWritten(file, sha256);
    NpyFile npy = NpyFile.read(file);
    long[] found = dimensions(npy.shape());
    if (!Arrays.equals(found, shape)) {
      throw new IllegalArgumentException(file + ": has the shape " + npy.shapeText() + ", not "
          + Arrays.toString(shape));
    }
    return npy.doubles();
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static long[] dimensions(int... shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  private static long[] dimensions(int members, int[] stateShape) {
    long[] dimensions = new long[stateShape.length + 1];
    dimensions[0] = members;
    for (int d = 0; d < stateShape.length; d++) {
      dimensions[d + 1] = stateShape[d];
    }
    return dimensions;
  }
}
