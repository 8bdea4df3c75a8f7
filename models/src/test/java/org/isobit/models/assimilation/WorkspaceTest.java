package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Arrays are kept by name and length, for one analysis at a time. */
class WorkspaceTest {

  @Test
  void anArrayIsKeptUntilAnotherLengthIsWanted() {
    Workspace workspace = new Workspace();
    double[] a = workspace.doubles(Workspace.class, "a", 6);
    assertEquals(6, a.length);
    assertSame(a, workspace.doubles(Workspace.class, "a", 6));
    assertSame(a, workspace.doubles(Workspace.class, "a", 2, 3));
    assertNotSame(a, workspace.doubles(Workspace.class, "b", 6));
    assertNotSame(a, workspace.doubles(WorkspaceTest.class, "a", 6));
    assertSame(a, workspace.doubles(Workspace.class, "a", 6));
    assertEquals(5, workspace.doubles(Workspace.class, "a", 5).length);
    assertNotSame(a, workspace.doubles(Workspace.class, "a", 6));
    float[] f = workspace.floats(Workspace.class, "f", 6);
    assertEquals(6, f.length);
    assertSame(f, workspace.floats(Workspace.class, "f", 3, 2));
    assertEquals(4, workspace.floats(Workspace.class, "f", 4).length);
    assertNotSame(f, workspace.floats(Workspace.class, "f", 6));
  }

  @Test
  void anObjectIsKeptWithItsType() {
    Workspace workspace = new Workspace();
    assertNull(workspace.kept(Workspace.class, "a", String.class));
    workspace.keep(Workspace.class, "a", "text");
    assertEquals("text", workspace.kept(Workspace.class, "a", String.class));
    assertNull(workspace.kept(Workspace.class, "a", Integer.class));
    assertNull(workspace.kept(Workspace.class, "b", String.class));
  }

  @Test
  void aMatrixThatDoesNotFitIsRefusedByName() {
    Workspace workspace = new Workspace();
    String message = assertThrows(IllegalArgumentException.class,
        () -> workspace.doubles(Workspace.class, "weights", 50_000, 100_000)).getMessage();
    assertTrue(message.startsWith("Workspace: weights: 50000 x 100000 doubles need "), message);
    message = assertThrows(IllegalArgumentException.class,
        () -> workspace.floats(Workspace.class, "weights", 50_000, 100_000))
        .getMessage();
    assertTrue(message.startsWith("Workspace: weights: 50000 x 100000 floats need "), message);
    assertEquals(1 << 21, workspace.doubles(Workspace.class, "large", 1 << 10, 1 << 11).length);
    assertEquals(1 << 21, workspace.floats(Workspace.class, "large", 1 << 10, 1 << 11).length);
  }

  @Test
  void oneAnalysisAtATime() {
    Workspace workspace = new Workspace();
    workspace.acquire();
    assertEquals("Workspace: another analysis is using it",
        assertThrows(IllegalStateException.class, workspace::acquire).getMessage());
    workspace.release();
    workspace.acquire();
  }
}
