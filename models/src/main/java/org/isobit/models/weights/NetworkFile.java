package org.isobit.models.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Parameter;

/**
 * A network and its weights in one safetensors file: tensors {@code layers.0.weight}, {@code layers.0.bias}, … of type
 * F64 or F32, and in the header's metadata, under {@value #NETWORK}, the layers and the shape of a sample as JSON, and
 * under {@value #CHECKSUM} a SHA-256 of everything else that the file says: metadata, the table of the tensors (names,
 * types, shapes, places) and their bytes. A file in which one of the two is missing or they do not fit is refused, with
 * a description beside it too. Files with the checksum of earlier versions, of description and bytes only, are read if
 * their table is the one that their description makes. Any program that knows the format reads the tensors.
 *
 * <p>Weights of another program are read with a description beside them, in YAML:
 *
 * <pre>
 * input: [2]                    # shape of a sample; images and fields: [channels, ny, nx]
 * precision: float              # or double; without it as the tensors are: double for F64, else float
 * layers:                       # kinds and settings as in {@link org.isobit.models.learning.layers.Layers}
 *   - {kind: dense, outputs: 32, activation: leaky-relu, slope: 0.01, transposed: true, tensors: "0"}
 *   - {kind: dense, outputs: 1, transposed: true, tensors: "2"}
 * ignore: [step]                # tensors of the file that the network does not have
 * </pre>
 *
 * <p>A network that is no chain has names: {@code inputs: [{name: x, shape: [40]}, …]} in place of {@code input}, of a
 * layer {@code name: h} and what it reads, {@code from: [x, h]} (without it the layer before), and {@code outputs: [h]}
 * (without it the last layer). Without a name, input i is {@code inputs.i} and layer l {@code layers.l}; a lone input
 * is {@code input}, too.
 *
 * <p>{@code transposed: true} is for weights of dense layers stored outputs × inputs, as PyTorch does; those of other
 * layers are as PyTorch has them. {@code tensors} is what stands before {@code .weight}, {@code .bias} and the like in
 * the names, {@code layers.0}, {@code layers.1}, … without it. F16 and BF16
 * become float, and everything becomes double where asked for, exactly; F64 is never rounded to float.
 *
 * <p>Immutable by convention: {@link #doubles()} and {@link #floats()} hand out the array itself. Thread-safe.
 */
public final class NetworkFile {

  /** The key of the description in the metadata. */
  public static final String NETWORK = "isobit.network";

  /** The key of the checksum in the metadata: {@code sha256/2:} and 64 hexadecimal digits. */
  public static final String CHECKSUM = "isobit.checksum";

  private static final String OWN = "isobit.";

  private static final String DAMAGED = ": is damaged, or was changed after it was written: ";

  private final Architecture architecture;
  private final double[] doubles;
  private final float[] floats;
  private final Map<String, String> notes;

  private NetworkFile(Architecture architecture, double[] doubles, float[] floats, Map<String, String> notes) {
    this.architecture = architecture;
    this.doubles = doubles;
    this.floats = floats;
    this.notes = notes;
  }

  /**
   * Writes a network whose weights are double; the file appears whole or not at all. Equal arguments give equal bytes.
   *
   * @param file         the file, replaced if it exists
   * @param architecture the layers
   * @param theta        the flat vector of all parameters
   * @param notes        free text for the metadata, under keys that do not begin with {@code isobit.}
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if θ has another length, a layer is of no kind that {@code Layers.of} knows, or a
   *                                  note cannot be written
   */
  public static void write(Path file, Architecture architecture, double[] theta, Map<String, String> notes)
      throws IOException {
    List<TensorData> tensors = new ArrayList<>();
    requireLength(architecture, theta.length);
    for (Parameter p : architecture.parameterList()) {
      tensors.add(TensorData.of(p.name(), theta, p.offset(), dimensions(p)));
    }
    write(file, architecture, false, tensors, notes);
  }

  /**
   * Writes a network whose weights are float; the file appears whole or not at all. Equal arguments give equal bytes.
   *
   * @param file         the file, replaced if it exists
   * @param architecture the layers
   * @param theta        the flat vector of all parameters
   * @param notes        free text for the metadata, under keys that do not begin with {@code isobit.}
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if θ has another length, a layer is of no kind that {@code Layers.of} knows, or a
   *                                  note cannot be written
   */
  public static void write(Path file, Architecture architecture, float[] theta, Map<String, String> notes)
      throws IOException {
    write(file, architecture, theta, TensorType.F32, notes);
  }

