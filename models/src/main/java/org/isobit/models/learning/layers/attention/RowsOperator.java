// Master of FloatRowsOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.attention;

import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link Linear}: to the operator of a row, the rows of a sample are samples. */
final class RowsOperator implements LayerOperator {

  private final int rows;
  private final LayerOperator row;

  RowsOperator(int rows, LayerOperator row) {
    this.rows = rows;
    this.row = row;
  }

  @Override
  public long work() {
    return rows * row.work();
  }

  @Override
  public int kept() {
    return rows * row.kept();
  }

  @Override
  public int scratch() {
    return rows * row.scratch();
  }

  @Override
  public void forward(LayerCall c) {
    int batch = c.batch;
    c.batch = batch * rows;
    try {
      row.forward(c);
    } finally {
      c.batch = batch;
    }
  }

  @Override
  public void backward(LayerCall c) {
    int batch = c.batch;
    c.batch = batch * rows;
    try {
      row.backward(c);
    } finally {
      c.batch = batch;
    }
  }

  @Override
  public void tangent(LayerCall c) {
    int batch = c.batch;
    c.batch = batch * rows;
    try {
      row.tangent(c);
    } finally {
      c.batch = batch;
    }
  }
}
