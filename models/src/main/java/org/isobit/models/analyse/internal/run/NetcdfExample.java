package org.isobit.models.analyse.internal.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.OutputDirectory;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfWriter;

/**
 * An example as forecasting systems have it, made from random numbers: a NetCDF file for each member, two fields of an
 * ocean with land, temperature and a tracer that is never negative, and observations of both, some of them bad.
 */
public final class NetcdfExample {

  private static final long SEED = 2027;
  private static final int MEMBERS = 20;
  private static final int NX = Example.NX;
  private static final int NY = Example.NY;
  private static final int POINTS = NX * NY;
  private static final float FILL = 1e20f;

  private static final String CONFIG = "/org/isobit/models/analyse/netcdf-example.yaml";

  private NetcdfExample() {}

  /**
   * Writes everything into a new directory, whole or not at all.
   *
   * @throws IllegalArgumentException if it holds files that are no example's
   */
  public static void write(Path target) throws IOException {
    try (OutputDirectory out = OutputDirectory.create(target)) {
      Path folder = out.path();
      Files.createDirectory(folder.resolve("forecast"));
      double[] background = Example.field(SEED, 0);
      double[] truth = Example.field(SEED, 1);
      for (int m = 0; m < MEMBERS; m++) {
        state(folder.resolve(String.format(Locale.ROOT, "forecast/member_%03d.nc", m + 1)), background,
            Example.field(SEED, 2 + m), Example.field(SEED, 100 + m));
      }
      double[] tracer = Example.field(SEED, 99);
      state(folder.resolve("truth.nc"), background, truth, tracer);
      Files.writeString(folder.resolve("temperature.csv"), observations(temperature(background, truth), 200, 0.8, 160,
          false), StandardCharsets.UTF_8);
      Files.writeString(folder.resolve("tracer.csv"), observations(tracer(background, tracer), 300, 0.15, 240, true),
          StandardCharsets.UTF_8);
      try (InputStream config = NetcdfExample.class.getResourceAsStream(CONFIG)) {
        Files.write(folder.resolve("config.yaml"), config.readAllBytes());
      }
      out.commit();
    }
  }

  /** Land: two continents and an island. */
  private static boolean land(int i) {
    double x = i % NX;
    double y = i / NX;
    return inside(x, y, 20, 30, 9, 12) || inside(x, y, 52, 20, 7, 14) || inside(x, y, 38, 10, 2, 2);
  }

  private static boolean inside(double x, double y, double cx, double cy, double rx, double ry) {
    double a = (x - cx) / rx;
    double b = (y - cy) / ry;
    return a * a + b * b < 1;
  }

  private static double latitude(int j) {
    return -70.5 + 3 * j;
  }

  private static double[] temperature(double[] background, double[] own) {
    double[] t = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double y = latitude(i / NX) / 90;
      t[i] = 24 - 26 * y * y + 2 * background[i] + 2 * own[i];
    }
    return t;
  }

  private static double[] tracer(double[] background, double[] own) {
    double[] c = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      c[i] = 0.3 * background[i] + 0.6 * own[i];
    }
    Elementary.exp(POINTS, c, 0, c, 0);
    return c;
  }

  private static void state(Path file, double[] background, double[] first, double[] second) throws IOException {
    NetcdfDefinition definition = new NetcdfDefinition().attribute("Conventions", "CF-1.11")
        .attribute("source", "isobit analyse --example-netcdf").dimension("time", 1).dimension("lat", NY)
        .dimension("lon", NX);
    define(definition, "time", "time", "hours since 2026-01-01 00:00:00", List.of("time"), null);
    define(definition, "lat", "latitude", "degrees_north", List.of("lat"), null);
    define(definition, "lon", "longitude", "degrees_east", List.of("lon"), null);
    define(definition, "temperature", "sea_surface_temperature", "degC", List.of("time", "lat", "lon"), FILL);
    define(definition, "tracer", "", "mg m-3", List.of("time", "lat", "lon"), FILL);
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      out.write("time", new double[] {6}, 0, 1);
      for (int j = 0; j < NY; j++) {
        out.write("lat", new double[] {latitude(j)}, 0, 1);
      }
      for (int i = 0; i < NX; i++) {
        out.write("lon", new double[] {5.0 * i}, 0, 1);
      }
      masked(out, "temperature", temperature(background, first));
      masked(out, "tracer", tracer(background, second));
    }
  }

  private static void define(NetcdfDefinition definition, String name, String standard, String units,
      List<String> dimensions, Float fill) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (fill != null) {
      attributes.put("_FillValue", fill);
    }
    if (!standard.isEmpty()) {
      attributes.put("standard_name", standard);
    }
    attributes.put("units", units);
    definition.variable(name, fill != null ? NetcdfType.FLOAT : NetcdfType.DOUBLE, attributes, dimensions);
  }

  private static void masked(NetcdfWriter out, String name, double[] values) throws IOException {
    for (int i = 0; i < POINTS; i++) {
      values[i] = land(i) ? FILL : values[i];
    }
    out.write(name, values, 0, POINTS);
  }

  /** Observations at grid points with noise; every fiftieth is far off, every sixtieth stands twice. */
  private static String observations(double[] truth, long stream, double deviation, int count, boolean relative) {
    StringBuilder csv = new StringBuilder("# made by isobit analyse --example-netcdf\nlon,lat,value,sd\n");
    int draw = 0;
    for (int made = 0; made < count; draw++) {
      int i = (int) (Philox.uniform(SEED, stream, 2L * draw) * NX);
      int j = (int) (Philox.uniform(SEED, stream, 2L * draw + 1) * NY);
      if (land(j * NX + i) || i > 60 && j < 16) {
        continue; // on land, or where nobody observes
      }
      double error = deviation * (Philox.gaussian(SEED, stream + 1, draw) + (made % 50 == 49 ? 40 : 0));
      double[] factor = {error};
      Elementary.exp(1, factor, 0, factor, 0);
      double value = relative ? truth[j * NX + i] * factor[0] : truth[j * NX + i] + error;
      String row = String.format(Locale.ROOT, "%.1f,%.1f,%.4f,%.4f\n", 5.0 * i, latitude(j), value,
          relative ? deviation * value : deviation);
      csv.append(row).append(made % 60 == 59 ? row : "");
      made++;
    }
    return csv.toString();
  }
}
