package org.isobit.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Isobit;

/**
 * The committed hashes that every implementation on every machine must hit: for each kernel, SHA-256 over the outputs
 * of all its SHORT and of all its FULL cases. One resource file {@code golden/<family>.txt} for each kernel family,
 * lines {@code kernel SHORT|FULL hash}. Immutable.
 */
public final class Golden {

  /** How maintainers make the files. */
  static final String COMMAND = "./isobit -Disobit.backend=reference verify --write-golden "
      + "verify/src/main/resources/org/isobit/verify/golden";

  private static final String FOLDER = "golden/";

  private final Map<String, String> hashes;

  private Golden(Map<String, String> hashes) {
    this.hashes = hashes;
  }

  /**
   * Hashes given directly.
   *
   * @param hashes by {@link #key}
   * @return the golden hashes
   */
  static Golden of(Map<String, String> hashes) {
    return new Golden(Map.copyOf(hashes));
  }

  /** The hashes that the reference gives here and now. */
  static Golden ofReference(Collection<Conformance> suite) {
    Map<String, String> hashes = new TreeMap<>();
    for (Conformance conformance : suite) {
      for (Cases cases : Cases.values()) {
        hashes.put(key(conformance.kernel(), cases), hash(conformance, Backend.REFERENCE, cases));
      }
    }
    return new Golden(hashes);
  }

  /** The key of {@link #of}. */
  static String key(String kernel, Cases cases) {
    return kernel + ' ' + cases;
  }

  /**
   * The committed hashes.
   *
   * @return those of all families
   * @throws IllegalStateException if a file was made under another contract version or a line cannot be read
   */
  public static Golden committed() {
    Map<String, String> hashes = new TreeMap<>();
    for (String family : families(ConformanceSuite.all())) {
      try (InputStream in = Golden.class.getResourceAsStream(FOLDER + family + ".txt")) {
        if (in != null) {
          read(family, in, hashes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Golden(hashes);
  }

  /**
   * The hash of a kernel.
   *
   * @param kernel its name
   * @param cases  which cases
   * @return 64 hexadecimal digits, or null if there is none
   */
  public String hash(String kernel, Cases cases) {
    return hashes.get(key(kernel, cases));
  }

  /**
   * What to do about a missing hash.
   *
   * @param kernel the kernel that has none
   * @return one sentence with the command
   */
  public static String missing(String kernel) {
    return "no golden hash of " + kernel + "; once its reference is final: " + COMMAND;
  }

  /**
   * Runs the reference over all cases and writes one file for each family, in a JVM whose backend it is.
   *
   * @param folder where to; made if it does not exist
   * @param suite  the cases of all kernels and composed methods
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, Collection<Conformance> suite) throws IOException {
    Files.createDirectories(folder);
    for (String family : families(suite)) {
      StringBuilder text = new StringBuilder("contract " + Isobit.contractVersion() + "\n");
      for (Conformance conformance : suite) {
        if (conformance.family().equals(family)) {
          for (Cases cases : Cases.values()) {
            text.append(key(conformance.kernel(), cases)).append(' ')
                .append(hash(conformance, Backend.REFERENCE, cases)).append('\n');
          }
        }
      }
      Files.writeString(folder.resolve(family + ".txt"), text);
    }
  }

  /**
   * Runs one kernel.
   *
   * @param conformance    its cases
   * @param implementation which implementation
   * @param cases          which cases
   * @return the hash of all outputs
   */
  public static String hash(Conformance conformance, Backend implementation, Cases cases) {
    HashSink sink = new HashSink();
    conformance.run(implementation, cases, sink);
    return sink.hash();
  }

  private static Collection<String> families(Collection<Conformance> suite) {
    TreeSet<String> families = new TreeSet<>();
    suite.forEach(conformance -> families.add(conformance.family()));
    return families;
  }

  private static void read(String family, InputStream in, Map<String, String> hashes) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    String version = reader.readLine();
    if (!("contract " + Isobit.contractVersion()).equals(version)) {
      throw new IllegalStateException("golden/" + family + ".txt is of '" + version + "', this is contract "
          + Isobit.contractVersion());
    }
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] words = line.split(" ");
      if (words.length != 3 || !words[2].matches("[0-9a-f]{64}")) {
        throw new IllegalStateException("golden/" + family + ".txt: cannot read '" + line + "'");
      }
      hashes.put(key(words[0], Cases.valueOf(words[1])), words[2]);
    }
  }
}
