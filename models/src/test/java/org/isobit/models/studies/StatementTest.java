package org.isobit.models.studies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Isobit;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.Resampled.SquaredErrors;
import org.isobit.models.studies.Statement.Sample;
import org.junit.jupiter.api.Test;

/** Borders, what resampling makes of pairs, and how a statement is told. */
class StatementTest {

  private static Interval interval(double low, double high) {
    return new Interval(0.5 * (low + high), low, high);
  }

  @Test
  void sidesAreAsTheySay() {
    assertTrue(Border.less(1).holds(0.5) && !Border.less(1).holds(1) && !Border.less(1).holds(Double.NaN));
    assertTrue(Border.atMost(1).holds(1) && Border.atMost(1).holds(Double.NEGATIVE_INFINITY));
    assertTrue(Border.more(1).holds(2) && !Border.more(1).holds(1));
    assertTrue(Border.atLeast(1).holds(1) && !Border.atLeast(1).holds(0.9));
    assertTrue(Border.within(1, 2).holds(1) && Border.within(1, 2).holds(2) && !Border.within(1, 2).holds(2.1));
    assertEquals(List.of("< 0", "<= 0.1", "> -3", ">= 0.5", "in [5.3, 5.45]"), List.of(Border.less(0),
        Border.atMost(0.1), Border.more(-3), Border.atLeast(0.5), Border.within(5.3, 5.45)).stream()
        .map(Border::toString).toList());
    assertThrows(IllegalArgumentException.class, () -> Border.less(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Border.less(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Border.within(2, 1));
  }

  @Test
  void intervalsDecideOnEverySide() {
    assertEquals(Verdict.MET, Border.more(0).verdict(interval(0.1, 1)));
    assertEquals(Verdict.OPEN, Border.more(0).verdict(interval(0, 1)));
    assertEquals(Verdict.REFUTED, Border.more(0).verdict(interval(-1, 0)));
    assertEquals(Verdict.MET, Border.atLeast(0).verdict(interval(0, 1)));
    assertEquals(Verdict.OPEN, Border.atLeast(0).verdict(interval(-1, 0)));
    assertEquals(Verdict.MET, Border.within(1, 2).verdict(interval(1, 2)));
    assertEquals(Verdict.OPEN, Border.within(1, 2).verdict(interval(0, 3)));
    assertEquals(Verdict.OPEN, Border.within(1, 2).verdict(interval(1.5, 2.5)));
    assertEquals(Verdict.REFUTED, Border.within(1, 2).verdict(interval(2.1, 3)));
    assertEquals(Verdict.REFUTED, Border.within(1, 2).verdict(interval(0, 0.9)));
    assertEquals(Verdict.OPEN, Border.within(1, 2).verdict(Resampled.NONE));
  }

  /** A ratio of pairs is known better than either error; a start that failed with one network enters with none. */
  @Test
  void ratiosArePairedAndFailuresLeaveTheStart() {
    double[][] reference = {new double[40]};
    double[][] errors = new double[3][40];
    for (int s = 0; s < 40; s++) {
      reference[0][s] = 1 + s;
      for (int n = 0; n < 3; n++) {
        errors[n][s] = 0.25 * (1 + s);
      }
    }
    errors[1][7] = Double.NaN;
    SquaredErrors one = new SquaredErrors(errors);
    SquaredErrors other = new SquaredErrors(reference);
    assertEquals(39, Resampled.common(List.of(one, other)).length);
    assertTrue(one.failed(7) && !one.failed(8) && !other.failed(7));
    Resampled ratio = Resampled.ratio(one, other);
    assertEquals(new Interval(0.5, 0.5, 0.5), ratio.interval());
    assertEquals(ratio.interval(), ratio.given());
    Interval root = Resampled.crossed(3, Resampled.common(List.of(one, other)), one::root).interval();
    assertTrue(root.high() - root.low() > 0.3, root.toString());
    // Networks that differ make the interval wider than what is given for those at hand.
    for (int s = 0; s < 40; s++) {
      errors[1][s] = s == 7 ? Double.NaN : 0.04 * (1 + s);
    }
    Resampled several = Resampled.ratio(one, other);
    assertEquals((0.5 + 0.2 + 0.5) / 3, several.interval().value(), 1e-15);
    assertEquals(0.2, several.interval().low(), 1e-15);
    assertEquals(several.interval().value(), several.given().low(), 1e-15);
    assertThrows(IllegalArgumentException.class,
        () -> Resampled.ratio(one, new SquaredErrors(new double[1][39])));
    assertThrows(IllegalArgumentException.class, () -> new SquaredErrors(new double[][] {{1}, {1, 2}}));
  }

  @Test
  void withoutRunsNothingIsKnown() {
    assertTrue(Double.isNaN(Resampled.mean(new double[0]).interval().value()));
    assertTrue(Double.isNaN(Resampled.grouped(new int[0], i -> 1).given().low()));
    assertTrue(Double.isNaN(Resampled.crossed(3, new int[0], (n, s) -> 1).interval().low()));
    assertEquals(Bootstrap.USUAL.mean(new double[] {1, 2, 4}), Resampled.mean(new double[] {1, 2, 4}).interval());
    assertEquals(new Interval(2, 2, 2), Resampled.exact(2).given());
  }

  @Test
  void statementsAreToldWithTheirSamples() {
    Statement met = Statement.of("G1", "It is small, or so", "mean", Border.atMost(3),
        new Resampled(interval(1, 2), interval(1.25, 1.75)), Sample.of(Map.of("networks", 1)), false);
    Statement small = Statement.of("G2", "It is large", "mean", Border.within(3, 4),
        Resampled.mean(new double[] {1, 2}), Sample.of(Map.of("starts", 2)), true);
    assertTrue(met.holds() && met.verdict() == Verdict.MET);
    assertFalse(small.holds());
    String text = StatementTable.text(List.of(met, small), StatementTable.Layout.usual("with these networks"));
    assertTrue(text.endsWith("""

        G1  It is small, or so: met
            mean <= 3: 1.500 [1.000, 2.000], with these networks [1.250, 1.750]; 1 network
        G2  It is large: too small to say
            mean in [3, 4]: 1.500 [1.000, 2.000]; 2 starts
        """), text);
    JsonObject json = StatementTable.json(List.of(met, small)).get(0).getAsJsonObject();
    assertEquals("mean <= 3", json.get("statistic").getAsString());
    assertEquals(1, json.get("networks").getAsInt());
    assertEquals(1.75, json.getAsJsonObject("interval_given").get("high").getAsDouble());
    assertEquals("met", json.get("verdict").getAsString());
    assertNull(StatementTable.json(List.of(small)).get(0).getAsJsonObject().get("interval_given"));
    assertEquals("""
        # QUICK, too small to mean anything
        claim,statement,statistic,lower_limit,upper_limit,value,low,high,given,given_low,given_high,holds,verdict,sample
        G1,"It is small, or so",mean,,3.0,1.5,1.0,2.0,1.5,1.25,1.75,true,met,1 network
        G2,It is large,mean,3.0,4.0,1.5,1.0,2.0,NaN,NaN,NaN,false,too small to say,2 starts
        """, StatementTable.csv(List.of(met, small), true));
  }

  private record Row(String name, double size, Interval score) {}

  @Test
  void tablesAreTextCsvAndJson() {
    ResultTable<Row> table = ResultTable.<Row>of().column("name", Row::name).column("size", "km", "%.1f", Row::size)
        .interval("score", Row::score);
    List<Row> rows = List.of(new Row("a \"b\"", 1.25, interval(1, 2)), new Row(null, Double.NaN, Resampled.NONE));
    assertEquals("""
        name   size (km)  score
        a "b"  1.3        1.500 [1.000, 2.000]
               –          – [–, –]
        """, table.text(rows));
    assertEquals("""
        name,size,score,score_low,score_high
        "a ""b""\",1.25,1.5,1.0,2.0
        ,NaN,NaN,NaN,NaN
        """, table.csv(rows, false));
    assertEquals("{\"name\":null,\"size\":null,\"score\":{\"value\":null,\"low\":null,\"high\":null}}",
        table.json(rows).get(1).toString());
    ResultTable<String> ends = ResultTable.<String>of().column("word", s -> s)
        .with(table, s -> rows.getFirst()).ends("again", "from", "to", s -> interval(0, 1));
    assertArrayEquals(new String[] {"word,name,size,score,score_low,score_high,from,to",
        "x,\"a \"\"b\"\"\",1.25,1.5,1.0,2.0,0.0,1.0"}, ends.csv(List.of("x"), false).split("\n"));
    assertEquals("{\"contract\":" + Isobit.contractVersion()
        + ",\"study\":\"s\",\"quick\":true,\"note\":\"QUICK, too small to mean anything\",\"nan\":null,\"list\":[1,2]}",
        ResultsJson.of("s").quick(true).add("nan", Double.NaN).add("list", List.of(1, 2)).text()
            .replaceAll("\\s*\n\\s*", "").replace(": ", ":"));
  }
}
