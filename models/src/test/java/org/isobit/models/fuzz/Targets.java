package org.isobit.models.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.analyse.PlanTarget;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.cycle.CyclePlanTarget;
import org.isobit.models.cycle.JournalTarget;
import org.isobit.models.io.CsvTable;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NumberText;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;
import org.isobit.models.onnx.OnnxCorpus;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.OnnxNetwork;
import org.isobit.models.twin.ExperimentYaml;
import org.isobit.models.twin.Experiments;
import org.isobit.models.weights.NetworkTarget;

/** All formats. */
final class Targets {

  private Targets() {}

  /** A reader that needs nothing but the file. */
  @FunctionalInterface
  interface Reader {
    void read(Path file) throws IOException;
  }

  private record Npy(List<byte[]> corpus, Path file) implements FuzzTarget {
    private static final Pattern SHAPE = Pattern.compile("'shape': ?\\(([0-9L, ]*)\\)");

    @Override
    public String format() {
      return "npy";
    }

    /** The length of the header and of the data fit, more often than not. */
    @Override
    public byte[] mended(byte[] bytes, RandomGenerator random) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("}", 10);
      Matcher shape = SHAPE.matcher(text);
      if (end < 0 || end > 60_000 || bytes[6] != 1 || random.nextInt(3) == 0) {
        return bytes;
      }
      double elements = 1;
      if (shape.find()) {
        for (String n : shape.group(1).replace("L", "").split("[, ]+")) {
          elements *= n.isEmpty() ? 1 : Double.parseDouble(n);
        }
      }
      int size = text.contains("8'") ? 8 : 4;
      if (elements * size > Mutator.LARGEST / 2) {
        return bytes;
      }
      byte[] fitting = Arrays.copyOf(bytes, end + 1 + (int) elements * size);
      fitting[8] = (byte) (end - 9);
      fitting[9] = (byte) (end - 9 >>> 8);
      return fitting;
    }

