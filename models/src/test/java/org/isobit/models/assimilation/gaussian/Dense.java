package org.isobit.models.assimilation.gaussian;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A matrix with the operations of textbooks, by EJML. */
record Dense(DMatrixRMaj a) {

  Dense(int rows, int columns, double... elements) {
    this(new DMatrixRMaj(rows, columns, true, elements));
  }

  static Dense identity(int n) {
    return new Dense(CommonOps_DDRM.identity(n));
  }

  /** The whole array, row by row. */
  double[] data() {
    return a.data;
  }

  double get(int row, int column) {
    return a.get(row, column);
  }

  Dense mult(Dense b) {
    return new Dense(CommonOps_DDRM.mult(a, b.a, null));
  }

  Dense plus(Dense b) {
    return new Dense(CommonOps_DDRM.add(a, b.a, null));
  }

  Dense minus(Dense b) {
    return new Dense(CommonOps_DDRM.subtract(a, b.a, null));
  }

  Dense scale(double factor) {
    DMatrixRMaj scaled = a.copy();
    CommonOps_DDRM.scale(factor, scaled);
    return new Dense(scaled);
  }

  Dense transpose() {
    return new Dense(CommonOps_DDRM.transpose(a, null));
  }

  Dense invert() {
    DMatrixRMaj inverse = a.copy();
    CommonOps_DDRM.invert(inverse);
    return new Dense(inverse);
  }

  /** Symmetric to the last bit. */
  Dense symmetric() {
    return plus(transpose()).scale(0.5);
  }
}
