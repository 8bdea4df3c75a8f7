package org.isobit.models.analyse.internal.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.io.NpyFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members' files that are not like the first one. */
class NetcdfSourceTest {

  @TempDir
  Path folder;

  /** A file of two times whose dimensions of space have equal lengths. */
  private Path made(String name, String space, String times) throws IOException {
    return NetcdfTools.ncgen(folder.resolve(name),
        "netcdf c { dimensions: time = 2; lat = 2; lon = 2; variables: double "
        + "time(time); time:units = \"hours since 2026-01-01 00:00:00\"; double lat(lat); lat:units = "
        + "\"degrees_north\"; "
        + "double lon(lon); lon:units = \"degrees_east\"; double v(time, " + space + "); data: time = " + times
        + "; lat = 0, 1; lon = 0, 1; v = 1, 2, 3, 4, 5, 6, 7, 8; }");
  }

  private static NetcdfSource source(String time, Path... files) throws IOException {
    List<String> labels = List.of("1", "2").subList(0, files.length);
    return NetcdfSource.each("pattern", List.of(files), labels, new NetcdfSource.Choice(List.of("v"), null, time, 1));
  }

  private static double[] read(NetcdfSource source, int member) throws IOException {
    double[] state = new double[4];
    source.read(member, state);
    return state;
  }

  /** Names tell where dimensions of equal lengths are exchanged. */
  @Test
  void exchangedDimensions() throws IOException {
    Path one = made("one.nc", "lat, lon", "0, 6");
    Path two = made("two.nc", "lon, lat", "0, 6");
    NetcdfSource source = source("1", one, two);
    assertArrayEquals(new double[] {5, 6, 7, 8}, read(source, 0));
    assertEquals(two + ": variable 'v' has the dimensions [time, lon, lat], but in " + one
        + " their order is [time, lat, "
        + "lon]", assertThrows(IllegalArgumentException.class, () -> read(source, 1)).getMessage());
  }

  /** Files of the same shapes may be of other places, or in other units. */
  @Test
  void otherPlacesAndUnits() throws IOException {
    String text = "netcdf c { dimensions: lat = 2; lon = 2; variables: double lat(lat); lat:units = \"degrees_north\"; "
        + "float lon(lon); lon:units = \"degrees_east\"; double v(lat, lon); v:units = \"K\"; data: lat = 50.1, 51; "
        + "lon = 0.1, 1.3; v = 1, 2, 3, 4; }";
    Path one = NetcdfTools.ncgen(folder.resolve("one.nc"), text);
    String[][] changes = {{"v:units = \"K\"", "v:units = \"degC\"", "variable 'v' is in 'degC', but in ",
        "it is in 'K'"},
        {"50.1, 51", "51, 50.1", "coordinate 'lat' is 51.0 at its value 0, counted from 0, but in ", "it is 50.1"},
        {"1.3", "1.30001", "coordinate 'lon' is 1.30000", "at its value 1, counted from 0, but in "},
        {"lat:units = \"degrees_north\"", "lat:units = \"m\"", "variable 'lat' is in 'm', but in ", "'degrees_north'"}};
    for (String[] change : changes) {
      Path two = NetcdfTools.ncgen(folder.resolve("two.nc"), text.replace(change[0], change[1]));
      NetcdfSource source = source(null, one, two);
      read(source, 0);
      String message = assertThrows(IllegalArgumentException.class, () -> read(source, 1)).getMessage();
      assertTrue(message.startsWith(two + ": " + change[2]) && message.contains(change[3]), message);
      message = assertThrows(IllegalArgumentException.class, () -> source.readOther(two, null)).getMessage();
      assertTrue(message.startsWith(two + ": " + change[2]), message);
      Files.delete(two);
    }
    // What a file does not say, or says in another spelling or precision, is no difference.
    for (String same : new String[] {text.replace("float lon(lon)", "double lon(lon)"), text.replace("_north", "N"),
        text.replace("v:units = \"K\"; ", "").replace("lat:units = \"degrees_north\"; ", ""),
        text.replace("double lat(lat); lat:units = \"degrees_north\"; ", "").replace("lat = 50.1, 51; ", "")}) {
      Path two = NetcdfTools.ncgen(folder.resolve("two.nc"), same);
      assertArrayEquals(new double[] {1, 2, 3, 4}, read(source(null, one, two), 1));
      Files.delete(two);
    }
  }

  /** A time that is chosen by its date is looked up in each file; by its index it is the same index in all. */
  @Test
  void otherTimes() throws IOException {
    Path one = made("one.nc", "lat, lon", "0, 6");
    Path two = made("two.nc", "lat, lon", "6, 12");
    assertArrayEquals(new double[] {1, 2, 3, 4}, read(source("2026-01-01T06:00:00Z", one, two), 1));
    assertArrayEquals(new double[] {5, 6, 7, 8}, read(source("1", one, two), 1));
    NetcdfSource first = source("2026-01-01T00:00:00Z", one, two);
    assertTrue(assertThrows(IllegalArgumentException.class, () -> read(first, 1)).getMessage().startsWith(two
        + ": has no time 2026-01-01T00:00:00Z among its 2 ("));
  }

  /**
   * What the system cannot read costs that member alone, even the first; if all are such, the first one's reason is
   * told.
   */
  @Test
  void theSystemCannotReadTheFirst() throws IOException {
    Path unreadable = Files.createSymbolicLink(folder.resolve("one.nc"), Path.of("/proc/self/mem"));
    Path two = made("two.nc", "lat, lon", "0, 6");
    NetcdfSource source = source("0", unreadable, two);
    assertEquals(two, source.example());
    assertArrayEquals(new double[] {1, 2, 3, 4}, read(source, 1));
    assertThrows(IOException.class, () -> read(source, 0));
    assertThrows(IOException.class, () -> source("0", unreadable, folder.resolve("none.nc")));
    assertThrows(IllegalArgumentException.class, () -> source("0", folder.resolve("none.nc"), unreadable));
    Path numbers = Files.createSymbolicLink(folder.resolve("one.npy"), unreadable.toRealPath());
    Path vector = folder.resolve("two.npy");
    NpyFile.write(vector, new double[] {1, 2}, 2);
    assertThrows(IOException.class, () -> NpySource.each("pattern", List.of(numbers), List.of("1")));
    assertEquals("pattern", NpySource.each("pattern", List.of(numbers, vector), List.of("1", "2"))
        .name());
  }
}