    @Override
    public void read(Path file, byte[] bytes) throws IOException {
      NpyFile.read(file).doubles();
    }
  }

  private record Plain(String format, List<byte[]> corpus, Path file, Reader reader) implements FuzzTarget {
    @Override
    public void read(Path file, byte[] bytes) throws IOException {
      reader.read(file);
    }
  }

  /**
   * Makes examples of all commands and a target for each format.
   *
   * @param folder an empty folder
   */
  static List<FuzzTarget> all(Path folder) throws IOException {
    Path analyse = example(folder.resolve("analyse"), new AnalyseCommand(), "--example");
    Path netcdf = example(folder.resolve("netcdf"), new AnalyseCommand(), "--example-netcdf");
    Path cycle = example(folder.resolve("cycle"), new CycleCommand(), "--example");
    Path network = example(folder.resolve("net"), new org.isobit.models.net.NetCommand(), "--example");
    List<FuzzTarget> targets = new ArrayList<>();
    targets.add(new Npy(npy(cycle), folder.resolve("f.npy")));
    targets.add(new Plain("csv", csv(analyse, netcdf), folder.resolve("f.csv"), Targets::csv));
    targets.add(new Plain("text", texts("1 2 3\n", "1.5\n-2e3\n\tnan\n", "0x1p3 inf -0"), folder.resolve("f.txt"),
        file -> NumberText.read(file, 3, "a state")));
    targets.add(new Plain("twin-yaml", experiments(), folder.resolve("twin.yaml"),
        file -> ExperimentYaml.read(Settings.read(file, List.of()))));
    targets.add(new PlanTarget("analyse-yaml", analyse.resolve("config.yaml")));
    targets.add(new PlanTarget("analyse-netcdf-yaml", netcdf.resolve("config.yaml")));
    targets.add(new CyclePlanTarget("cycle-yaml", cycle.resolve("config.yaml"), cycle.resolve("external.yaml")));
    targets.addAll(NetworkTarget.all(network));
    targets.addAll(CheckpointTarget.all(folder));
    targets.add(new Plain("onnx", OnnxCorpus.all(), folder.resolve("f.onnx"), Targets::onnx));
    targets.add(new JournalTarget(folder.resolve("journal")));
    targets.add(new Plain("netcdf", netcdf(folder, netcdf), folder.resolve("f.nc"), Targets::netcdf));
    return targets;
  }

  /** As {@code isobit net convert} does; most models are no network, but all are read. */
  private static void onnx(Path file) throws IOException {
    OnnxNetwork.of(OnnxModel.read(file));
  }

  private static Path example(Path folder, Object command, String option) {
    Told told = Told.of(command, option, folder.toString());
    if (told.code() != Cli.OK) {
      throw new IllegalStateException(folder + ": the example could not be made: " + told.text());
    }
    return folder;
  }

  private static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<byte[]> npy(Path cycle) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    for (String name : List.of("c_f8", "big_f8", "c_f4", "fortran_f8", "fortran_f4", "version2_f8", "version3_f8",
        "c_i4",
        "big_i8", "scalar_f8", "empty_f8", "structured", "object", "bool")) {
      try (var in = NpyFile.class.getResourceAsStream(name + ".npy")) {
        corpus.add(in.readAllBytes());
      }
    }
    corpus.add(Files.readAllBytes(cycle.resolve("truth/000001.npy")));
    return corpus;
  }

  private static List<byte[]> csv(Path analyse, Path netcdf) throws IOException {
    List<byte[]> corpus = new ArrayList<>(texts("x,y,value,sd,time\n1,2,3,4,2026-01-01T00:00:00Z\n# "
        + "x\n\"1\",2,-inf,nan,"
        + "\"2026-01-01\"\r\n", "value\n1\n2\n", "\ufeff\"a, b\",value\n1,2\n"));
    for (Path file : List.of(analyse.resolve("observations.csv"), netcdf.resolve("tracer.csv"))) {
      corpus.add(Files.readAllBytes(file));
    }
    return corpus;
  }

  private static void csv(Path file) throws IOException {
    IllegalArgumentException last = null;
    int read = 0;
    for (Reader reader : List.<Reader>of(f -> CsvTable.read(f, List.of()),
        f -> CsvTable.read(f, List.of("x", "value")),
        f -> CsvTable.read(f, List.of("value", "time"),
        Map.of("time", text -> CfTime.moment(text).getEpochSecond())))) {
      try {
        reader.read(file);
        read++;
      } catch (IllegalArgumentException e) {
        last = e;
      }
    }
    if (read == 0) {
      throw last;
    }
  }

  private static List<byte[]> experiments() {
    return Experiments.names().stream().map(name -> ExperimentYaml.write(Experiments.named(name))
        .getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<byte[]> netcdf(Path folder, Path example) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    corpus.add(Files.readAllBytes(example.resolve("truth.nc")));
    String cdl = """
        netcdf f { dimensions: time = 2 ; y = 3 ; x = 4 ;
        variables: double time(time) ; time:units = "hours since 2026-01-01" ; double x(x) ; x:units = "m" ;
        float T(time, y, x) ; T:_FillValue = -999.f ; T:scale_factor = 0.5 ; T:_DeflateLevel = 4 ; T:_Shuffle = "true" ;
        T:_ChunkSizes = 1, 2, 3 ; T:_Fletcher32 = "true" ;
        short S(y, x) ; S:add_offset = 1. ; S:valid_range = -5s, 5s ; string names(x) ; int i(y) ; :Conventions = "CF-1.11" ;
        data: time = 0, 6 ; x = 1, 2, 3, 4 ; T = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ;
        S = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ; names = "a", "b", "c", "d" ; i = 1, 2, 3 ; }
        """;
    String classic = cdl.replaceAll("T:_(DeflateLevel|Shuffle|ChunkSizes|Fletcher32) = [^;]*;", "")
        .replace("string names(x) ;", "").replaceAll("names = [^;]*;", "");
    corpus.add(Files.readAllBytes(org.isobit.models.netcdf.NetcdfTools.ncgen(folder.resolve("g.nc"), cdl)));
    corpus.add(Files.readAllBytes(org.isobit.models.netcdf.NetcdfTools.ncgen(folder.resolve("c.nc"), classic, "nc7")));
    corpus.add(Files.readAllBytes(org.isobit.models.netcdf.NetcdfTools.ncgen(folder.resolve("3.nc"), classic, "nc3")));
    return corpus;
  }

  private static void netcdf(Path file) throws IOException {
    IllegalArgumentException first = null;
    try (NetcdfFile netcdf = NetcdfFile.open(file)) {
      netcdf.attributes();
      for (String name : netcdf.variables()) {
        try {
          NetcdfVariable variable = netcdf.variable(name);
          variable.attributes();
          variable.text("units");
          if (variable.isNumeric()) {
            variable.read();
          }
        } catch (IllegalArgumentException e) {
          first = e;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
