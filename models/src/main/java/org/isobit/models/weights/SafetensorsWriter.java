package org.isobit.models.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Quoted;

/**
 * Writes safetensors files. Equal arguments give equal bytes on every machine: metadata sorted by key, tensors in the
 * order given, the header padded with blanks so that the data begins at a multiple of 8. Give F64 tensors before F32
 * ones, so that each begins at a multiple of its element's size. Thread-safe.
 */
public final class SafetensorsWriter {

  private SafetensorsWriter() {}

  /**
   * Writes a file, which appears whole or not at all.
   *
   * @param file     the file, replaced if it exists
   * @param metadata free text for the header; empty: none
   * @param tensors  the tensors, each with a name of its own
   * @throws IOException              if the system cannot write; a file that was there is then as it was
   * @throws IllegalArgumentException if two tensors have one name, a text is not Unicode, or the header gets longer
   *                                  than the format allows
   */
  public static void write(Path file, Map<String, String> metadata, List<TensorData> tensors) throws IOException {
    metadata.forEach((key, value) -> {
      if (!SafetensorsHeader.encodable(key) || !SafetensorsHeader.encodable(value)) {
        throw new IllegalArgumentException(Quoted.path(file) + ": the metadata " + Quoted.of(key) + ": "
            + Quoted.of(value) + " is not Unicode: half of a surrogate pair");
      }
    });
    List<TensorInfo> infos = table(file, tensors);
    byte[] header = new SafetensorsHeader(metadata, infos, 0).encode(Quoted.path(file));
    AtomicFiles.write(file, out -> {
      out.write(header);
      for (TensorData tensor : tensors) {
        tensor.writeTo(out);
      }
    });
  }

  /** What the header says of the tensors: one behind the other, in their order. */
  static List<TensorInfo> table(Path file, List<TensorData> tensors) {
    Set<String> names = new HashSet<>();
    List<TensorInfo> table = new ArrayList<>();
    long at = 0;
    for (TensorData tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(Quoted.path(file) + ": two tensors have the name "
            + Quoted.of(tensor.name()));
      }
      TensorInfo info = tensor.at(at);
      table.add(info);
      at = info.end();
    }
    return table;
  }

  /**
   * Feeds the bytes that a file with these tensors would have behind its header to a digest.
   *
   * @param tensors the tensors
   * @param digest  updated
   */
  public static void digest(List<TensorData> tensors, MessageDigest digest) {
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (TensorData tensor : tensors) {
        tensor.writeTo(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a stream to nowhere failed", e);
    }
  }
}
