// Master of FloatEcosystemArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;

/** The entries of ecosystems. */
final class EcosystemArguments extends ArgumentTable {

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  EcosystemArguments(Workers workers, boolean large) {
    int n = large ? 5 : 3;
    int lanes = large ? 2001 : 37;
    int size = n * lanes;
    call(NpzdFlows.class, "rates", least("n", 1, n), least("lanes", 1, lanes),
        vector("parameters", NpzdFlows.PARAMETERS * lanes), vector("surface", lanes), vector("light", size),
        matrix("c", NpzdFlows.POOLS, size), outMatrix("flows", NpzdFlows.FLOWS, size), workers);
    call(NpzdFlows.class, "rates", view(NpzdFlows.PARAMETERS, lanes), view(1, lanes), view(n, lanes),
        view(NpzdFlows.POOLS, size), view(NpzdFlows.FLOWS, size), workers);
    call(FashamFlows.class, "rates", least("n", 1, n), least("lanes", 1, lanes),
        vector("parameters", FashamFlows.PARAMETERS * lanes), vector("light", size),
        matrix("c", FashamFlows.POOLS, size), outMatrix("flows", FashamFlows.FLOWS, size), workers);
    call(FashamFlows.class, "rates", view(FashamFlows.PARAMETERS, lanes), view(n, lanes),
        view(FashamFlows.POOLS, size), view(FashamFlows.FLOWS, size), workers);
    steps(workers, size);
  }

  private void steps(Workers workers, int cells) {
    int[] from = NpzdFlows.from();
    int[] to = NpzdFlows.to();
    int pools = NpzdFlows.POOLS;
    double[] workspace = new double[Transfers.workspace(pools, workers)];
    call(Transfers.class, "euler", least("cells", 1, cells), number("pools", pools, x -> x == NpzdFlows.POOLS), from,
        to, number("dt", 0.5, ArgumentTable::positive), number("floor", 0.25, x -> x == x),
        matrix("flows", from.length, cells), outMatrix("c", pools, cells), workers);
    call(Transfers.class, "euler", from, to, number("dt", 0.5, ArgumentTable::positive),
        number("floor", 0.25, x -> x == x), view(from.length, cells), view(pools, cells), workers);
    call(Transfers.class, "workspace", number("pools", pools, x -> x >= 2 && x <= Transfers.MOST_POOLS), workers);
    call(Transfers.class, "patankar", least("cells", 1, cells), number("pools", pools, x -> x == NpzdFlows.POOLS),
        from, to, number("dt", 0.5, ArgumentTable::positive), matrix("flows", from.length, cells),
        outMatrix("c", pools, cells), workspace, workers);
    call(Transfers.class, "patankar", from, to, number("dt", 0.5, ArgumentTable::positive),
        view(from.length, cells), view(pools, cells), workspace, workers);
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }
}
