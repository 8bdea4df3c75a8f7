package org.isobit.models.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {

  /** Rows of noise, some of them twice, and more bytes than are compressed at once. */
  @Test
  void everyPixelIsReadAgain() throws IOException {
    Random random = new Random(7);
    for (int[] size : new int[][] {{1, 1}, {3, 1}, {1, 5}, {17, 9}, {700, 300}}) {
      BufferedImage image = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          image.setRGB(x, y, y % 3 == 2 ? image.getRGB(x, y - 1) : random.nextInt(1 << 24));
        }
      }
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(image)));
      assertArrayEquals(pixels(image), pixels(read));
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
