package org.isobit.models.studies.latentetkf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.chart.Figure;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.AtomicFiles;

/**
 * Pictures as SVG and PNG files. That a machine cannot draw is no failure of a study, and is told of every picture;
 * that what has been drawn cannot be written is one.
 */
final class StudyPictures {

  /** Something that can be drawn; an IOException says why not here. */
  interface Drawing {
    String svg() throws IOException;

    byte[] png() throws IOException;

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
  }

  private StudyPictures() {}

  /** The pictures of some plans by the names of their files. */
  static Map<String, Drawing> of(List<StudyPlan> plans, Results results, StudySettings settings) {
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    for (StudyPlan plan : plans) {
      pictures.put(plan.name() + "-scores", Drawing.of(StudyCharts.scores(plan, results)));
      Figure circle = StudyCharts.circle(plan, results, settings);
      if (circle != null) {
        pictures.put(plan.name() + "-circle", Drawing.of(circle));
      }
    }
    return pictures;
  }

  /**
   * Draws and writes.
   *
   * @return one line for each reason why pictures are missing, with their names; empty if none is
   * @throws IOException              naming the file that cannot be written
   * @throws IllegalArgumentException if a folder is in its place
   */
  static List<String> write(Path folder, Map<String, Drawing> pictures) throws IOException {
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
      put(folder.resolve(picture.getKey() + ".svg"), out -> out.write(svg.getBytes(StandardCharsets.UTF_8)));
      put(folder.resolve(picture.getKey() + ".png"), out -> out.write(png));
    }
    return missing.entrySet().stream()
        .map(entry -> "no picture " + String.join(", ", entry.getValue()) + ": " + entry.getKey()).toList();
  }

  private static void put(Path file, AtomicFiles.Content content) throws IOException {
    try {
      AtomicFiles.write(file, content);
    } catch (IOException e) {
      throw new IOException(file + ": the picture cannot be written: " + Cli.message(e), e);
    }
  }
}