  /**
   * Writes a network of floats whose weights are kept in fewer bits; read again, they are floats. The file appears
   * whole or not at all.
   *
   * @param file         the file, replaced if it exists
   * @param architecture the layers
   * @param theta        the flat vector of all parameters, rounded to the nearest numbers of the type, ties to even
   * @param type         F32, F16 or BF16
   * @param notes        free text for the metadata, under keys that do not begin with {@code isobit.}
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException as the other methods, for other types, and for a finite number that would become
   *                                  infinite, with its tensor and value; nothing is written then
   */
  public static void write(Path file, Architecture architecture, float[] theta, TensorType type,
      Map<String, String> notes) throws IOException {
    List<TensorData> tensors = new ArrayList<>();
    requireLength(architecture, theta.length);
    for (Parameter p : architecture.parameterList()) {
      tensors.add(TensorData.of(p.name(), type, theta, p.offset(), dimensions(p)));
    }
    write(file, architecture, true, tensors, notes);
  }

  private static void requireLength(Architecture architecture, int length) {
    if (length != architecture.parameters()) {
      throw new IllegalArgumentException("network file: the network has " + architecture.parameters()
          + " parameters, but " + length + " are given");
    }
  }

  private static long[] dimensions(Parameter parameter) {
    return parameter.dimensions().dimensions().stream().mapToLong(Integer::longValue).toArray();
  }

