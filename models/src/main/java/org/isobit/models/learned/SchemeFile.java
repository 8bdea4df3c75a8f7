package org.isobit.models.learned;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;
import org.isobit.models.weights.NetworkFile;
import org.isobit.models.weights.StrictJson;

/**
 * A trained scheme in one safetensors file: a network with its layers and weights as {@link NetworkFile} has it, and in
 * the header's metadata, under {@value #SCHEME}, everything else as JSON:
 *
 * <pre>
 * {"format": 1, "kind": "ml-oi",                                  or "ml-ete"
 *  "fields": [{"name": "n", "size": 50, "scale": "log10"}, …],    of a state, in order; scales: none, log, log10
 *  "observed": {"field": "p", "index": 49, "offset": 0.2014},     offset: what is observed, less that element
 *  "features": {"elements": [{"field": "n", "indices": [0, 12]}, …], "season": true, "innovation": false,
 *               "mean": […], "deviation": […]},                   one number a feature
 *  "targets": {"mean": […], "deviation": […]},                    one number an element of a state
 *  "deviation": […], "damping": […], "taper": 0.15,               ml-oi: s_i, damping_i, a
 *  "cap": 0.05}                                                   largest increment; may be missing
 * </pre>
 *
 * <p>The file's checksum covers all of it. Thread-safe.
 */
public final class SchemeFile {

  /** The key of the description in the metadata. */
  public static final String SCHEME = "scheme";

  /** The version of the form. */
  private static final int FORMAT = 1;

  private static final String OI = "ml-oi";
  private static final String ETE = "ml-ete";

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private SchemeFile() {}

  /**
   * Writes a scheme whose correlations or increments are those of a network; the file appears whole or not at all.
   * Equal arguments give equal bytes.
   *
   * @param file   the file, replaced if it exists
   * @param scheme the scheme
   * @param notes  free text for the metadata, how it was trained, under other keys than {@value #SCHEME} and those that
   *               begin with {@code isobit.}
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if the scheme has no network, or a note cannot be written
   */
  public static void write(Path file, UpdateScheme scheme, Map<String, String> notes) throws IOException {
    if (notes.containsKey(SCHEME)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": a note cannot have the key " + SCHEME);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    ScaledNetwork network;
    double cap;
    switch (scheme) {
      case OptimalInterpolation oi -> {
        if (!(oi.correlations() instanceof NetworkCorrelations learned)) {
          throw new IllegalArgumentException(Quoted.path(file) + ": a scheme without a network cannot be written: "
              + oi);
        }
        network = learned.network();
        root.put("kind", OI);
        describe(network, root);
        root.put("deviation", oi.deviations());
        root.put("damping", oi.damping());
        root.put("taper", oi.taper());
        cap = oi.cap();
      }
      case LearnedIncrements ete -> {
        network = ete.network();
        root.put("kind", ETE);
        describe(network, root);
        cap = ete.cap();
      }
    }
    if (cap < Double.POSITIVE_INFINITY) {
      root.put("cap", cap);
    }
    Map<String, String> all = new LinkedHashMap<>(notes);
    all.put(SCHEME, JSON.toJson(root));
    PackedNetwork packed = network.network();
    NetworkFile.write(file, packed.network().architecture(), packed.parameters(), all);
  }

