package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files whose addresses and lengths have other widths than 8 and 8 bytes: 4 and 4, 4 and 8, 8 and 4, 2 and 2. None of
 * the programs at hand makes such; these are by h5py 3.13 with HDF5 1.14: {@code set_sizes} of the file's properties, a
 * variable v of five numbers, and an attribute of three texts, which a global heap holds.
 */
class Hdf5WidthsTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {
      "H4sIAAAAAAAC/+2VsU7DQAxA7UtApzaIVGJomTJmZOjeIBrIUFFE+wFUaiQWGhQQ/QEW/oGBD2TgA5DC+c5JG4kJhg71kxzf"
          + "2U7snCXfWza+POqcdoDwffAhhJrKEPedpn1mBNn3aOQVm1BjV9bX530P9K9x89s0peiKIdu3Ao7eT7L0/IY0Pej037Htf2nO"
          + "GCD5Rx6EQ9c/rPeu14jOcMDimS6SpReNuC8JDLswrDzgOG39Sin7oubveEjhcZMvgLsm74mJWRfl8snsByZfwP/qMutWHd6W"
          + "xNrpgNeKa6T15pjO/nQes+vpGMEWDZ8IgiAIe8zXiBd8zWjWYXJ1MZ3YERlu7qL6ziCe78s8Bzefgee1ta+LaLFaRg9Fmdez"
          + "fVsXq7xVwcexdEEQBEEQBEEQBEEQdsUPTt9d2igYAAA=",
      "H4sIAAAAAAAC/+2VsU7DMBCG75yCrBJEKzEUpowZGLs3iAY6VBQBAytSI3WhkUJFX4CFnQfgEXmDYMdnl6AOSAh1+T/JOvvu"
          + "7Dsnl8vbZHx52D3tkqWjqUM98tSGdOCk103NYJmvzIhVcDd61dgGsu6T3up3f5vn1rsWvP49ItkBdsEkP7+x8kHWvhLOVNvv"
          + "Jbxv2ffHuEz77iz2a1dBzE6xJ35eRsZuLf1kJPWS0fCAhnXk/XRjV0o1B2i5ScTWPQ1xY1qE+MfmzHVZzZ/N+sTEjeX+LgPd"
          + "yicKeWxkqp2MZa4kXzvnEDH51fO4u56NmTh8C68KtQkA+G8+RzLJnNAie9nVxWzK334K/KMnrxZVUZDreyR9sNGvy+RxOU+e"
          + "yqrY1jvLZdHK4OMIbwEAAAAAAAAAANgVX8d1XOsoGAAA",
      "H4sIAAAAAAAC/+2VsU7DMBCGz3aDogIilRiAKWMeoANbg2igQ0URMLIgNVIXGikg+gIM8AaMPCJvEHLxudidkBDq8n+Sc77z"
          + "5WzJfy7vk/HFfv+kT0zcox4l5NMI2VHo8/xecpTYV7GpdnHVrcmrNJDam3l3N0XB2c0GvPZhbE5MYBtMirNrtvzg2zvV4fqL"
          + "p4H8D/so2rE6Us63WlHKBiIZplUTRwbpSDSR03CXho3oJGqjvK61VlY3to5RTkJZ99yjxXrfwzZnVdXzp9Y/VnbnZH2UODiH"
          + "8UYmFU1X78fXclbnK2/f33J7NRvz18Ml3jR0CAD4b75GMpFWHotN8svz2bTrY0n4z4/EPi/qspTeR9IPu/iqSh+W8/SxqkvX"
          + "K31bLcvgBJ8HuAUAAAAAAAAAAGBbfAN9PXdtKBgAAA==",
      "H4sIAAAAAAAC/+2VzUoDMRDH/0lUQq24BQ/V0x73AXoUumJXexBbqgevyi54sQur2GfwLXxE8QViJh9rF7y1UA/zy2Eyk2Fm"
          + "MoHMx3RyddQ764GQEntI4DEmGxoDnEMES4lvrCMg3dkw6APoP/3uF0VB3sZQvCepsUumxcWc5NzeVIpf+3t7q3yj+AIHvmMi"
          + "6r6jQnjDvl2Esn0jyyAdh77lGB1iZBSCn3bnUvoqdfBSAjqzso+HNt+J1VZ1U75a/dTmoedM2hJ0J7+CChLItHKRaCddTtrF"
          + "puRb6ffd7WwibCUaCwGGYRjmX/I17n79Osgkv76c3bjvO4lTLU4pz9tzU1U0rYLej/ZVnT4uy/Slbqo4ddZlvaw6FXwe8ysw"
          + "DMMwDMMwDMMwzK74AYXEmnAoGAAA"})
  void otherWidths(String packed) throws IOException {
    Path file = folder.resolve("f.h5");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      Files.write(file, in.readAllBytes());
    }
    try (NetcdfFile open = NetcdfFile.open(file)) {
      assertArrayEquals(new double[] {0, 1, 2, 3, 4}, open.variable("v").read());
      assertEquals("one two and more three", open.variable("v").attributes().get("words"));
    }
  }
}
