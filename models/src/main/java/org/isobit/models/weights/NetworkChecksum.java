package org.isobit.models.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checksum of a network's file: SHA-256 over everything that the file says. In this order, numbers little-endian, a
 * text as the number of its UTF-8 bytes in 4 bytes and these bytes: the number of metadata entries but the checksum's
 * own (4 bytes), for each of them, by UTF-16 code units of the key, key and value; the number of tensors (4 bytes), for
 * each of them, by name in the same order, name, type, number of dimensions (4 bytes), dimensions, begin and end (8
 * bytes each); the tensors' bytes in the order of the file.
 *
 * <p>Files of the first form have a SHA-256 of the network's description and the tensors' bytes only. Their table of
 * tensors is a function of the description, and has to be that.
 */
final class NetworkChecksum {

  /** What the text begins with. */
  static final String PREFIX = "sha256/2:";

  /** What it began with in the first form. */
  static final String FIRST_PREFIX = "sha256:";

  private NetworkChecksum() {}

  /** A digest of metadata and table, to be updated with the tensors' bytes. */
  static MessageDigest of(Map<String, String> metadata, List<TensorInfo> tensors) {
    MessageDigest digest = sha256();
    Map<String, String> entries = new TreeMap<>(metadata);
    entries.remove(NetworkFile.CHECKSUM);
    number(digest, entries.size());
    entries.forEach((key, value) -> {
      text(digest, key);
      text(digest, value);
    });
    List<TensorInfo> byName = new ArrayList<>(tensors);
    byName.sort(Comparator.comparing(TensorInfo::name));
    number(digest, byName.size());
    for (TensorInfo tensor : byName) {
      text(digest, tensor.name());
      text(digest, tensor.type().name());
      number(digest, tensor.shape().size());
      tensor.shape().forEach(s -> whole(digest, s));
      whole(digest, tensor.begin());
      whole(digest, tensor.end());
    }
    return digest;
  }

  /** A digest of the first form, to be updated with the tensors' bytes. */
  static MessageDigest first(String description) {
    MessageDigest digest = sha256();
    digest.update(description.getBytes(StandardCharsets.UTF_8));
    return digest;
  }

  /** The text that stands in the metadata. */
  static String text(String prefix, MessageDigest digest) {
    return prefix + HexFormat.of().formatHex(digest.digest());
  }

  private static void text(MessageDigest digest, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(digest, utf8.length);
    digest.update(utf8);
  }

  private static void number(MessageDigest digest, int value) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value));
  }

  private static void whole(MessageDigest digest, long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