  private static void write(Path file, Architecture architecture, boolean single, List<TensorData> tensors,
      Map<String, String> notes) throws IOException {
    for (String key : notes.keySet()) {
      if (key.startsWith(OWN)) {
        throw new IllegalArgumentException(Quoted.path(file) + ": a note cannot have the key " + Quoted.of(key)
            + ": keys that begin with " + OWN + " are taken");
      }
    }
    String json = NetworkDescription.json(architecture, single);
    String place = Quoted.path(file) + ": the network's description";
    if (!NetworkDescription.parse(place, json).architecture().equals(architecture)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": a layer is not what its own description makes: "
          + architecture);
    }
    Map<String, String> metadata = new LinkedHashMap<>(notes);
    metadata.put(NETWORK, json);
    MessageDigest digest = NetworkChecksum.of(metadata, SafetensorsWriter.table(file, tensors));
    SafetensorsWriter.digest(tensors, digest);
    metadata.put(CHECKSUM, NetworkChecksum.text(NetworkChecksum.PREFIX, digest));
    SafetensorsWriter.write(file, metadata, tensors);
  }

  /**
   * Reads a file that holds its own description.
   *
   * @param file the file
   * @return network and weights
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is no safetensors file, has no description, is damaged, or its tensors are
   *                                  not those of the network
   */
  public static NetworkFile read(Path file) throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      requireIntact(file, reader);
      String json = reader.metadata().get(NETWORK);
      if (json == null) {
        throw new IllegalArgumentException(Quoted.path(file) + ": its metadata has no " + NETWORK
            + ", so it says nothing of the layers; give a description of the network beside it");
      }
      NetworkDescription description = NetworkDescription.parse(Quoted.path(file) + ": metadata " + NETWORK, json);
      return read(file, reader, description);
    }
  }

  /**
   * Reads the weights of another program, or those of a file of Isobit's by another description.
   *
   * @param file        the safetensors file
   * @param description the YAML or JSON file that describes the network
   * @return network and weights
   * @throws IOException              if the system cannot read one of them
   * @throws IllegalArgumentException if one of them is not what it should be, or its tensors are not those of the
   *                                  network, or the file has metadata of Isobit's and is damaged
   */
  public static NetworkFile read(Path file, Path description) throws IOException {
    NetworkDescription network = NetworkDescription.read(description);
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      requireIntact(file, reader);
      return read(file, reader, network);
    }
  }

  /** What {@link #write} wrote has both keys, and they fit; what another program wrote has neither. */
  private static void requireIntact(Path file, SafetensorsReader reader) throws IOException {
    String json = reader.metadata().get(NETWORK);
    String checksum = reader.metadata().get(CHECKSUM);
    if (json == null && checksum == null) {
      return;
    }
    if (json == null || checksum == null) {
      throw new IllegalArgumentException(Quoted.path(file) + DAMAGED + "its metadata has "
          + (json == null ? CHECKSUM + " but no " + NETWORK : NETWORK + " but no " + CHECKSUM));
    }
    boolean first = checksum.startsWith(NetworkChecksum.FIRST_PREFIX);
    MessageDigest digest = first ? NetworkChecksum.first(json)
        : NetworkChecksum.of(reader.metadata(), reader.tensors());
    reader.digest(digest);
    String own = NetworkChecksum.text(first ? NetworkChecksum.FIRST_PREFIX : NetworkChecksum.PREFIX, digest);
    if (!own.equals(checksum)) {
      throw new IllegalArgumentException(Quoted.path(file) + DAMAGED + "its metadata "
          + CHECKSUM + " is " + Quoted.of(checksum) + ", but its content has " + own);
    }
    if (first) {
      requireOwnTable(file, reader, NetworkDescription.parse(Quoted.path(file) + ": metadata " + NETWORK, json));
    }
  }

  /** The first checksum does not cover the table of tensors, but {@link #write} made it of the description. */
  private static void requireOwnTable(Path file, SafetensorsReader reader, NetworkDescription description) {
    TensorType type = Boolean.TRUE.equals(description.single()) ? TensorType.F32 : TensorType.F64;
    List<TensorInfo> table = new ArrayList<>();
    long at = 0;
    for (Parameter p : description.architecture().parameterList()) {
      long end = at + (long) p.size() * type.bits() / 8;
      table.add(new TensorInfo(p.name(), type, Arrays.stream(dimensions(p)).boxed().toList(), at, end));
      at = end;
    }
    if (!table.equals(reader.tensors())) {
      throw new IllegalArgumentException(Quoted.path(file) + DAMAGED + "its tensors are not "
          + "those of its " + NETWORK + ", one behind the other");
    }
  }

  private static NetworkFile read(Path file, SafetensorsReader reader, NetworkDescription description)
      throws IOException {
    Architecture architecture = description.architecture();
    requireRoom(file, architecture);
    List<TensorInfo> tensors = new ArrayList<>();
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      for (Parameter p : architecture.parameters(l)) {
        TensorInfo tensor = reader.tensor(description.prefixes().get(l) + "." + p.name());
        requireShape(file, tensor, p, l + " (" + layer.kind() + ")");
        tensors.add(tensor);
      }
    }
    requireNothingElse(file, reader, tensors, description.ignored());
    boolean single = description.single() != null ? description.single()
        : tensors.stream().noneMatch(t -> t.type() == TensorType.F64);
    double[] doubles = single ? null : new double[architecture.parameters()];
    float[] floats = single ? new float[architecture.parameters()] : null;
    for (int i = 0; i < tensors.size(); i++) {
      int offset = architecture.parameterList().get(i).offset();
      if (single) {
        reader.read(tensors.get(i), floats, offset);
      } else {
        reader.read(tensors.get(i), doubles, offset);
      }
    }
    Map<String, String> notes = new LinkedHashMap<>(reader.metadata());
    notes.keySet().removeIf(key -> key.startsWith(OWN));
    return new NetworkFile(architecture, doubles, floats, Collections.unmodifiableMap(notes));
  }

  /** What a description merely claims is not allocated: a sample must fit in the heap a few times. */
  private static void requireRoom(Path file, Architecture architecture) {
    int inputs = architecture.inputs().size();
    for (int v = 0; v < inputs + architecture.layers().size(); v++) {
      long bytes = 4L * Double.BYTES * architecture.shape(v).size();
      if (bytes > Runtime.getRuntime().maxMemory()) {
        throw new IllegalArgumentException(Quoted.path(file) + ": one sample has the shape " + architecture.shape(v)
            + (v < inputs ? "" : " behind layer " + (v - inputs)) + ", for which " + bytes
            + " bytes of heap are needed, but the "
            + "limit is " + Runtime.getRuntime().maxMemory() + ": raise -Xmx");
      }
    }
  }

  private static void requireShape(Path file, TensorInfo tensor, Parameter parameter, String layer) {
    List<Long> wanted = parameter.dimensions().dimensions().stream().map(Integer::longValue).toList();
    if (!tensor.shape().equals(wanted)) {
      boolean turned = wanted.size() == 2 && tensor.shape().equals(wanted.reversed());
      throw new IllegalArgumentException(Quoted.path(file) + ": tensor " + Quoted.of(tensor.name()) + ": has the shape "
          + tensor.shape() + ", but " + parameter.name() + " of layer " + layer + " needs " + wanted
          + (turned ? "; weights stored outputs x inputs are 'transposed: true', others false" : ""));
    }
  }

  private static void requireNothingElse(Path file, SafetensorsReader reader, List<TensorInfo> used,
      Set<String> ignored) {
    Set<TensorInfo> known = new HashSet<>(used);
    for (TensorInfo tensor : reader.tensors()) {
      if (!known.contains(tensor) && !ignored.contains(tensor.name())) {
        throw new IllegalArgumentException(Quoted.path(file) + ": tensor " + Quoted.of(tensor.name())
            + ": belongs to no layer of the network; if that is right, name it under 'ignore' in a description");
      }
    }
  }

  /**
   * The layers.
   *
   * @return what {@code Network.of} and {@code FloatNetwork.of} run
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * The precision of the weights, and of the arithmetic they are meant for.
   *
   * @return true for float, false for double
   */
  public boolean single() {
    return floats != null;
  }

  /**
   * The weights as double, each with exactly its value.
   *
   * @return the flat vector of all parameters; the array itself unless {@link #single()}
   */
  public double[] doubles() {
    if (doubles != null) {
      return doubles;
    }
    double[] widened = new double[floats.length];
    Arrays.setAll(widened, i -> floats[i]);
    return widened;
  }

  /**
   * The weights of a file that is {@link #single()}.
   *
   * @return the flat vector of all parameters, the array itself
   * @throws IllegalStateException if the weights are double
   */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("network file: the weights are double");
    }
    return floats;
  }

  /**
   * Free text of the metadata.
   *
   * @return keys and values, without those that begin with {@code isobit.}
   */
  public Map<String, String> notes() {
    return notes;
  }
}