  private static void describe(ScaledNetwork network, Map<String, Object> root) {
    Features features = network.features();
    ObservedState state = features.state();
    StateField observed = state.fieldOf(state.observed());
    root.put("fields", state.fields().stream()
        .map(f -> map("name", f.name(), "size", f.size(), "scale", f.scale().label())).toList());
    root.put("observed", map("field", observed.name(), "index", state.observed() - state.start(observed.name()),
        "offset", state.offset()));
    root.put("features", map("elements", features.parts().stream()
        .map(p -> map("field", p.field(), "indices", p.indices())).toList(), "season", features.season(), "innovation",
        features.innovation(), "mean", features.mean(), "deviation", features.deviation()));
    root.put("targets", map("mean", network.mean(), "deviation", network.deviation()));
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /**
   * Reads a scheme.
   *
   * @param file the file
   * @return an {@link OptimalInterpolation} with {@link NetworkCorrelations}, or {@link LearnedIncrements}
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is no network's file, is damaged, holds no scheme, or one of a later form or
   *                                  with a number that is missing or out of range
   */
  public static UpdateScheme read(Path file) throws IOException {
    NetworkFile network = NetworkFile.read(file);
    String json = network.notes().get(SCHEME);
    if (json == null) {
      throw new IllegalArgumentException(Quoted.path(file) + ": its metadata has no " + SCHEME
          + ": it holds a network, but not what the network is to a forecast");
    }
    String source = Quoted.path(file) + ": metadata " + SCHEME;
    JsonSection root = JsonSection.of(source, StrictJson.object(source, json));
    if (root.integer("format") != FORMAT) {
      throw root.error("format", "must be " + FORMAT + ", but is " + root.integer("format"));
    }
    try {
      return scheme(root, network);
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(source) ? e
          : new IllegalArgumentException(source + ": " + Quoted.line(e.getMessage()), e);
    }
  }

  private static UpdateScheme scheme(JsonSection root, NetworkFile file) {
    String kind = root.text("kind");
    if (kind.equals(OI)) {
      root.withKeys("format", "kind", "fields", "observed", "features", "targets", "deviation", "damping", "taper",
          "cap");
    } else if (kind.equals(ETE)) {
      root.withKeys("format", "kind", "fields", "observed", "features", "targets", "cap");
    } else {
      throw root.error("kind", "must be " + OI + " or " + ETE + ", but is " + Quoted.of(kind));
    }
    ObservedState state = state(root);
    JsonSection targets = root.section("targets").withKeys("mean", "deviation");
    PackedNetwork packed = Network.of(file.architecture()).inference(file.doubles(), 0);
    ScaledNetwork network = new ScaledNetwork(features(root, state), packed, targets.numbers("mean", state.size()),
        targets.numbers("deviation", state.size()));
    double cap = root.has("cap") ? root.number("cap") : Double.POSITIVE_INFINITY;
    if (kind.equals(ETE)) {
      return LearnedIncrements.of(network).withCap(cap);
    }
    return OptimalInterpolation.of(new NetworkCorrelations(network), root.numbers("deviation", state.size()))
        .withDamping(root.numbers("damping", state.size())).withTaper(root.number("taper")).withCap(cap);
  }

  private static ObservedState state(JsonSection root) {
    List<StateField> fields = new ArrayList<>();
    for (JsonSection field : root.sections("fields")) {
      field.withKeys("name", "size", "scale");
      String scale = field.text("scale");
      StateField.Scale known = null;
      for (StateField.Scale s : StateField.Scale.values()) {
        known = s.label().equals(scale) ? s : known;
      }
      if (known == null) {
        throw field.error("scale", "must be none, log or log10, but is " + Quoted.of(scale));
      }
      fields.add(new StateField(field.text("name"), field.integer("size"), known));
    }
    JsonSection observed = root.section("observed").withKeys("field", "index", "offset");
    return ObservedState.of(fields, observed.text("field"), observed.integer("index"))
        .withOffset(observed.number("offset"));
  }

  private static Features features(JsonSection root, ObservedState state) {
    JsonSection section = root.section("features").withKeys("elements", "season", "innovation", "mean", "deviation");
    List<Features.Part> parts = new ArrayList<>();
    for (JsonSection part : section.sections("elements")) {
      part.withKeys("field", "indices");
      parts.add(new Features.Part(part.text("field"), part.integers("indices")));
    }
    Features plain = Features.of(state, parts, section.flag("season"), section.flag("innovation"));
    return plain.standardized(section.numbers("mean", plain.count()), section.numbers("deviation", plain.count()));
  }
}
