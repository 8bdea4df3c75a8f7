package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.Test;

/** Points that some members or fields lack. */
class NetcdfMasksTest extends NetcdfCase {

  private void swap(String a, String b) throws IOException {
    Files.move(folder.resolve(a), folder.resolve("kept"));
    Files.move(folder.resolve(b), folder.resolve(a));
    Files.move(folder.resolve("kept"), folder.resolve(b));
  }

  /** Cell 3 is masked in q by the third member alone. */
  @Test
  void masksThatDiffer() throws IOException {
    int cell = 3;
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    NetcdfTools.ncgen(folder.resolve("member_03.nc"),
        member(2).replaceFirst("\nq = (([^,]*,){" + cell + "})[^,]*,", "\nq = $1 _,"));
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("member 3: field 'q' is masked at [0, 3], where the first member is not"),
        told.text());
    swap("member_01.nc", "member_03.nc"); // the member with the mask comes first
    run("--set", "ensemble.masks=common");
    assertEquals(1, report().getAsJsonObject("ensemble").get("pointsMaskedInSomeMembers").getAsInt());
    swap("member_01.nc", "member_03.nc");
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.masks=common");
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("without 1 points that some members mask and others have"), told.text());
    int[] cells = cells(cell);
    Ensemble e = expected(cell);
    for (int m = 0; m < MEMBERS; m++) {
      double own = packed(m, cell) * 0.25 + 3;
      try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/member_0" + (m + 1) + ".nc"));
          NetcdfFile increments = NetcdfFile.open(folder.resolve("analysis/increments/member_0" + (m + 1) + ".nc"))) {
        double[] t = file.variable("T").read();
        double[] q = file.variable("q").read();
        for (int i = 0; i < cells.length; i++) {
          assertEquals((float) e.get(m, i), t[cells[i]], "T, member " + m + ", cell " + cells[i]);
          assertEquals(e.get(m, cells.length + i), q[cells[i]], "q, member " + m + ", cell " + cells[i]);
        }
        assertEquals(temperature(m, cell), t[cell], "T keeps the forecast where a member masks q");
        assertEquals(m == 2 ? Double.NaN : own, q[cell], "each member keeps its own value and mask");
        assertEquals(m == 2 ? Double.NaN : 0, increments.variable("q").read()[cell]);
      }
    }
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/statistics.nc"))) {
      assertTrue(Double.isNaN(file.variable("q_mean").read()[cell]));
    }
    JsonObject ensemble = report().getAsJsonObject("ensemble");
    assertEquals(13, ensemble.get("points").getAsInt());
    assertEquals(1, ensemble.get("pointsMaskedInSomeMembers").getAsInt());
  }

  /** No member has both fields at cell 3, and each field is masked there by some: what one has goes to its analysis. */
  @Test
  void eachFieldMaskedByAnotherMember() throws IOException {
    int cell = 3;
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    for (int m = 1; m <= MEMBERS; m++) {
      String field = m == 2 ? "T" : "q";
      String whole = member(m - 1).replaceFirst("\nq = (([^,]*,){" + HALF + "})[^,]*,", "\nq = $1 4,");
      NetcdfTools.ncgen(folder.resolve("member_0" + m + ".nc"),
          whole.replaceFirst("\n" + field + " = (([^,]*,){" + cell + "})[^,]*,", "\n" + field + " = $1 _,"));
    }
    run("--set", "ensemble.masks=common");
    for (int m = 0; m < MEMBERS; m++) {
      try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/member_0" + (m + 1) + ".nc"))) {
        assertEquals(m == 1 ? Double.NaN : temperature(m, cell), file.variable("T").read()[cell], "T of " + m);
        assertEquals(m == 1 ? packed(m, cell) * 0.25 + 3 : Double.NaN, file.variable("q").read()[cell], "q of " + m);
      }
    }
  }

  @Test
  void noPointThatAllMembersHave() throws IOException {
    String nothing = list(CELLS, i -> "_");
    NetcdfTools.ncgen(folder.resolve("member_05.nc"), member(4).replaceFirst("T = [^;]*;", "T = " + nothing + ";"));
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.masks=common");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("no point is unmasked in all members, in all of the fields T, q"), told.text());
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.masks=some");
    assertTrue(told.code() == Cli.BAD_INPUT && told.text().contains("ensemble.masks: must be"), told.text());
    NpyFile.write(folder.resolve("e.npy"), new double[32], new int[] {2, 16});
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble={file: e.npy, masks: common}");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("ensemble.masks: can only be 'common' for NetCDF files"), told.text());
  }

  /** A member that is left out leaves its mask out, too. */
  @Test
  void theMaskOfAMemberThatIsLeftOutDoesNotCount() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    String nothing = list(CELLS, i -> "_");
    NetcdfTools.ncgen(folder.resolve("member_05.nc"), member(4).replaceFirst("T = [^;]*;", "T = " + nothing + ";"));
    String half = list(CELLS, i -> i < CELLS / 2 ? "_" : "1e30");
    NetcdfTools.ncgen(folder.resolve("member_04.nc"), member(3).replaceFirst("T = [^;]*;", "T = " + half + ";"));
    run("--set", "ensemble.masks=common", "--set", "ensemble.minimum=3");
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/member_01.nc"))) {
      double[] analysed = file.variable("T").read();
      for (int i = 0; i < CELLS; i++) {
        assertEquals(i == LAND, Double.isNaN(analysed[i]), "point " + i);
      }
    }
  }
}
