package org.isobit.models.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * An image as a PNG file (ISO/IEC 15948): eight bits a colour, each row less the one above it. ImageIO would choose
 * among all filters for each row, by a lot of code that a short run has to load and compile first; for maps and curves
 * that brings nothing.
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte BITS = 8;
  private static final byte RGB = 2;
  private static final byte UP = 2;
  private static final int LEVEL = 4;
  private static final int ROOM = 1 << 16;

  private Png() {}

  /** The file of an image of {@link BufferedImage#TYPE_INT_RGB}. */
  static byte[] of(BufferedImage image) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(image.getWidth()).putInt(image.getHeight()).put(BITS).put(RGB)
        .array());
    chunk(file, "IDAT", pixels(image));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] pixels(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    byte[] out = new byte[ROOM];
    byte[] row = new byte[1 + 3 * width];
    row[0] = UP;
    Deflater deflater = new Deflater(LEVEL);
    try {
      for (int y = 0; y < image.getHeight(); y++) {
        lessThanAbove(pixels, y * width, width, row);
        deflater.setInput(row);
        while (!deflater.needsInput()) {
          compressed.write(out, 0, deflater.deflate(out));
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        compressed.write(out, 0, deflater.deflate(out));
      }
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }

  /** The bytes of a row less those above, behind the number of the filter; above the first one is black. */
  private static void lessThanAbove(int[] pixels, int from, int width, byte[] row) {
    if (from > 0 && Arrays.equals(pixels, from, from + width, pixels, from - width, from)) {
      Arrays.fill(row, 1, row.length, (byte) 0); // many rows, and much faster
      return;
    }
    for (int x = 0; x < width; x++) {
      int own = pixels[from + x];
      int above = from == 0 ? 0 : pixels[from + x - width];
      row[3 * x + 1] = (byte) ((own >> 16) - (above >> 16));
      row[3 * x + 2] = (byte) ((own >> 8) - (above >> 8));
      row[3 * x + 3] = (byte) (own - above);
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
