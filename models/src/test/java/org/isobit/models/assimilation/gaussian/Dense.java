package org.isobit.models.assimilation.gaussian;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A matrix with the operations of textbooks, by EJML. */
public record Dense(DMatrixRMaj a) {

  public Dense(int rows, int columns, double... elements) {
    this(new DMatrixRMaj(rows, columns, true, elements));
  }

  public static Dense identity(int n) {
    return new Dense(CommonOps_DDRM.identity(n));
  }

  /** The whole array, row by row. */
  public double[] data() {
    return a.data;
  }

  public double get(int row, int column) {
    return a.get(row, column);
  }

  public Dense mult(Dense b) {
    return new Dense(CommonOps_DDRM.mult(a, b.a, null));
  }

  public Dense plus(Dense b) {
    return new Dense(CommonOps_DDRM.add(a, b.a, null));
  }

  public Dense minus(Dense b) {
    return new Dense(CommonOps_DDRM.subtract(a, b.a, null));
  }

  public Dense scale(double factor) {
    DMatrixRMaj scaled = a.copy();
    CommonOps_DDRM.scale(factor, scaled);
    return new Dense(scaled);
  }

  public Dense transpose() {
    return new Dense(CommonOps_DDRM.transpose(a, null));
  }

  public Dense invert() {
    DMatrixRMaj inverse = a.copy();
    CommonOps_DDRM.invert(inverse);
    return new Dense(inverse);
  }

  /** Symmetric to the last bit. */
  public Dense symmetric() {
    return plus(transpose()).scale(0.5);
  }
}
