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
    double[] a = workspace.doubles("a", 6);
    assertEquals(6, a.length);
    assertSame(a, workspace.doubles("a", 6));
    assertSame(a, workspace.doubles("a", 2, 3));
    assertNotSame(a, workspace.doubles("b", 6));
    assertEquals(5, workspace.doubles("a", 5).length);
    assertNotSame(a, workspace.doubles("a", 6));
    float[] f = workspace.floats("a", 6);
    assertEquals(6, f.length);
    assertSame(f, workspace.floats("a", 3, 2));
    assertEquals(4, workspace.floats("a", 4).length);
    assertNotSame(f, workspace.floats("a", 6));
  }

  @Test
  void anObjectIsKeptWithItsType() {
    Workspace workspace = new Workspace();
    assertNull(workspace.kept("a", String.class));
    workspace.keep("a", "text");
    assertEquals("text", workspace.kept("a", String.class));
    assertNull(workspace.kept("a", Integer.class));
    assertNull(workspace.kept("b", String.class));
  }

  @Test
  void aMatrixThatDoesNotFitIsRefusedByName() {
    Workspace workspace = new Workspace();
    String message = assertThrows(IllegalArgumentException.class,
        () -> workspace.doubles("weights", 50_000, 100_000)).getMessage();
    assertTrue(message.startsWith("Workspace: weights: 50000 x 100000 doubles need "), message);
    message = assertThrows(IllegalArgumentException.class, () -> workspace.floats("weights", 50_000, 100_000))
        .getMessage();
    assertTrue(message.startsWith("Workspace: weights: 50000 x 100000 floats need "), message);
    assertEquals(1 << 21, workspace.doubles("large", 1 << 10, 1 << 11).length);
    assertEquals(1 << 21, workspace.floats("large", 1 << 10, 1 << 11).length);
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
