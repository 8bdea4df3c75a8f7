package org.isobit.models.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Progress;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyHeader;
import org.isobit.models.io.NpyReader;
import org.isobit.models.io.NpyType;

/** An ensemble in one {@code .npy} file, members × the dimensions of a state. */
final class EnsembleFile {

  private static final int MOST_DIMENSIONS = 3;

  private final Path path;
  private final NpyHeader header;
  private final int[] stateShape;
  private final int size;

  private EnsembleFile(Path path, NpyHeader header, int[] stateShape, int size) {
    this.path = path;
    this.header = header;
    this.stateShape = stateShape;
    this.size = size;
  }

  /**
   * Looks at a file's header and length.
   *
   * @throws IllegalArgumentException if it is no complete file, or its shape is not that of an ensemble
   */
  static EnsembleFile open(Path path) throws IOException {
    try (NpyReader reader = NpyReader.open(path)) {
      NpyHeader header = reader.header();
      long[] shape = header.shape();
      if (shape.length < 2 || shape.length > 1 + MOST_DIMENSIONS) {
        throw new IllegalArgumentException(path + ": has the shape " + header.shapeText()
            + ", but an ensemble is members x state, members x ny x nx or members x nz x ny x nx");
      }
      if (shape[0] < 2) {
        throw new IllegalArgumentException(path + ": has the shape " + header.shapeText() + ": " + shape[0]
            + (shape[0] == 1 ? " member" : " members") + ", but at least 2 are needed");
      }
      long size = header.elements() / shape[0];
      if (size == 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(path + ": has the shape " + header.shapeText() + ", states of " + size
            + " elements");
      }
      int[] state = Arrays.stream(shape, 1, shape.length).mapToInt(Math::toIntExact).toArray();
      return new EnsembleFile(path, header, state, (int) size);
    }
  }

  NpyType type() {
    return header.type();
  }

  int members() {
    return (int) header.shape()[0];
  }

  int size() {
    return size;
  }

  /** Dimensions of a state, slowest first. */
  int[] stateShape() {
    return stateShape.clone();
  }

  /** Receives members one after the other. */
  interface Sink {
    void member(int m, double[] values, int offset) throws IOException;
  }

  /** Hands over all members in order, each exactly as in the file. */
  void forEach(Sink sink) throws IOException {
    if (header.fortranOrder()) {
      double[] all = NpyFile.read(path).doubles();
      for (int m = 0; m < members(); m++) {
        sink.member(m, all, m * size);
      }
      return;
    }
    double[] member = new double[size];
    try (NpyReader reader = NpyReader.open(path)) {
      if (!Arrays.equals(reader.header().shape(), header.shape()) || reader.header().type() != header.type()) {
        throw new IOException(path + ": has changed while it was read");
      }
      for (int m = 0; m < members(); m++) {
        reader.read(member, 0, size);
        sink.member(m, member, 0);
      }
    }
  }

  /**
   * Reads all members.
   *
   * @throws IllegalArgumentException naming the first NaN or infinity, or if the heap is too small
   */
  Ensemble read(Grid grid) throws IOException {
    Ensemble ensemble = Ensemble.allocate(members(), size);
    try (Progress progress = new Progress("reading members", members())) {
      forEach((m, values, offset) -> {
        for (int i = 0; i < size; i++) {
          if (!Double.isFinite(values[offset + i])) {
            throw new IllegalArgumentException(path + ": member " + m + " is " + values[offset + i] + " at point "
                + i + (stateShape.length > 1 ? ", index " + grid.indexText(i) : ""));
          }
        }
        System.arraycopy(values, offset, ensemble.values(), ensemble.index(m), size);
        progress.step(1);
      });
    }
    return ensemble;
  }
}
