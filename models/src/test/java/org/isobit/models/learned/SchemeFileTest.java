package org.isobit.models.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.weights.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheme's file is the scheme, and whatever is wrong in it is one message. */
class SchemeFileTest {

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("scheme.safetensors");
  }

  private static double[] increments(UpdateScheme scheme) {
    double[] out = new double[7];
    scheme.increments(Schemes.forecast(2), 0, 77, 0.6, 0.017, out, 0);
    return out;
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    for (UpdateScheme scheme : List.of(Schemes.oi(), Schemes.oi().withCap(Double.POSITIVE_INFINITY), Schemes.ete(),
        Schemes.ete().withCap(0.01))) {
      SchemeFile.write(file(), scheme, Map.of("trained", "by a test"));
      byte[] bytes = Files.readAllBytes(file());
      UpdateScheme read = SchemeFile.read(file());
      assertArrayEquals(increments(scheme), increments(read), "the bits");
      assertEquals(scheme.state(), read.state());
      assertEquals(scheme.toString(), read.toString());
      SchemeFile.write(file(), read, Map.of("trained", "by a test"));
      assertArrayEquals(bytes, Files.readAllBytes(file()), "equal schemes give equal files");
      assertEquals("by a test", NetworkFile.read(file()).notes().get("trained"));
    }
  }

  @Test
  void weightsInFloatAreReadAsTheyAre() throws IOException {
    String json = written(Schemes.oi());
    NetworkFile network = NetworkFile.read(file());
    float[] single = new float[network.doubles().length];
    double[] rounded = new double[single.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) network.doubles()[i];
      rounded[i] = single[i];
    }
    NetworkFile.write(file(), network.architecture(), single, Map.of("scheme", json));
    double[] read = increments(SchemeFile.read(file()));
    NetworkFile.write(file(), network.architecture(), rounded, Map.of("scheme", json));
    assertArrayEquals(increments(SchemeFile.read(file())), read);
  }

  private String written(UpdateScheme scheme) throws IOException {
    SchemeFile.write(file(), scheme, Map.of());
    return NetworkFile.read(file()).notes().get("scheme");
  }

  /** A file of the same network with another description. */
  private String refused(String json) throws IOException {
    NetworkFile network = NetworkFile.read(file());
    Path other = folder.resolve("other.safetensors");
    NetworkFile.write(other, network.architecture(), network.doubles(), Map.of("scheme", json));
    String message = assertThrows(IllegalArgumentException.class, () -> SchemeFile.read(other), json).getMessage();
    assertTrue(message.startsWith(other + ": metadata scheme: "), message);
    return message.substring(message.indexOf("scheme: ") + 8);
  }

  @Test
  void eachKeyThatIsMissingIsNamed() throws IOException {
    for (UpdateScheme scheme : List.of(Schemes.oi(), Schemes.ete())) {
      String json = written(scheme);
      List<String> keys = new ArrayList<>();
      Matcher matcher = Pattern.compile("\"(\\w+)\":").matcher(json);
      while (matcher.find()) {
        String key = matcher.group(1);
        if (!key.equals("cap")) {
          keys.add(key);
          String without = json.substring(0, matcher.start()) + "\"" + key + "\":null"
              + json.substring(end(json, matcher.end()));
          assertTrue(refused(without).matches(".*\\b" + key + " is missing"), refused(without));
        }
      }
      assertTrue(keys.size() >= 23, keys.toString());
    }
  }

  /** Where the value that begins at a place ends. */
  private static int end(String json, int begin) {
    int depth = 0;
    for (int at = begin;; at++) {
      char c = json.charAt(at);
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
        return at;
      }
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    }
  }

  @Test
  void whatIsOutOfRangeIsNamed() throws IOException {
    String json = written(Schemes.oi());
    String[][] damages = {
        {"\"format\":1", "\"format\":2", "format must be 1, but is 2"},
        {"\"kind\":\"ml-oi\"", "\"kind\":\"oi\"", "kind must be ml-oi or ml-ete, but is 'oi'"},
        {"\"kind\":\"ml-oi\"", "\"kind\":\"ml-ete\"", "deviation is not known here"},
        {"\"taper\":0.15", "\"taper\":1", "OptimalInterpolation: taper must be at least 0 and below 1, but is 1.0"},
        {"\"taper\":0.15", "\"taper\":1e999", "taper must be a finite number, but is 'Infinity'"},
        {"\"taper\":0.15", "\"taper\":\"NaN\"", "taper must be a finite number, but is 'NaN'"},
        {"\"taper\":0.15", "\"tapers\":0.15", "tapers is not known here"},
        {"\"cap\":0.2", "\"cap\":0", "OptimalInterpolation: cap must be positive, but is 0.0"},
        {"\"offset\":0.25", "\"offset\":[1]", "observed.offset must be a finite number, but is a list of 1"},
        {"\"index\":2", "\"index\":3", "ObservedState: observed element of p must be from 0 to 2, but is 3"},
        {"\"size\":3", "\"size\":4", "targets.mean must have 8 numbers, but has 7"},
        {"\"size\":3", "\"size\":3.5", "fields.1.size must be an integer, but is '3.5'"},
        {"\"scale\":\"log10\"", "\"scale\":\"log2\"", "fields.0.scale must be none, log or log10, but is 'log2'"},
        {"\"indices\":[2,0]", "\"indices\":[2,5]", "Features: element of p must be from 0 to 2, but is 5"},
        {"\"indices\":[2,0]", "\"indices\":[2]", "features.mean must have 4 numbers, but has 5"},
        {"\"season\":true", "\"season\":1", "features.season must be true or false, but is '1'"},
        {"\"innovation\":false", "\"innovation\":true", "features.mean must have 6 numbers, but has 5"},
        {"0.5,2.0,0.7", "0.5,0,0.7", "Features: standard deviation[1] must be positive and finite, but is 0.0"},
        {"\"deviation\":[0.1,", "\"deviation\":[-0.1,", "OptimalInterpolation: standard deviation[0] must be positive"},
        {"\"damping\":[0.1,", "\"damping\":[-1,", "OptimalInterpolation: damping[0] must be finite and not negative"},
        {"\"fields\":[", "\"fields\":[[],", "fields.0 must be a section, but is a list of 0"},
        {"\"kind\":", "\"kind\":\"ml-oi\",\"kind\":", "has the key 'kind' twice"}};
    for (String[] damage : damages) {
      int at = json.indexOf(damage[0]);
      assertTrue(at >= 0, damage[0] + " in " + json);
      String said = refused(json.substring(0, at) + damage[1] + json.substring(at + damage[0].length()));
      assertTrue(said.startsWith(damage[2]), said);
    }
    assertTrue(refused("{").contains("is not valid JSON"));
  }

  @Test
  void networksOfAnotherSizeAndBadWeightsAreRefused() throws IOException {
    String json = written(Schemes.oi());
    NetworkFile network = NetworkFile.read(file());
    double[] theta = network.doubles().clone();
    theta[11] = Double.NaN;
    NetworkFile.write(file(), network.architecture(), theta, Map.of("scheme", json));
    assertTrue(says().endsWith("metadata scheme: ScaledNetwork: weight[11] is NaN"), says());
    written(Schemes.ete());
    NetworkFile larger = NetworkFile.read(file());
    NetworkFile.write(file(), larger.architecture(), larger.doubles(), Map.of("scheme", json));
    assertTrue(says().endsWith("ScaledNetwork: the network has 6 inputs, but there are 5 features"), says());
    assertEquals(Shape.of(6), larger.architecture().input());
    NetworkFile.write(file(), larger.architecture(), larger.doubles(), Map.of());
    assertTrue(says().contains("its metadata has no scheme"), says());
    assertThrows(IllegalArgumentException.class, () -> SchemeFile.write(file(),
        OptimalInterpolation.univariate(Schemes.STATE, new double[3], 1), Map.of()));
  }

  private String says() {
    return assertThrows(IllegalArgumentException.class, () -> SchemeFile.read(file())).getMessage();
  }

  @Test
  void damagedAndTruncatedFilesAreRefused() throws IOException {
    SchemeFile.write(file(), Schemes.oi(), Map.of());
    byte[] bytes = Files.readAllBytes(file());
    for (int length = 0; length < bytes.length; length += 97) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      says();
    }
    for (int at = 0; at < bytes.length; at += 31) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x11;
      Files.write(file(), damaged);
      says();
    }
  }
}
