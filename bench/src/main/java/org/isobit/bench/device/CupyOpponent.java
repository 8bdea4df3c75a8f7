package org.isobit.bench.device;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.isobit.bench.Median;

/**
 * CuPy on the same card: its batched eigenvalue solver, and the LETKF's local step written with it, by a Python program
 * in a process of its own. Immutable.
 *
 * @param obstacle why there are no times, or null
 * @param facts    versions, by name
 * @param times    what was measured
 */
record CupyOpponent(String obstacle, Map<String, String> facts, List<Time> times) {

  private static final String SCRIPT = "cupy_letkf.py";
  private static final int SECONDS = 120;

  /**
   * A time.
   *
   * @param what    eigh, or local step
   * @param type    double or float
   * @param members order of the matrices
   * @param near    observations near a point; 0 for eigh
   * @param fields  fields at a point; 0 for eigh
   * @param count   matrices or points of a call
   * @param seconds seconds a call, of each repeat
   */
  record Time(String what, String type, int members, int near, int fields, int count, double[] seconds) {

    /** Millions a second. */
    double rate() {
      return count / Median.of(seconds) / 1e6;
    }

    String shape() {
      return near == 0 ? members + "x" + members : members + "x" + near + "x" + fields;
    }
  }

  private static CupyOpponent absent(String obstacle) {
    return new CupyOpponent(obstacle, Map.of(), List.of());
  }

  /** Runs the program, if there is a card and Python has CuPy. */
  static CupyOpponent run(Card card, int ordinal, Sizes sizes) {
    if (card.standIn()) {
      return absent("not run: the device is a stand-in");
    }
    List<String> shapes = new ArrayList<>();
    for (int[] shape : sizes.locals()) {
      shapes.add(shape[0] + "x" + shape[1] + "x" + shape[2] + "x" + Math.min(8192, sizes.points(shape[0], shape[2])));
    }
    return run(List.of("python3"), ordinal, shapes);
  }

  /** Runs the program by a Python that is called so. */
  static CupyOpponent run(List<String> python, int ordinal, List<String> shapes) {
    Path script = null;
    try {
      script = Files.createTempFile("cupy_letkf", ".py");
      try (InputStream in = CupyOpponent.class.getResourceAsStream(SCRIPT)) {
        Files.write(script, in.readAllBytes());
      }
      List<String> command = new ArrayList<>(python);
      command.add(script.toString());
      command.addAll(shapes);
      Path out = Files.createTempFile("cupy_letkf", ".json");
      Path err = Files.createTempFile("cupy_letkf", ".txt");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("ISOBIT_DEVICE", Integer.toString(ordinal));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          return absent("python3 did not end within " + SECONDS + " s");
        }
        String last = Files.readString(err, StandardCharsets.UTF_8).lines().reduce("", (a, b) -> b.isBlank() ? a : b);
        return process.exitValue() == 0 ? parse(Files.readString(out, StandardCharsets.UTF_8)) : absent(last);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      return absent("python3 is not there, or cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return absent("interrupted");
    } finally {
      if (script != null) {
        script.toFile().delete();
      }
    }
  }

  /** What the program printed. */
  static CupyOpponent parse(String text) {
    try {
      JsonObject root = JsonParser.parseString(text).getAsJsonObject();
      Map<String, String> facts = new LinkedHashMap<>();
      root.getAsJsonObject("facts").entrySet().forEach(e -> facts.put(e.getKey(), e.getValue().getAsString()));
      List<Time> times = new ArrayList<>();
      for (JsonElement element : root.getAsJsonArray("times")) {
        JsonObject one = element.getAsJsonObject();
        double[] seconds = one.getAsJsonArray("seconds").asList().stream().mapToDouble(JsonElement::getAsDouble)
            .toArray();
        times.add(new Time(one.get("what").getAsString(), one.get("type").getAsString(), one.get("members").getAsInt(),
            one.get("near").getAsInt(), one.get("fields").getAsInt(), one.get("count").getAsInt(), seconds));
      }
      return new CupyOpponent(null, facts, times);
    } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
      return absent("the program's output is no report: " + e.getMessage());
    }
  }

  /** Million points a second of the local step of the same shape and type, or NaN. */
  double rate(DeviceWork work) {
    return times.stream().filter(t -> t.near > 0 && work.group().equals(LocalCase.GROUP) && t.type.equals(work.type())
        && work.shape().startsWith(t.shape() + ",")).mapToDouble(Time::rate).findFirst().orElse(Double.NaN);
  }
}
