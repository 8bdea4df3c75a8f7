package org.isobit.models.studies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.chart.Figure;
import org.isobit.models.chart.HeatMap;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.AtomicFiles;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Pictures as PNG files, and as SVG where there is one. That a machine cannot draw is no failure of a study, and is
 * told of every picture; that what has been drawn cannot be written is one.
 */
public final class StudyPictures {

  /** Something that can be drawn. */
  public interface Drawing {
    /**
     * As an SVG document.
     *
     * @return its text, or null if it is PNG alone
     * @throws IOException says why it cannot be drawn here
     */
    String svg() throws IOException;

    /**
     * As a PNG image.
     *
     * @return the file's bytes
     * @throws IOException says why it cannot be drawn here
     */
    byte[] png() throws IOException;

    /**
     * A figure as such.
     *
     * @param figure curves
     * @return its drawing
     */
    static Drawing of(Figure figure) {
      return new Drawing() {
        @Override
        public String svg() throws IOException {
          return figure.svg();
        }

        @Override
        public byte[] png() throws IOException {
          return figure.png();
        }
      };
    }

    /**
     * A heat map as such.
     *
     * @param figure numbers as colours
     * @return its drawing
     */
    static Drawing of(HeatMap figure) {
      return new Drawing() {
        @Override
        public String svg() throws IOException {
          return figure.svg();
        }

        @Override
        public byte[] png() throws IOException {
          return figure.png();
        }
      };
    }

    /**
     * Plots as such; PNG alone.
     *
     * @param figure fields and lines
     * @return its drawing
     */
    static Drawing of(PlotFigure figure) {
      return new Drawing() {
        @Override
        public String svg() {
          return null;
        }

        @Override
        public byte[] png() throws IOException {
          return figure.png();
        }
      };
    }
  }

  private StudyPictures() {}

  /**
   * Draws and writes.
   *
   * @param folder   where to
   * @param pictures by the names of their files, without endings
   * @return one line for each reason why pictures are missing, with their names; empty if none is
   * @throws IOException              naming the file that cannot be written
   * @throws IllegalArgumentException if a folder is in its place
   */
  public static List<String> write(Path folder, Map<String, Drawing> pictures) throws IOException {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Map.Entry<String, Drawing> picture : pictures.entrySet()) {
      String svg;
      byte[] png;
      try {
        svg = picture.getValue().svg();
        png = picture.getValue().png();
      } catch (IOException e) {
        missing.computeIfAbsent(String.valueOf(e.getMessage()), reason -> new ArrayList<>()).add(picture.getKey());
        continue;
      }
      if (svg != null) {
        put(folder.resolve(picture.getKey() + ".svg"), out -> out.write(svg.getBytes(StandardCharsets.UTF_8)));
      }
      put(folder.resolve(picture.getKey() + ".png"), out -> out.write(png));
    }
    return missing.entrySet().stream()
        .map(entry -> "no picture " + String.join(", ", entry.getValue()) + ": " + entry.getKey()).toList();
  }

  /**
   * Draws and writes, and tells what came of it: on the standard output what there is, on that of errors what is not.
   *
   * @param spec     the command
   * @param folder   where to
   * @param pictures by the names of their files, without endings
   * @param names    what is said if none is missing
   * @throws IOException              naming the file that cannot be written
   * @throws IllegalArgumentException if a folder is in its place
   */
  public static void tell(CommandSpec spec, Path folder, Map<String, Drawing> pictures, String names)
      throws IOException {
    List<String> missing = write(folder, pictures);
    missing.forEach(line -> spec.commandLine().getErr().println("isobit study: " + line));
    if (missing.isEmpty()) {
      spec.commandLine().getOut().println(names);
    }
    spec.commandLine().getOut().flush();
  }

  private static void put(Path file, AtomicFiles.Content content) throws IOException {
    try {
      AtomicFiles.write(file, content);
    } catch (IOException e) {
      throw new IOException(file + ": the picture cannot be written: " + Cli.message(e), e);
    }
  }
}
