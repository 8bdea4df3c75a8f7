package org.isobit.models.assimilation.global;

import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** EJML's matrices with operations that read like formulas, for analyses written out from papers. */
record EjmlMatrix(DMatrixRMaj matrix) {

  EjmlMatrix(int rows, int columns) {
    this(new DMatrixRMaj(rows, columns));
  }

  static EjmlMatrix column(double... x) {
    return new EjmlMatrix(new DMatrixRMaj(x.length, 1, true, x));
  }

  static EjmlMatrix identity(int n) {
    return new EjmlMatrix(CommonOps_DDRM.identity(n));
  }

  double get(int i, int j) {
    return matrix.get(i, j);
  }

  void set(int i, int j, double x) {
    matrix.set(i, j, x);
  }

  EjmlMatrix mult(EjmlMatrix b) {
    EjmlMatrix out = new EjmlMatrix(matrix.numRows, b.matrix.numCols);
    CommonOps_DDRM.mult(matrix, b.matrix, out.matrix);
    return out;
  }

  EjmlMatrix transpose() {
    return new EjmlMatrix(CommonOps_DDRM.transpose(matrix, null));
  }

  EjmlMatrix plus(EjmlMatrix b) {
    return new EjmlMatrix(CommonOps_DDRM.add(matrix, b.matrix, null));
  }

  EjmlMatrix minus(EjmlMatrix b) {
    return new EjmlMatrix(CommonOps_DDRM.subtract(matrix, b.matrix, null));
  }

  EjmlMatrix times(EjmlMatrix b) {
    return new EjmlMatrix(CommonOps_DDRM.elementMult(matrix, b.matrix, null));
  }

  EjmlMatrix scale(double factor) {
    EjmlMatrix out = new EjmlMatrix(matrix.copy());
    CommonOps_DDRM.scale(factor, out.matrix);
    return out;
  }

  EjmlMatrix invert() {
    EjmlMatrix out = new EjmlMatrix(matrix.copy());
    CommonOps_DDRM.invert(out.matrix);
    return out;
  }

  EjmlMatrix column(int j) {
    return new EjmlMatrix(CommonOps_DDRM.extractColumn(matrix, j, null));
  }

  /** V·diag(f(λ))·Vᵀ of a symmetric matrix. */
  EjmlMatrix function(DoubleUnaryOperator f) {
    int n = matrix.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(matrix.copy())) {
      throw new IllegalStateException("EJML finds no eigenvalues");
    }
    EjmlMatrix out = new EjmlMatrix(n, n);
    for (int i = 0; i < n; i++) {
      EjmlMatrix v = new EjmlMatrix(eigen.getEigenVector(i));
      out = out.plus(v.mult(v.transpose()).scale(f.applyAsDouble(eigen.getEigenvalue(i).getReal())));
    }
    return out;
  }
}
