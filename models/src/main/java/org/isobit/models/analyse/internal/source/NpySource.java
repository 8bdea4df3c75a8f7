package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyHeader;
import org.isobit.models.io.NpyReader;
import org.isobit.models.io.NpyType;

/** Members in {@code .npy} files: one with all of them, members × the dimensions of a state, or one file for each. */
final class NpySource implements EnsembleSource {

  private static final int MOST_DIMENSIONS = 3;

  private final String name;
  private final List<Path> files;
  private final List<String> labels;
  private final NpyType type;
  private final int[] shape;
  private final List<Path> resultFiles;

  /** A file with members in Fortran order is read at once. */
  private double[] whole;
  private NpyReader open;
  private int next;

  private NpySource(String name, List<Path> files, List<String> labels, NpyType type, int[] shape) {
    this.name = name;
    this.files = files;
    this.labels = labels;
    this.type = type;
    this.shape = shape;
    boolean plain = labels.stream().allMatch(label -> Path.of(label).getNameCount() == 1 && !label.contains("/"));
    resultFiles = plain ? labels.stream().map(label -> Path.of(label + ".npy")).toList()
        : EnsembleSource.different(files);
  }

  /**
   * Looks at the header of a file with all members.
   *
   * @throws IllegalArgumentException if it is no complete file, or its shape is not that of an ensemble
   */
  static NpySource whole(Path path) throws IOException {
    try (NpyReader reader = NpyReader.open(path)) {
      NpyHeader header = reader.header();
      long[] all = header.shape();
      if (all.length < 2 || all.length > 1 + MOST_DIMENSIONS) {
        throw new IllegalArgumentException(path + ": has the shape " + header.shapeText()
            + ", but an ensemble is members x state, members x ny x nx or members x nz x ny x nx");
      }
      if (all[0] < 2) {
        throw new IllegalArgumentException(path + ": has the shape " + header.shapeText() + ": " + all[0]
            + (all[0] == 1 ? " member" : " members") + ", but at least 2 are needed");
      }
      long size = header.elements() / all[0];
      if (size == 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(path + ": has the shape " + header.shapeText() + ", states of " + size
            + " elements");
      }
      List<String> labels = IntStream.range(0, (int) all[0]).mapToObj(Integer::toString).toList();
      int[] state = Arrays.stream(all, 1, all.length).mapToInt(Math::toIntExact).toArray();
      return new NpySource(path.toString(), List.of(path), labels, header.type(), state);
    }
  }

  /**
   * Looks at the first of the members' files that can be read.
   *
   * @throws IOException              if there is none, and the system cannot read the first
   * @throws IllegalArgumentException if there is none, with the reason for the first
   */
  static NpySource each(String pattern, List<Path> files, List<String> labels) throws IOException {
    return EnsembleSource.firstThatCanBeRead(files, path -> {
      try (NpyReader reader = NpyReader.open(path)) {
        long[] state = reader.header().shape();
        if (state.length < 1 || state.length > MOST_DIMENSIONS || reader.header().elements() < 1) {
          throw new IllegalArgumentException(path + ": has the shape " + reader.header().shapeText()
              + ", but a member is a state, ny x nx or nz x ny x nx");
        }
        return new NpySource(pattern, files, labels, reader.header().type(),
            Arrays.stream(state).mapToInt(Math::toIntExact).toArray());
      }
    });
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public List<String> fields() {
    return List.of("state");
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public Path resultFile(int member) {
    return resultFiles.get(member);
  }

  @Override
  public boolean single() {
    return type == NpyType.FLOAT32;
  }

  @Override
  public String typeText() {
    return type.code();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void read(int member, double[] to) throws IOException {
    Path path = files.get(files.size() == 1 ? 0 : member);
    int size = points(0);
    if (files.size() > 1) {
      readOne(path, to);
    } else if (whole != null) {
      System.arraycopy(whole, member * size, to, 0, size);
    } else {
      readNext(path, member, to);
    }
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(to[i])) {
        throw new IllegalArgumentException(path + ": member " + labels.get(member) + " is " + to[i] + " at point " + i
            + (shape.length > 1 ? ", index " + indexText(i) : ""));
      }
    }
  }

  private String indexText(int point) {
    int[] index = new int[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = point % shape[d];
      point /= shape[d];
    }
    return Arrays.toString(index);
  }

  private void readOne(Path path, double[] to) throws IOException {
    NpyFile file = NpyFile.read(path);
    if (!Arrays.equals(file.shape(), shape)) {
      throw new IllegalArgumentException(path + ": has the shape " + file.shapeText() + ", but others have "
          + Arrays.toString(shape));
    }
    System.arraycopy(file.doubles(), 0, to, 0, points(0));
  }

  /** Members in order go through the file once. */
  private void readNext(Path path, int member, double[] to) throws IOException {
    if (open == null || member < next) {
      close();
      open = NpyReader.open(path);
      next = 0;
      if (open.header().type() != type || open.header().elements() != (long) labels.size() * points(0)) {
        throw new IOException(path + ": has changed while it was read");
      }
      if (open.header().fortranOrder()) {
        close();
        whole = NpyFile.read(path).doubles();
        System.arraycopy(whole, member * points(0), to, 0, points(0));
        return;
      }
    }
    for (; next <= member; next++) {
      open.read(to, 0, points(0));
    }
    if (next == labels.size()) {
      close();
    }
  }

  private void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
