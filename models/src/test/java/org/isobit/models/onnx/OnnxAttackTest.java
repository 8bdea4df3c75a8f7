package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Files that are made to do harm: one message that begins with the file, and no memory that they have no bytes for. */
class OnnxAttackTest {

  private static final OnnxBytes.Body OPSET = m -> m.writeInt64(2, 20);

  private static String refused(byte[] bytes, String... words) {
    String message = assertThrows(IllegalArgumentException.class, () -> OnnxModel.read("m", bytes)).getMessage();
    assertTrue(message.startsWith("m: "), message);
    for (String word : words) {
      assertTrue(message.contains(word), message + " does not say " + word);
    }
    return message;
  }

  private static byte[] model(OnnxBytes.Body graph) {
    return OnnxBytes.message(m -> {
      m.writeByteArray(8, OnnxBytes.message(OPSET));
      m.writeByteArray(7, OnnxBytes.message(graph));
    });
  }

  /** Every field of every message on the way to a node's attribute, a tensor and an input gets each other wire type. */
  @Test
  void wireTypesAreThoseOfTheirFields() {
    int[][] places = {{2}, {7}, {8}, {8, 1}, {8, 2}, {7, 1}, {7, 5}, {7, 11}, {7, 12}, {7, 15}, {7, 1, 1}, {7, 1, 2},
        {7, 1, 3}, {7, 1, 4}, {7, 1, 5}, {7, 1, 7}, {7, 1, 5, 1}, {7, 1, 5, 2}, {7, 1, 5, 3}, {7, 1, 5, 4},
        {7, 1, 5, 9}, {7, 1, 5, 20}, {7, 1, 5, 21}, {7, 5, 2}, {7, 5, 8}, {7, 5, 9}, {7, 5, 13}, {7, 5, 14},
        {7, 5, 13, 1}, {7, 11, 1}, {7, 11, 2}, {7, 11, 2, 1, 1}, {7, 11, 2, 1, 2},
        {7, 11, 2, 1, 2, 1}, {7, 11, 2, 1, 2, 1, 1}};
    int[] right = {2, 2, 2, 2, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 5, 0, 2, 2, 0, 2, 0, 2, 2, 2, 0, 2, 2, 2, 0, 2, 2,
        0};
    assertEquals(places.length, right.length);
    for (int i = 0; i < places.length; i++) {
      for (int wire : new int[] {0, 1, 5}) {
        if (wire != right[i]) {
          int[] place = places[i];
          String message = refused(OnnxBytes.message(m -> nested(m, place, 0, wire)));
          assertTrue(message.contains("field " + place[place.length - 1] + " has the wire type " + wire), message);
        }
      }
    }
  }

  private static void nested(CodedOutputStream out, int[] place, int depth, int wire) throws IOException {
    int field = place[depth];
    if (depth < place.length - 1) {
      out.writeByteArray(field, OnnxBytes.message(m -> nested(m, place, depth + 1, wire)));
    } else if (wire == 0) {
      out.writeInt64(field, 1);
    } else if (wire == 1) {
      out.writeFixed64(field, 1);
    } else {
      out.writeFixed32(field, 1);
    }
  }

  @Test
  void numbersOfAListHaveItsWireType() {
    refused(model(g -> g.writeByteArray(5, OnnxBytes.message(t -> t.writeFixed32(1, 1)))), "field 1 has the wire type");
    refused(model(g -> g.writeByteArray(5, OnnxBytes.message(t -> t.writeInt64(4, 1)))), "field 4 has the wire type");
    refused(model(g -> g.writeByteArray(5, OnnxBytes.message(t -> t.writeFixed32(10, 1)))),
        "field 10 has the wire type");
  }

  /** Nodes name the inputs that they leave out by empty names: a value of that name would go in everywhere. */
  @Test
  void valuesHaveNames() {
    OnnxBytes clip = new OnnxBytes().node("Clip", "x,", "y").input("x", 1).output("y");
    refused(clip.initializer("", new float[] {7}).bytes(), "an initialiser has no name");
    refused(new OnnxBytes().node("Clip", "x,", "y").input("x", 1).input("", 1).output("y").bytes(),
        "an input has no name");
  }

  @Test
  void versionsDoNotDiffer() {
    byte[] two = OnnxBytes.message(m -> {
      m.writeByteArray(8, OnnxBytes.message(OPSET));
      m.writeByteArray(8, OnnxBytes.message(o -> o.writeInt64(2, 13)));
      m.writeByteArray(7, new byte[0]);
    });
    refused(two, "two versions", "20 and 13");
    refused(OnnxBytes.message(m -> {
      m.writeByteArray(8, OnnxBytes.message(o -> o.writeInt64(2, -5)));
      m.writeByteArray(7, new byte[0]);
    }), "version -5");
  }

  @Test
  void groupsInGroupsEndInAMessage() {
    byte[] deep = new byte[2_000_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = (byte) 0xa3;
      deep[i + 1] = 0x06;
    }
    refused(deep);
    refused(OnnxBytes.message(m -> m.writeTag(100, 4)), "damaged");
  }

  /** Lengths that the file does not have take no memory. */
  @Test
  void lengthsAreThoseOfTheFile() {
    for (int field : new int[] {1, 4, 5, 7, 8, 9, 10, 11, 13}) {
      for (int length : new int[] {Integer.MAX_VALUE, 1 << 30, -1}) {
        byte[] tensor = OnnxBytes.message(t -> {
          t.writeTag(field, 2);
          t.writeUInt32NoTag(length);
        });
        long before = memory();
        refused(model(g -> g.writeByteArray(5, tensor)));
        assertTrue(memory() - before < 64 << 20, "field " + field);
      }
    }
  }

  private static long memory() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** The shape of an output is checked before its elements are there. */
  @Test
  void nodesThatWantTooMuchAreRefused() {
    OnnxBytes pool = new OnnxBytes().opset(22).initializer("x", new float[] {1}, 1, 1, 1, 1)
        .initializer("w", new float[] {1}, 1, 1, 1, 1);
    long most = 1L << 28;
    refused(pool.node("Conv", "x,w", "y", OnnxBytes.integers("pads", most, most, most, most)).output("y").bytes(),
        "node 'the Conv' (Conv)");
    refused(new OnnxBytes().opset(22).initializer("x", new float[] {1}, 1, 1, 1, 1)
        .initializer("w", new float[] {1}, 1, 1, 1, 1).node("ConvTranspose", "x,w", "y",
            OnnxBytes.integers("output_padding", most, most)).output("y").bytes(), "node 'the ConvTranspose'");
  }

  @Test
  void aNodeMayLeaveOutInputs() throws IOException {
    OnnxModel model = new OnnxBytes().node("Clip", "x,,top", "y").initializer("top", new float[] {2}).input("x", 1)
        .output("y").model();
    assertEquals(2, model.run(Map.of("x", Tensor.of(new float[] {3}, 1))).get("y").number(0));
  }
}
