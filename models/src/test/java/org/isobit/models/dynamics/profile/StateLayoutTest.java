package org.isobit.models.dynamics.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.isobit.models.dynamics.profile.StateLayout.Axis;
import org.isobit.models.dynamics.profile.StateLayout.Field;
import org.junit.jupiter.api.Test;

class StateLayoutTest {

  private static final Axis Y = new Axis("y", "northwards", "km", 3, 10.0, 0.25);
  private static final Axis X = Axis.numbers("x", "", 4);
  private static final StateLayout BASIN = new StateLayout(List.of(new Field("h", "", "m", List.of(Y, X)),
      new Field("level", "", "m", List.of()), new Field("wind", "", "", List.of(Y))));

  @Test
  void variablesHaveNames() {
    assertEquals(16, BASIN.size());
    assertEquals("h[0, 0]", BASIN.variable(0));
    assertEquals("h[1, 2]", BASIN.variable(6));
    assertEquals("h[2, 3]", BASIN.variable(11));
    assertEquals("level", BASIN.variable(12));
    assertEquals("wind[2]", BASIN.variable(15));
    assertEquals(13, BASIN.offset(2));
    assertEquals(2, BASIN.fieldOf(13));
    assertEquals(List.of(Y, X), BASIN.axes());
    assertEquals(10.5, Y.at(2));
    assertEquals("x[39]", StateLayout.ring("x", 40).variable(39));
    assertEquals("x3", StateLayout.unnamed(3).variable(2));
    assertEquals("x[3]", StateLayout.unnamed(4).variable(3));
  }

  private static void refused(String part, Supplier<?> maker) {
    String message = assertThrows(IllegalArgumentException.class, maker::get).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void saysWhatIsWrong() {
    refused("StateLayout: there is no field", () -> new StateLayout(List.of()));
    refused("two things called 'x'", () -> StateLayout.variables("x", "x"));
    refused("two things called 'time'", () -> StateLayout.variables("time"));
    refused("two things called 'i'", () -> StateLayout.ring("i", 4));
    refused("two things called 'y'", () -> new StateLayout(List.of(new Field("h", "", "", List.of(Y)),
        new Field("u", "", "", List.of(Axis.numbers("y", "", 5))))));
    refused("the name of a field must be a letter, then letters, digits and underscores, but is '1x'",
        () -> StateLayout.variables("1x"));
    refused("the axis 'z' must have points and finite coordinates, but has 0 points", () -> Axis.numbers("z", "", 0));
    refused("0.0 apart", () -> new Axis("z", "", "", 2, 0.0, 0.0));
    Axis many = Axis.numbers("many", "", 65_536);
    Axis others = Axis.numbers("others", "", 65_536);
    Axis half = Axis.numbers("half", "", 1 << 30);
    refused("the field 'h' must have at most 2147483647 variables, but has 4294967296",
        () -> new Field("h", "", "", List.of(many, others)));
    refused("but has 75557863725914323419136", () -> new Field("h", "", "",
        List.of(half, Axis.numbers("depth", "", 1 << 30), many)));
    refused("a state must have at most 2147483647 variables, but has 2147483648", () -> new StateLayout(List.of(
        new Field("h", "", "", List.of(half)), new Field("u", "", "", List.of(half)))));
    refused("has 4 axes, but at most 3", () -> new Field("h", "", "", List.of(X, X, X, X)));
  }

  @Test
  void profilesSayWhatIsWrong() {
    ModelProfile profile = ModelProfile.of(StateLayout.variables("x", "y"));
    refused("the greatest exponent must be 0 or above, but is -1.0", () -> profile.withGrowth(-1.0, ""));
    refused("shown in two or three of the 2 variables, but [0, 2] are named", () -> profile.withAttractor(0, 2));
    refused("but [0] are named", () -> profile.withAttractor(0));
    refused("a run must have a step", () -> profile.withRun("rk4", 0.0, 0, 1, 1));
    refused("steps 0", () -> profile.withRun("rk4", 1.0, 0, 0, 1));
    assertEquals(0.5, profile.withGrowth(2.0, "").growth().time());
    assertEquals("s", profile.withTimeUnit("s").withAttractor(1, 0).timeUnit());
  }
}
