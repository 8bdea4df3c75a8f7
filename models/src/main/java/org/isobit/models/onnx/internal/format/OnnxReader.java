package org.isobit.models.onnx.internal.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/**
 * Reads the messages ModelProto and TensorProto of onnx.proto3. No length of a file is believed before it is checked
 * against the bytes that are there; fields that are not needed are passed over. What is wrong is one
 * IllegalArgumentException that begins with the file. Not thread-safe.
 */
public final class OnnxReader {

  /** The newest version of the default domain whose operators are known. */
  private static final int NEWEST = 23;

  private final String source;
  private final Path folder;
  private final int length;
  private final CodedInputStream in;

  private OnnxReader(String source, Path folder, byte[] bytes) {
    this.source = source;
    this.folder = folder;
    this.length = bytes.length;
    this.in = CodedInputStream.newInstance(bytes);
    in.enableAliasing(true);
  }

  /**
   * Reads a model.
   *
   * @param file the file
   * @return what it holds
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is missing or no complete model
   */
  public static ModelDef model(Path file) throws IOException {
    byte[] bytes = bytes(file);
    return model(Quoted.path(file), file.toAbsolutePath().getParent(), bytes);
  }

  /**
   * Reads a model from memory.
   *
   * @param source name of the model, for messages
   * @param folder where files of its tensors may lie; null for nowhere
   * @param bytes  the file's bytes
   * @return what they hold
   * @throws IOException              if the system cannot read a tensor's file
   * @throws IllegalArgumentException if they are no complete model
   */
  public static ModelDef model(String source, Path folder, byte[] bytes) throws IOException {
    OnnxReader reader = new OnnxReader(source, folder, bytes);
    return reader.guarded(reader::model);
  }

  /**
   * Reads a tensor from a file of its own, as ONNX's tests have them.
   *
   * @param file the file
   * @return the tensor
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is missing or no complete tensor
   */
  public static Tensor tensor(Path file) throws IOException {
    OnnxReader reader = new OnnxReader(Quoted.path(file), file.toAbsolutePath().getParent(), bytes(file));
    return reader.guarded(() -> {
      TensorReader tensor = new TensorReader(reader.folder);
      Messages.all(reader.in, tag -> tensor.field(reader.in, tag));
      return tensor.tensor();
    });
  }

