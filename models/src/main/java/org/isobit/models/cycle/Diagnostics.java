package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.isobit.models.analyse.internal.observation.InnovationStatistics;
import org.isobit.models.io.AtomicFiles;

/**
 * {@code diagnostics.csv}: one row a cycle, all from the journal. It is written anew when a run begins, resumes or
 * ends, so that no row is there twice or half; in between rows are appended for those who watch. Numbers are the
 * shortest decimals that read back to the same bits; a cell is empty where there is nothing to tell.
 *
 * @param file  the table
 * @param times when cycles end
 */
record Diagnostics(Path file, CycleTimes times) {

  private static final String HEADER = "cycle,time,members,observations,innovation_mean,innovation_rms,"
      + "innovation_rms_expected,innovation_spread,consistency_ratio,residual_mean,residual_rms,spread_forecast,"
      + "spread_analysis,rmse_forecast,rmse_analysis\n";

  /** Writes all rows. */
  void writeAll(List<CycleRecord> records) throws IOException {
    AtomicFiles.writeText(file, records.stream().map(this::row).collect(Collectors.joining("", HEADER, "")));
  }

  /** Adds a row. */
  void append(CycleRecord record) throws IOException {
    Files.write(file, row(record).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }

  private String row(CycleRecord r) {
    InnovationStatistics before = r.before();
    InnovationStatistics after = r.after();
    StringBuilder row = new StringBuilder().append(r.cycle()).append(',').append(times.text(r.cycle())).append(',')
        .append(r.members().length).append(',').append(r.used());
    if (before == null) {
      row.append(",,,,,,,");
    } else {
      for (Double x : new Double[] {before.mean(), before.rms(), r.ofSpread(before.expectedRms()),
          r.ofSpread(before.spread()), r.ofSpread(before.consistencyRatio()), after.mean(), after.rms()}) {
        cell(row, x);
      }
    }
    cell(row, r.cycle() == 0 ? null : r.ofSpread(r.forecastSpread()));
    cell(row, r.ofSpread(r.spread()));
    cell(row, r.forecastRmse());
    cell(row, r.rmse());
    return row.append('\n').toString();
  }

  private static void cell(StringBuilder row, Double x) {
    row.append(',').append(x == null ? "" : x);
  }
}
