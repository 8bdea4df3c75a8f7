package org.isobit.models.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.isobit.kernels.Isobit;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} of every command prints: the version of the build, which the build writes into a resource,
 * that of the arithmetic contract, and the Java that runs. Thread-safe.
 */
public final class BuildVersion implements IVersionProvider {

  private static final String RESOURCE = "build.properties";

  /** Where classes and resources were put together by something else. */
  static final String UNKNOWN = "(not built by Maven)";

  /** Makes the provider. */
  public BuildVersion() {}

  /**
   * The version of the build.
   *
   * @return for example {@code 0.1.0}
   */
  public static String number() {
    try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      Properties properties = new Properties();
      properties.load(in);
      String number = properties.getProperty("version");
      return number.startsWith("$") ? UNKNOWN : number;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    String vendor = System.getProperty("java.vendor");
    return new String[] {"isobit " + number(), "arithmetic contract " + Isobit.contractVersion(),
        "JDK " + System.getProperty("java.runtime.version") + " (" + (vendor.equals("N/A") ? "" : vendor + ", ")
            + System.getProperty("java.vm.name") + ")"};
  }
}