  private static byte[] bytes(Path file) throws IOException {
    InputFiles.requireFile(file);
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - 64 || size > Runtime.getRuntime().maxMemory()) {
      throw new IllegalArgumentException(Quoted.path(file) + ": has " + size + " bytes, more than a model's file or "
          + "the heap holds");
    }
    try {
      return Files.readAllBytes(file);
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": its " + size + " bytes need more memory than the heap "
          + "has left: raise -Xmx", e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T guarded(Reading<T> reading) throws IOException {
    try {
      // Without it a message that is longer than the file would end with the file, unnoticed.
      in.pushLimit(length);
      return reading.read();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(source + ": is damaged, cut off or no ONNX file: at byte "
          + in.getTotalBytesRead() + ": " + Quoted.line(String.valueOf(e.getMessage())), e);
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(source + ": needs more memory than the heap has left: raise -Xmx", e);
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(source) ? e : new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private ModelDef model() throws IOException {
    String[] producer = {""};
    long[] opset = {0};
    GraphDef[] graph = {null};
    Messages.all(in, tag -> {
      switch (tag) {
        case 2 << 3 | 2 -> producer[0] = Messages.text(in);
        case 7 << 3 | 2 -> {
          if (graph[0] != null) {
            throw new IllegalArgumentException("has two graphs");
          }
          graph[0] = graph();
        }
        case 8 << 3 | 2 -> {
          String[] domain = {""};
          long[] version = {0};
          Messages.message(in, t -> {
            switch (t) {
              case 1 << 3 | 2 -> domain[0] = Messages.text(in);
              case 2 << 3 -> version[0] = in.readRawVarint64();
              default -> Messages.skip(in, t, 1, 2);
            }
          });
          if (domain[0].isEmpty() || domain[0].equals("ai.onnx")) {
            if (opset[0] != 0 && opset[0] != version[0]) {
              throw new IllegalArgumentException("needs two versions of ONNX's operators, " + opset[0] + " and "
                  + version[0]);
            }
            opset[0] = version[0];
          }
        }
        default -> Messages.skip(in, tag, 2, 7, 8);
      }
    });
    if (graph[0] == null) {
      throw new IllegalArgumentException("is no ONNX model: it has no graph");
    }
    if (opset[0] < 1 || opset[0] > NEWEST) {
      throw new IllegalArgumentException(opset[0] == 0 ? "does not say which version of ONNX's operators it needs"
          : "needs version " + opset[0] + " of ONNX's operators; " + NEWEST + " is the newest known");
    }
    return new ModelDef(source, producer[0], (int) opset[0], graph[0]);
  }

  private GraphDef graph() throws IOException {
    List<NodeDef> nodes = new ArrayList<>();
    Map<String, Tensor> initializers = new LinkedHashMap<>();
    List<ValueInfo> inputs = new ArrayList<>();
    List<ValueInfo> outputs = new ArrayList<>();
    Messages.message(in, tag -> {
      switch (tag) {
        case 1 << 3 | 2 -> nodes.add(node(nodes.size()));
        case 5 << 3 | 2 -> {
          TensorReader tensor = new TensorReader(folder);
          Messages.message(in, t -> tensor.field(in, t));
          requireName(tensor.name(), "an initialiser");
          if (initializers.put(tensor.name(), tensor.tensor()) != null) {
            throw new IllegalArgumentException("has two initialisers " + Quoted.of(tensor.name()));
          }
        }
        case 11 << 3 | 2 -> {
          inputs.add(value());
          requireName(inputs.getLast().name(), "an input");
        }
        case 12 << 3 | 2 -> outputs.add(value());
        case 15 << 3 | 2 -> throw new IllegalArgumentException("has sparse initialisers, which are not supported");
        default -> Messages.skip(in, tag, 1, 5, 11, 12, 15);
      }
    });
    return new GraphDef(nodes, initializers, inputs, outputs);
  }

  /** Nodes name the inputs that they leave out by an empty name: no value may have it. */
  private static void requireName(String name, String what) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(what + " has no name");
    }
  }

  private NodeDef node(int index) throws IOException {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String[] texts = {"", "", ""};
    Map<String, Object> attributes = new HashMap<>();
    Messages.message(in, tag -> {
      switch (tag) {
        case 1 << 3 | 2 -> inputs.add(Messages.text(in));
        case 2 << 3 | 2 -> outputs.add(Messages.text(in));
        case 3 << 3 | 2 -> texts[0] = Messages.text(in);
        case 4 << 3 | 2 -> texts[1] = Messages.text(in);
        case 5 << 3 | 2 -> {
          AttributeReader attribute = new AttributeReader(folder);
          Messages.message(in, t -> attribute.field(in, t));
          if (attributes.put(attribute.name(), attribute.value()) != null) {
            throw new IllegalArgumentException("a node has two attributes " + Quoted.of(attribute.name()));
          }
        }
        case 7 << 3 | 2 -> texts[2] = Messages.text(in);
        default -> Messages.skip(in, tag, 1, 2, 3, 4, 5, 7);
      }
    });
    return new NodeDef(index, texts[0], texts[1], texts[2].equals("ai.onnx") ? "" : texts[2], inputs, outputs,
        attributes);
  }

  private ValueInfo value() throws IOException {
    String[] name = {""};
    long[] code = {0};
    List<String> dims = new ArrayList<>();
    boolean[] shaped = {false};
    long[] negative = {0};
    boolean[] tensor = {true};
    Messages.message(in, tag -> {
      switch (tag) {
        case 1 << 3 | 2 -> name[0] = Messages.text(in);
        case 2 << 3 | 2 -> Messages.message(in, kind -> {
          if (kind == (1 << 3 | 2)) {
            Messages.message(in, t -> {
              switch (t) {
                case 1 << 3 -> code[0] = in.readRawVarint64();
                case 2 << 3 | 2 -> {
                  shaped[0] = true;
                  negative[0] = Math.min(negative[0], shape(dims));
                }
                default -> Messages.skip(in, t, 1, 2);
              }
            });
          } else {
            tensor[0] &= kind == (6 << 3 | 2);
            Messages.skip(in, kind, 1);
          }
        });
        default -> Messages.skip(in, tag, 1, 2);
      }
    });
    if (!tensor[0]) {
      throw new IllegalArgumentException(Quoted.of(name[0]) + " is a sequence, a map or optional; only tensors are "
          + "supported");
    }
    if (negative[0] < 0) {
      throw new IllegalArgumentException(Quoted.of(name[0]) + " has a dimension of size " + negative[0]
          + "; one that is open has a name, or none");
    }
    return new ValueInfo(name[0], code[0] == 0 ? null : typed(name[0], code[0]),
        shaped[0] ? List.copyOf(dims) : null);
  }

  private static ElementType typed(String name, long code) {
    try {
      return ElementType.of(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Quoted.of(name) + ": " + e.getMessage(), e);
    }
  }

  /** Adds dimensions; gives the least size, at most 0. */
  private long shape(List<String> dims) throws IOException {
    long[] least = {0};
    Messages.message(in, tag -> {
      if (tag != (1 << 3 | 2)) {
        Messages.skip(in, tag, 1);
        return;
      }
      String[] size = {"?"};
      Messages.message(in, t -> {
        switch (t) {
          case 1 << 3 -> {
            long cells = in.readRawVarint64();
            least[0] = Math.min(least[0], cells);
            size[0] = String.valueOf(cells);
          }
          case 2 << 3 | 2 -> size[0] = Messages.text(in);
          default -> Messages.skip(in, t, 1, 2);
        }
      });
      dims.add(size[0]);
    });
    return least[0];
  }
}
